namespace Grpc.Core;

/// <summary>Messages to read, one after the other. Only one read at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last successful <see cref="MoveNext"/> brought.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false when the stream has ended well. Throws <see cref="RpcException"/> when it has not.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>Messages to write, one after the other. Only one write at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the next messages are written; null for the call's own options.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes a message unless cancelled; cancelling ends the whole call. A writer may support only tokens that cannot be cancelled.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This stream cannot cancel a single write.")
        : WriteAsync(message);
}

/// <summary>What a client writes to a server; it says when it has written everything.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Says that no message follows. Must be called for the server to see the end.</summary>
    Task CompleteAsync();
}

/// <summary>What a server writes to a client; the end of the method is the end of the stream.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}
