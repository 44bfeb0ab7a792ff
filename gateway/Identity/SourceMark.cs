using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Participatory.Platform.Identity;

namespace Participatory.Gateway.Identity;

/// <summary>
/// Says to Voting and People that calls come from one place, and not from which: keyed hashes of the networks of the visitor's address
/// (<see cref="Source"/>) with dots between them, whose key is made anew with each start and kept nowhere. It is what wrong codes,
/// registrations and sign-in codes are counted by.
/// </summary>
public sealed class SourceMark
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public string Of(HttpContext? visit) => visit?.Connection.RemoteIpAddress is { } address
        ? string.Join('.', Source.NetworksOf(address).Select(network => Convert.ToHexStringLower(
            HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(network.ToString())).AsSpan(0, 16))))
        : "";
}

/// <summary>Puts the mark on the calls that pages make.</summary>
public sealed class MarkedCalls(SourceMark mark, IHttpContextAccessor visit) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var headers = new Metadata();
        foreach (var entry in context.Options.Headers ?? [])
        {
            headers.Add(entry);
        }

        headers.Add(Source.Header, mark.Of(visit.HttpContext));
        return continuation(
            request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers)));
    }
}
