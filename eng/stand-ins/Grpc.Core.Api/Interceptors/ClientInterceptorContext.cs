namespace Grpc.Core.Interceptors;

/// <summary>The call that a client interceptor sees; it may pass on a changed one.</summary>
public readonly struct ClientInterceptorContext<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>A call of this method with these options.</summary>
    public ClientInterceptorContext(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>What is called.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>The host that the call names; null for the channel's own.</summary>
    public string? Host { get; }

    /// <summary>How it is called.</summary>
    public CallOptions Options { get; }
}
