using Grpc.Core;
using Grpc.Core.Interceptors;
using Participatory.Platform.Calls;
using Participatory.Words;

namespace Participatory.Gateway.Calls;

/// <summary>
/// What a service refuses it says in English and with a reason; from here on it is said in the language of whoever asked, so
/// that pages show a refusal as it comes.
/// </summary>
public sealed class InReadersWords(Say say) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new(Said(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(context);
        return new(call.RequestStream, Said(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new(new Reading<TResponse>(call.ResponseStream, this), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers,
            call.Dispose);
    }

    private async Task<T> Said<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (RpcException refusal)
        {
            throw Statuses.InWordsOf(refusal, say);
        }
    }

    private sealed class Reading<T>(IAsyncStreamReader<T> pieces, InReadersWords words) : IAsyncStreamReader<T>
    {
        public T Current => pieces.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) => words.Said(pieces.MoveNext(cancellationToken));
    }
}
