namespace Grpc.Core;

/// <summary>Where a channel stands between asleep and shut down.</summary>
public enum ConnectivityState
{
    /// <summary>No connection, and none being made.</summary>
    Idle,

    /// <summary>A connection is being made.</summary>
    Connecting,

    /// <summary>Calls can be sent.</summary>
    Ready,

    /// <summary>The last attempt failed; another follows after a pause.</summary>
    TransientFailure,

    /// <summary>The channel has been closed for good.</summary>
    Shutdown,
}
