using System.Net;

namespace Participatory.Gateway.Security;

internal static class Loopback
{
    /// <summary>The request came unencrypted to this machine's own loopback, where browsers keep no secure cookies.</summary>
    public static bool InClear(HttpRequest request) => !request.IsHttps
        && (request.Host.Host is "localhost"
            || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
