using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Somebody with a browser who opens pages, reads them and sends forms; where a form leads is followed by hand.</summary>
internal sealed class Typist(string name, Uri pages) : IDisposable
{
    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = pages };

    /// <summary>As failures call them.</summary>
    public string Name => name;

    public void Dispose() => browser.Dispose();

    /// <summary>Signs in as one of the people of the demonstration.</summary>
    public async Task<Typist> SignIn()
    {
        var page = await Open("/start");
        var form = page.QuerySelectorAll("form").OfType<IHtmlFormElement>()
            .Single(form => form.QuerySelector($"[name=person][value={name}]") is not null);
        await Send("/start", [.. Hidden(form).Select(field => (field.Name, field.Value, (byte[]?)null))], isMultipart: false);
        return this;
    }

    /// <summary>The page as it is now.</summary>
    public async Task<IHtmlDocument> Open(string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        if (answer.Headers.Location is { } elsewhere)
        {
            return await Open(PathOf(elsewhere.OriginalString));
        }

        Assert.True(answer.IsSuccessStatusCode, $"{name} opens {path} and gets {(int)answer.StatusCode}.");
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What a page or file says, with what stands in its fields.</summary>
    public async Task<string> Read(string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        if (answer.Headers.Location is { } elsewhere)
        {
            return await Read(PathOf(elsewhere.OriginalString));
        }

        var text = await answer.Content.ReadAsStringAsync();
        return answer.Content.Headers.ContentType?.MediaType == "text/html" ? Words(await new HtmlParser().ParseDocumentAsync(text)) : text;
    }

    /// <summary>A file as it comes.</summary>
    public Task<byte[]> Load(string path) => browser.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    /// <summary>Sends what a form holds.</summary>
    public async Task<Answer> Send(string to, IReadOnlyList<(string Name, string Value, byte[]? File)> fields, bool isMultipart)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(to, UriKind.Relative)) { Content = Body(fields, isMultipart) };
        request.Headers.Add("Origin", pages.GetLeftPart(UriPartial.Authority));
        using var answer = await browser.SendAsync(request);
        return new Answer(
            answer.StatusCode, PathOf(answer.Headers.Location?.OriginalString ?? ""), await answer.Content.ReadAsStringAsync(),
            answer.Content.Headers.ContentType?.MediaType ?? "");
    }

    /// <summary>A token with which the same person calls the services.</summary>
    public async Task<string> Token()
    {
        var page = await Open("/start");
        var hidden = Hidden(page.QuerySelectorAll("form").OfType<IHtmlFormElement>().First());
        var answer = await Send("/api/token", [.. hidden.Select(field => (field.Name, field.Value, (byte[]?)null))], isMultipart: false);
        using var json = JsonDocument.Parse(answer.Text);
        return json.RootElement.GetProperty("token").GetString()!;
    }

    /// <summary>What a form carries without showing it.</summary>
    public static IEnumerable<(string Name, string Value)> Hidden(IHtmlFormElement form) => form.QuerySelectorAll("input[type=hidden]")
        .OfType<IHtmlInputElement>().Where(input => input.Name is { Length: > 0 }).Select(input => (input.Name!, input.Value));

    /// <summary>What stands on a page for whoever looks at it, each run of spaces as one.</summary>
    public static string Words(IHtmlDocument page)
    {
        var fields = page.QuerySelectorAll("input:not([type=hidden]), textarea, option[selected]").Select(field => field switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? $"[{box.Name}={box.Value}]" : "",
            IHtmlInputElement input => input.Value,
            IHtmlTextAreaElement area => area.Value,
            _ => field.TextContent,
        });
        var pictures = page.QuerySelectorAll("img").Select(picture => picture.GetAttribute("alt") ?? "");
        page.QuerySelectorAll("script, style").ToList().ForEach(unseen => unseen.Remove());
        return Plain(string.Join(' ', [page.Body!.TextContent, .. fields, .. pictures]));
    }

    /// <summary>Each run of spaces as one.</summary>
    public static string Plain(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('\u00a0', ' ');

    private static string PathOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? whole.PathAndQuery : address;

    private static HttpContent Body(IReadOnlyList<(string Name, string Value, byte[]? File)> fields, bool isMultipart)
    {
        if (!isMultipart)
        {
            return new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        }

        var body = new MultipartFormDataContent();
        foreach (var (field, value, file) in fields)
        {
            if (file is null)
            {
                body.Add(new StringContent(value, Encoding.UTF8), $"\"{field}\"");
                continue;
            }

            var content = new ByteArrayContent(file);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            body.Add(content, $"\"{field}\"", $"\"{value}\"");
        }

        return body;
    }
}

/// <summary>What came back after a form was sent.</summary>
/// <param name="To">Where it leads, as a path with its query; empty where it leads nowhere.</param>
internal sealed record Answer(HttpStatusCode Status, string To, string Text, string MediaType)
{
    /// <summary>Where it leads, without the query.</summary>
    public string Path => To.Split('?', '#')[0];

    /// <summary>The id at the end of where it leads.</summary>
    public string Id => Uri.UnescapeDataString(Path.Split('/')[^1]);
}
