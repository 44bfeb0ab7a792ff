using System.Net;
using System.Text.Json.Nodes;

namespace Participatory.Tests.EndToEnd;

/// <summary>A page, once everything that leads on has been followed.</summary>
internal sealed record Answer(HttpStatusCode StatusCode, string Path, string Text);

/// <summary>A browser in which somebody signs in at the council's own provider; it keeps cookies and goes where it is led.</summary>
internal sealed class OfficersBrowser(OfficerSignInTests.Town town) : IDisposable
{
    private readonly CookieContainer cookies = new();
    private HttpClient? web;

    private HttpClient Web => web ??= new HttpClient(
        new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false })
    { BaseAddress = town.Pages };

    public bool IsSignedIn => cookies.GetCookies(town.Pages)["participatory-session"] is { Expired: false };

    /// <summary>The whole way to the provider and back.</summary>
    public async Task<Answer> SignIn(
        string account, string email, Action<JsonObject>? claims = null, Func<string, string>? token = null)
    {
        (town.Provider.Who, town.Provider.Claims, town.Provider.Token) = ((account, email), claims ?? (_ => { }), token);
        return await Press("/");
    }

    /// <summary>Presses the button for members of staff.</summary>
    public async Task<Answer> Press(string back) => await Open(await Leave(back));

    /// <summary>The address to which the provider sends the browser back, not yet opened.</summary>
    public async Task<string> AnswerOfProvider(string account, string email)
    {
        (town.Provider.Who, town.Provider.Claims, town.Provider.Token) = ((account, email), _ => { }, null);
        using var provider = await Web.GetAsync(new Uri(await Leave("/")), TestContext.Current.CancellationToken);
        return provider.Headers.Location!.ToString();
    }

    /// <summary>The cookies of another browser, as they are now.</summary>
    public void Take(OfficersBrowser other) => cookies.Add(other.cookies.GetCookies(town.Pages));

    public async Task<Answer> Open(string address)
    {
        var at = new Uri(town.Pages, address);
        for (var steps = 0; ; steps++)
        {
            using var answer = await Web.GetAsync(at, TestContext.Current.CancellationToken);
            if (answer.Headers.Location is not { } next || steps == 10)
            {
                return new Answer(
                    answer.StatusCode, at.AbsolutePath, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }

            at = new Uri(at, next);
        }
    }

    /// <summary>Fills in a form of a page and sends it.</summary>
    public async Task<Answer> Send(string address, params (string Name, string Value)[] fields)
    {
        var page = await Open(address);
        var token = page.Text.Split("name=\"__RequestVerificationToken\"")[1].Split("value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent(fields
            .Append(("RequestId", Guid.NewGuid().ToString())).Append(("__RequestVerificationToken", token))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await Web.PostAsync(
            new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
        return await Open(answer.Headers.Location!.ToString());
    }

    public void Dispose() => web?.Dispose();

    /// <summary>The address at the provider to which the button leads: by a page, as a form of ours may end on no other site.</summary>
    private async Task<string> Leave(string back)
    {
        var page = await Open($"/sign-in?return={Uri.EscapeDataString(back)}");
        var form = page.Text.Split("action=\"/sign-in/officer\"")[1];
        var token = form.Split("name=\"__RequestVerificationToken\"")[1].Split("value=\"")[1].Split('"')[0];
        using var sent = new FormUrlEncodedContent([new("return", back), new("__RequestVerificationToken", token)]);
        using var answer = await Web.PostAsync(
            new Uri("/sign-in/officer", UriKind.Relative), sent, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, null), (answer.StatusCode, answer.Headers.Location));
        var onward = Assert.Single(answer.Headers.GetValues("Refresh"));
        Assert.StartsWith("0; url=" + town.Provider.Address, onward, StringComparison.Ordinal);
        return onward["0; url=".Length..];
    }
}
