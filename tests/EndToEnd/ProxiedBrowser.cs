using System.Net;
using System.Text.RegularExpressions;

namespace Participatory.Tests.EndToEnd;

/// <summary>
/// A browser, and before the pages the council's proxy, which takes the TLS off and says so. It keeps cookies by hand: those of pages
/// over TLS go nowhere else, and to this machine there is none.
/// </summary>
/// <param name="pages">Where the proxy finds the pages.</param>
/// <param name="host">How the public calls them.</param>
internal sealed partial class ProxiedBrowser(Uri pages, string host) : IDisposable
{
    private readonly HttpClient proxy = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = pages,
        DefaultRequestHeaders = { Host = host },
    };

    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);
    private (string Path, string Html) here = ("/", "");

    /// <summary>Opens a page, and where it sends somebody on, that one.</summary>
    public async Task<string> Open(string path)
    {
        using var answer = await Ask(HttpMethod.Get, path, content: null);
        if (answer.Headers.Location is { } next)
        {
            return await Open(next.IsAbsoluteUri ? next.PathAndQuery : next.OriginalString);
        }

        here = (path, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        return answer.IsSuccessStatusCode ? here.Html
            : throw new HttpRequestException($"{path}: {(int)answer.StatusCode}", inner: null, answer.StatusCode);
    }

    public async Task<HttpStatusCode> StatusOf(string path)
    {
        using var answer = await Ask(HttpMethod.Get, path, content: null);
        return answer.StatusCode;
    }

    /// <summary>Opens a page and sends its form.</summary>
    public async Task Send(string path, params (string Name, string Value)[] fields)
    {
        await Open(path);
        await SendHere(fields);
    }

    /// <summary>Sends the first form of the page that is open, with what it holds hidden.</summary>
    public async Task SendHere(params (string Name, string Value)[] fields)
    {
        var main = here.Html[here.Html.IndexOf("<main", StringComparison.Ordinal)..];
        var form = main[main.IndexOf("<form", StringComparison.Ordinal)..main.IndexOf("</form>", StringComparison.Ordinal)];
        using var content = new FormUrlEncodedContent(
            Hidden().Matches(form).Select(field => KeyValuePair.Create(field.Groups["name"].Value, field.Groups["value"].Value))
                .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        using var answer = await Ask(HttpMethod.Post, here.Path, content);
        await Open(answer.Headers.Location?.OriginalString
            ?? throw new HttpRequestException($"{here.Path} was not taken: {await answer.Content.ReadAsStringAsync()}"));
    }

    public void Dispose() => proxy.Dispose();

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await proxy.SendAsync(request);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var parts = set.Split(';')[0].Split('=', 2);
            cookies[parts[0]] = parts[1];
        }

        return answer;
    }

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"|"
        + "<input[^>]*name=\"(?<name>[^\"]+)\"[^>]*type=\"hidden\"[^>]*value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
