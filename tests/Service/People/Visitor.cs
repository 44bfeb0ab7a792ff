using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Participatory.Tests.EndToEnd;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Somebody with a browser without scripts, who signs in at the residents' provider.</summary>
/// <param name="account">The provider's name for them.</param>
/// <param name="email">Their address there.</param>
internal sealed partial class Visitor(TwoGateways house, SignInProvider provider, string account, string email)
{
    public Browser Browser { get; } = house.Browser();

    /// <summary>What becomes of the claims of their ID tokens.</summary>
    public Action<JsonObject> Claims { get; init; } = _ => { };

    public Func<string, string>? Token { get; init; }

    public bool IsSignedIn => Browser.Cookies.GetCookies(house.At(0, "/"))["participatory-session"] is { Expired: false };

    /// <summary>The session of this browser, as People knows it.</summary>
    public Google.Protobuf.ByteString Secret => Google.Protobuf.ByteString.CopyFrom(System.Buffers.Text.Base64Url.DecodeFromChars(
        Browser.Cookies.GetCookies(house.At(0, "/"))["participatory-session"]!.Value));

    /// <summary>The whole way to the provider and back, to the second gateway where that is said.</summary>
    public async Task<Seen> SignIn(string door = "/sign-in/resident", bool backToTheOther = false)
    {
        var (status, onward) = await Leave(door);
        return onward is null ? new Seen(status, door, "") : await Open(onward, backToTheOther);
    }

    /// <summary>Presses the button that leads to the provider.</summary>
    /// <returns>
    /// What is answered, and the address at the provider to which that leads: by a page, as a form may end on no other site.
    /// </returns>
    public async Task<(HttpStatusCode StatusCode, Uri? Onward)> Leave(string door = "/sign-in/resident")
    {
        (provider.Who, provider.Claims, provider.Token) = ((account, email), Claims, Token);
        var page = await Browser.GetStringAsync(house.At(0, "/sign-in"), TestContext.Current.CancellationToken);
        using var answer = await Browser.Send(house.At(0, door), page);
        var onward = answer.Headers.TryGetValues("Refresh", out var refresh) ? new Uri(refresh.Single()["0; url=".Length..]) : null;
        return (answer.StatusCode, onward);
    }

    /// <summary>The address to which the provider sends the browser back, not yet opened.</summary>
    public async Task<Uri> AnswerOfProvider()
    {
        var (_, onward) = await Leave();
        using var answer = await Browser.GetAsync(onward, TestContext.Current.CancellationToken);
        return answer.Headers.Location!;
    }

    /// <summary>Goes by code, from a page that asks for it, to where that leads.</summary>
    public async Task<Seen> ByCode(string from)
    {
        var at = house.At(0, from);
        var page = await Browser.GetStringAsync(at, TestContext.Current.CancellationToken);
        using var asked = await Browser.Send(at, page, ("Email", email), ("return", ReturnIn(page)));
        var form = house.At(0, asked.Headers.Location!.OriginalString);
        page = await Browser.GetStringAsync(form, TestContext.Current.CancellationToken);
        var mail = (await house.Desk.Mails()).First(mail => mail.Recipient == email);
        using var sent = await Browser.Send(
            house.At(0, "/sign-in/code"), page, ("Code", SixDigits().Match(mail.Body).Value), ("return", ReturnIn(page)));
        return await Open(house.At(0, sent.Headers.Location!.OriginalString));
    }

    public async Task<Seen> Open(Uri at, bool backToTheOther = false)
    {
        for (var steps = 0; ; steps++)
        {
            using var answer = await Browser.GetAsync(at, TestContext.Current.CancellationToken);
            if (answer.Headers.Location is not { } next || steps == 10)
            {
                return new Seen(
                    answer.StatusCode, at.AbsolutePath, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }

            at = new Uri(at, next);
            if (backToTheOther && at.AbsolutePath.EndsWith("/done", StringComparison.Ordinal))
            {
                at = house.At(1, at.PathAndQuery);
            }
        }
    }

    private static string ReturnIn(string page) =>
        WebUtility.HtmlDecode(ReturnField().Match(page).Groups["value"].Value);

    [GeneratedRegex("[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex SixDigits();

    [GeneratedRegex("name=\"return\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReturnField();
}

/// <summary>The page at which somebody has arrived.</summary>
internal sealed partial record Seen(HttpStatusCode StatusCode, string Path, string Text)
{
    /// <summary>Where its button leads.</summary>
    public string Button => WebUtility.HtmlDecode(ButtonLink().Match(Text).Groups["to"].Value);

    [GeneratedRegex("(class=\"govuk-button\" href|<form method=\"post\" action)=\"(?<to>/sign-in[^\"]*)\"",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ButtonLink();
}
