using System.Net;
using Participatory.Gateway.Pages.About;
using Participatory.Words.Holdings;

namespace Participatory.Tests.Security.Pages;

/// <summary>The pages on privacy, cookies and accessibility, as a visitor reads them.</summary>
public sealed class AboutPagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_privacy_notice_tells_every_kind_with_the_councils_words_bases_and_days()
    {
        await using var gateway = await LoneGateway.Start(
            ("Council:Name", "Elm Park Council"), ("Council:Privacy:Contact", "Data team, data@elm.example"),
            ("Council:Privacy:Words", @"We are small.\nWe answer the phone."), ("Council:Privacy:Bases:Scores", "Consent"),
            ("Retention:Answers", "45"));
        var page = await Read(gateway, "/privacy");

        Assert.All(PersonalKinds.All, kind => Assert.Contains($"<h3 id=\"{kind.Name}\">{PrivacyModel.Of(kind, "Title")}</h3>", page,
            StringComparison.Ordinal));
        Assert.Contains("Our data protection officer can help you: Data team, data@elm.example", page, StringComparison.Ordinal);
        Assert.Contains("<p dir=\"auto\">We are small.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p dir=\"auto\">We answer the phone.</p>", page, StringComparison.Ordinal);
        Assert.Contains("45\u00a0days. Notes that were passed on go after 14\u00a0days.", page, StringComparison.Ordinal);
        Assert.Contains("<code>Voting: ballot, ballot_before", page, StringComparison.Ordinal);
        var scores = page[page.IndexOf("id=\"Scores\"", StringComparison.Ordinal)..];
        Assert.Contains("(consent)", scores[..scores.IndexOf("</section>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_council_has_set_nothing_the_notice_says_whom_to_ask()
    {
        await using var gateway = await LoneGateway.Start();
        Assert.Contains(Words.Privacy.ContactNone, await Read(gateway, "/privacy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_of_a_sign_in_elsewhere_are_told_where_there_is_one()
    {
        await using (var gateway = await LoneGateway.Start())
        {
            var page = await Read(gateway, "/cookies");
            Assert.All(SetCookie.All, cookie => Assert.Contains($"<code>{cookie.Name}", page, StringComparison.Ordinal));
            Assert.DoesNotContain("OpenIdConnect", page, StringComparison.Ordinal);
        }

        foreach (var whose in (string[])["Officers", "Residents"])
        {
            await using var withProvider = await LoneGateway.Start(
                ($"{whose}:Authority", "https://login.elm.example"), ($"{whose}:ClientId", "pages"), ($"{whose}:ClientSecret", "secret"),
                ($"{whose}:Name", "Elm Login"));
            var told = await Read(withProvider, "/cookies");
            Assert.All(SetCookie.OfProviders, cookie => Assert.Contains($"<code>{cookie.Name}", told, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_accessibility_statement_names_the_council_the_day_of_the_check_and_who_hears_complaints()
    {
        await using (var gateway = await LoneGateway.Start(("Council:Name", "Elm Park Council")))
        {
            var page = await Read(gateway, "/accessibility");
            Assert.Contains("Accessibility statement for Elm Park Council", page, StringComparison.Ordinal);
            Assert.Contains(AccessibilityModel.EnforcerPhone, page, StringComparison.Ordinal);
            Assert.Contains(AccessibilityFile.Read().Looked.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), page,
                StringComparison.Ordinal);
            Assert.All(AccessibilityFile.Read().Known, name => Assert.Contains(
                AccessibilityModel.Of("Fault", name), page, StringComparison.Ordinal));
        }

        await using var northern = await LoneGateway.Start(("Council:Accessibility:NorthernIreland", "true"));
        var other = await Read(northern, "/accessibility");
        Assert.Contains(AccessibilityModel.NorthernEnforcerPhone, other, StringComparison.Ordinal);
        Assert.DoesNotContain(AccessibilityModel.EnforcerPhone, other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_stand_in_the_footer_of_every_page_and_set_no_cookie()
    {
        await using var gateway = await LoneGateway.Start();
        foreach (var path in (string[])["/privacy", "/cookies", "/accessibility"])
        {
            using var answer = await gateway.Browser.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            // One who only reads needs none.
            Assert.False(answer.Headers.Contains("Set-Cookie"), path);
            var footer = (await answer.Content.ReadAsStringAsync(Cancellation)).Split("<footer")[1];
            Assert.All((string[])["/privacy", "/cookies", "/accessibility"], link =>
                Assert.Contains($"href=\"{link}\"", footer, StringComparison.Ordinal));
        }
    }

    private static async Task<string> Read(LoneGateway gateway, string path) => WebUtility.HtmlDecode(
        await gateway.Browser.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation));
}
