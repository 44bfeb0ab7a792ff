using System.Net;
using Participatory.Tests.Service.AtTheDoor.Languages;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>A browser that follows no redirect by itself, says where its forms come from, and can send a form opened before.</summary>
internal sealed class Tab : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient browser;
    private Dictionary<string, string> last = [];

    /// <param name="cookie">One that somebody put into it; empty where it has none.</param>
    /// <param name="from">Where it is, as a proxy says it; empty is this machine.</param>
    public Tab(Uri pages, string cookie = "", string value = "", string from = "")
    {
        if (cookie.Length > 0)
        {
            cookies.Add(new Cookie(cookie, value, "/", pages.Host));
        }

        browser = new(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = pages };
        if (from.Length > 0)
        {
            browser.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        }
    }

    public void Dispose() => browser.Dispose();

    /// <summary>What it holds under a name; null where it holds nothing.</summary>
    public string? Cookie(string name) => cookies.GetCookies(browser.BaseAddress!)[name] is { Expired: false } held ? held.Value : null;

    /// <summary>What the last answer said in a header; null where it said nothing.</summary>
    public string? Last(string header) => last.GetValueOrDefault(header);

    /// <returns>Where opening a page leads; the status where it leads nowhere.</returns>
    public async Task<string> Leads(string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        return Leads(answer);
    }

    /// <summary>Opens a page and returns it.</summary>
    public async Task<string> Get(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(expected, answer.StatusCode);
        Leads(answer);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends the last form of a page as it was when it was opened.</summary>
    /// <returns>Where that leads; the status where it leads nowhere.</returns>
    public Task<string> Send(string to, string page, params (string Name, string Value)[] fields) =>
        Send(to, page, browser.BaseAddress!.GetLeftPart(UriPartial.Authority), fields);

    /// <inheritdoc cref="Send(string, string, ValueTuple{string, string}[])"/>
    public async Task<string> Send(string to, string page, string origin, params (string Name, string Value)[] fields)
    {
        var form = Form.All(page).Last();
        using var content = new FormUrlEncodedContent(form.Hidden.Where(hidden => !fields.Any(field => field.Name == hidden.Key))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = content };
        request.Headers.Add("Origin", origin);
        using var answer = await browser.SendAsync(request);
        return Leads(answer);
    }

    private string Leads(HttpResponseMessage answer)
    {
        last = answer.Headers.ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return answer.Headers.Location?.OriginalString ?? status;
    }

    /// <summary>Signs in as one of the people of the demonstration.</summary>
    public async Task<string> Become(string person, string back = "/") =>
        await Send("/start", await Get("/start"), ("person", person), ("return", back));

    /// <summary>As in another tab.</summary>
    public async Task SignOut() => Assert.Equal("/", await Send("/sign-out", await Get("/start")));
}
