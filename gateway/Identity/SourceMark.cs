using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Participatory.Gateway.Settings;
using Participatory.Platform.Identity;

namespace Participatory.Gateway.Identity;

/// <summary>
/// Says to Voting, Proposals, Accountability and People that calls come from one place, and not from which: keyed hashes of the
/// networks of the visitor's address (<see cref="Source"/>) with dots between them. It is what wrong codes, registrations, reports
/// and sign-in codes are counted by, so that all gateways that answer for each other need one key, also after a start. It is
/// another one each week, and the one before is deleted: what has been noted under it leads to no address any more.
/// </summary>
public sealed class SourceMark(GatewaySettings settings, TimeProvider clock)
{
    private const int KeyBytes = 32;

    private readonly string folder = Path.Combine(settings.Data, "keys", "sources");
    private readonly Lock turning = new();
    private volatile WeekKey? current;

    public string Of(HttpContext? visit) => visit?.Connection.RemoteIpAddress is { } address
        ? string.Join('.', Source.NetworksOf(address).Select(network => Convert.ToHexStringLower(
            HMACSHA256.HashData(Key(), Encoding.ASCII.GetBytes(network.ToString())).AsSpan(0, 16))))
        : "";

    private byte[] Key()
    {
        var week = clock.GetUtcNow().ToUnixTimeSeconds() / (7 * 24 * 60 * 60);
        if (current is { } known && known.Week == week)
        {
            return known.Bytes;
        }

        lock (turning)
        {
            if (current?.Week != week)
            {
                current = new WeekKey(week, Turn(week));
            }

            return current!.Bytes;
        }
    }

    private byte[] Turn(long week)
    {
        PrivateFolder.Create(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{week}.key"));
        KeyFile.WriteOnce(path, Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes)), secret: true);
        // A gateway whose clock is late leaves the newer key of the others alone.
        foreach (var old in Directory.EnumerateFiles(folder, "*.key").Where(file =>
            long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var its)
            && its < week))
        {
            File.Delete(old);
        }

        return Convert.FromHexString(File.ReadAllText(path));
    }

    private sealed record WeekKey(long Week, byte[] Bytes);
}

/// <summary>Puts the mark on the calls that pages make.</summary>
public sealed class MarkedCalls(SourceMark mark, IHttpContextAccessor visit) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Marked(context));

    /// <summary>Whoever has no account sends files, too.</summary>
    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Marked(context));

    private ClientInterceptorContext<TRequest, TResponse> Marked<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var headers = new Metadata();
        foreach (var entry in context.Options.Headers ?? [])
        {
            headers.Add(entry);
        }

        headers.Add(Source.Header, mark.Of(visit.HttpContext));
        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));
    }
}
