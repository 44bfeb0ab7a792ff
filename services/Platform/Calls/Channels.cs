using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace Participatory.Platform.Calls;

/// <summary>How our own programs call a service: always with a deadline, and again only where that is safe.</summary>
public static class Channels
{
    /// <summary>How long a call may take unless its caller says otherwise.</summary>
    public static readonly TimeSpan NormalDeadline = TimeSpan.FromSeconds(10);

    /// <summary>A channel to <paramref name="address"/> for the methods of <paramref name="services"/>.</summary>
    public static GrpcChannel To(string address, params ServiceDescriptor[] services)
    {
        var config = new ServiceConfig();
        var retry = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = 4,
                InitialBackoff = TimeSpan.FromMilliseconds(100),
                MaxBackoff = TimeSpan.FromSeconds(2),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var method in services.SelectMany(service => service.Methods).Where(Statement.IsSafeToRetry))
        {
            retry.Names.Add(new MethodName { Service = method.Service.FullName, Method = method.Name });
        }

        config.MethodConfigs.Add(retry);
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            ServiceConfig = config,
            HttpHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                EnableMultipleHttp2Connections = true,
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                KeepAlivePingDelay = TimeSpan.FromSeconds(60),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(30),
            },
        });
    }

    /// <summary>
    /// An invoker on <paramref name="channel"/> that gives every call a deadline (<see cref="NormalDeadline"/> unless
    /// <paramref name="deadline"/> says otherwise) and, where <paramref name="token"/> returns one, the identity of its caller.
    /// </summary>
    public static CallInvoker For(this GrpcChannel channel, Func<string?> token, TimeSpan? deadline = null) =>
        channel.CreateCallInvoker().Intercept(new Outgoing(token, deadline ?? NormalDeadline));

    private sealed class Outgoing(Func<string?> token, TimeSpan deadline) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
                AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var call = continuation(request, With(context));
            return request is IMessage message && Statement.IsSafeToRetry(context.Method.Name, message.Descriptor)
                ? OnceMore(call, () => continuation(request, With(context))) : call;
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
                AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, With(context));

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
                AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(With(context));

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
                AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(With(context));

        /// <summary>
        /// Where a server closes a connection, .NET's client sends what was under way again on a new one, and may send it without
        /// its message (grpc/grpc-dotnet#1778). The server has then done nothing, and it is the sender's to send it whole.
        /// </summary>
        private static AsyncUnaryCall<TResponse> OnceMore<TResponse>(AsyncUnaryCall<TResponse> first, Func<AsyncUnaryCall<TResponse>> again)
        {
            var call = first;
            var answer = Answer();
            return new AsyncUnaryCall<TResponse>(
                answer, Headers(), () => call.GetStatus(), () => call.GetTrailers(), () => call.Dispose());

            async Task<TResponse> Answer()
            {
                try
                {
                    return await first.ResponseAsync.ConfigureAwait(false);
                }
                catch (RpcException cutOff) when (cutOff.Status is { StatusCode: StatusCode.Internal, Detail: "Incomplete message." })
                {
                    first.Dispose();
                    call = again();
                    return await call.ResponseAsync.ConfigureAwait(false);
                }
            }

            async Task<Metadata> Headers()
            {
                await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return await call.ResponseHeadersAsync.ConfigureAwait(false);
            }
        }

        private ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class where TResponse : class
        {
            var options = context.Options;
            if (options.Deadline is null)
            {
                options = options.WithDeadline(DateTime.UtcNow + deadline);
            }

            if (token() is { } identity)
            {
                var headers = new Metadata();
                foreach (var entry in options.Headers ?? [])
                {
                    headers.Add(entry);
                }

                headers.Add("authorization", $"Bearer {identity}");
                options = options.WithHeaders(headers);
            }

            return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options);
        }
    }
}
