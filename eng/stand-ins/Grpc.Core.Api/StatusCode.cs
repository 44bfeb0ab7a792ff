namespace Grpc.Core;

/// <summary>How a call ended, as numbered by the gRPC protocol.</summary>
public enum StatusCode
{
    /// <summary>It succeeded.</summary>
    OK = 0,

    /// <summary>The caller gave it up.</summary>
    Cancelled = 1,

    /// <summary>Nothing more is known.</summary>
    Unknown = 2,

    /// <summary>What was sent is wrong in itself, whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>Time ran out before it ended; it may still have taken effect.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be made exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known but not allowed to.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or a resource is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The state of the system does not allow it now.</summary>
    FailedPrecondition = 9,

    /// <summary>It clashed with another call and may be tried again from the start.</summary>
    Aborted = 10,

    /// <summary>It went beyond what is there, such as the end of a list.</summary>
    OutOfRange = 11,

    /// <summary>The server does not offer it.</summary>
    Unimplemented = 12,

    /// <summary>Something that must hold was found broken.</summary>
    Internal = 13,

    /// <summary>The server cannot be reached now; trying again later may help.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or damaged beyond repair.</summary>
    DataLoss = 15,

    /// <summary>The caller did not say who they are, or not convincingly.</summary>
    Unauthenticated = 16,
}
