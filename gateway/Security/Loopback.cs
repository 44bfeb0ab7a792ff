using System.Net;

namespace Participatory.Gateway.Security;

internal static class Loopback
{
    /// <summary>Before the name of a cookie that comes and goes over TLS alone.</summary>
    public const string Secure = "__Secure-";

    /// <summary>The request came unencrypted to this machine's own loopback, where browsers keep no secure cookies.</summary>
    public static bool InClear(HttpRequest request) => !request.IsHttps
        && (request.Host.Host is "localhost"
            || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    /// <summary>
    /// The name of a cookie for the whole site. "__Host-" (RFC 6265bis, 4.1.3.2): no other site beside ours, and nobody in clear, can set
    /// it.
    /// </summary>
    public static string NameOf(HttpRequest request, string cookie) => InClear(request) ? cookie : "__Host-" + cookie;

    /// <summary>The name of a cookie for some of our pages. "__Secure-" (RFC 6265bis, 4.1.3.1): nobody in clear can set it.</summary>
    public static string NameOfPath(HttpRequest request, string cookie) => InClear(request) ? cookie : Secure + cookie;
}
