using System.Net;
using Participatory.Tests.Service.AtTheDoor.Languages;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>A browser that follows no redirect by itself, says where its forms come from, and can send a form opened before.</summary>
internal sealed class Tab(Uri pages) : IDisposable
{
    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = pages };

    public void Dispose() => browser.Dispose();

    /// <summary>Opens a page and returns it.</summary>
    public async Task<string> Get(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(expected, answer.StatusCode);
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
        var status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return answer.Headers.Location?.OriginalString ?? status;
    }

    /// <summary>Signs in as one of the people of the demonstration.</summary>
    public async Task<string> Become(string person, string back = "/") =>
        await Send("/start", await Get("/start"), ("person", person), ("return", back));

    /// <summary>As in another tab.</summary>
    public async Task SignOut() => Assert.Equal("/", await Send("/sign-out", await Get("/start")));
}
