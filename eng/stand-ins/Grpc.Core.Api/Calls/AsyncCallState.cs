namespace Grpc.Core;

/// <summary>What the four kinds of call have in common: how to ask the transport for headers and the end, and how to give up.</summary>
internal readonly struct AsyncCallState(
    Func<object, Task<Metadata>> responseHeaders,
    Func<object, Status> status,
    Func<object, Metadata> trailers,
    Action<object> dispose,
    object state)
{
    internal AsyncCallState(Task<Metadata> responseHeaders, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(_ => responseHeaders, _ => status(), _ => trailers(), _ => dispose(), dispose)
    {
    }

    internal Task<Metadata> ResponseHeaders() => responseHeaders(state);

    internal Status Status() => status(state);

    internal Metadata Trailers() => trailers(state);

    internal void Dispose() => dispose(state);
}
