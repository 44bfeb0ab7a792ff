using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Standalone;
using Participatory.Tests.Service.AtTheDoor.Languages;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>How a visit begins, where it leads, and what is left of it in the browser. All of them visit one house.</summary>
public sealed partial class VisitTests(VisitTests.OpenHouse open) : IClassFixture<VisitTests.OpenHouse>
{
    /// <summary>Addresses of another site, in every spelling that a browser may take otherwise than we do.</summary>
    private static readonly string[] Elsewhere =
    [
        "https://evil.example", "http://evil.example/", "//evil.example", "///evil.example", "////evil.example", "/\\evil.example",
        "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "https:evil.example", "https:/evil.example", "http:///evil.example",
        "evil.example", "javascript:alert(1)", "data:text/html,hello", " //evil.example", "\t//evil.example", "/\t/evil.example",
        "/\n/evil.example", "/\r/evil.example", "%2f%2fevil.example", "%5c%5cevil.example", "~//evil.example",
        "~/\\evil.example", "//evil.example@127.0.0.1", "//127.0.0.1@evil.example", "?return=//evil.example", "#//evil.example", "",
    ];

    /// <summary>Pages to whose address one can write where to go next, and how a visitor goes on from there.</summary>
    private static readonly string[] Leading =
    [
        "CodeModel", "IndexModel", "OfficerModel", "OtherModel", "PasskeyModel", "ResidentConnectModel", "ResidentModel",
        "ResidentRefusedModel", "StartModel", "ToProviderModel",
    ];

    [Fact]
    public async Task Wherever_a_sign_in_is_told_to_lead_it_leads_to_a_page_of_ours()
    {
        foreach (var (at, address) in Elsewhere.Index())
        {
            var query = $"?return={Uri.EscapeDataString(address)}";
            using var browser = open.Browser();
            // By a button of the demonstration, then as somebody whose form another person opened.
            var start = await browser.Get("/start" + query);
            Assert.Equal((address, "/"), (address, await browser.Send("/start", start, ("person", "officer"), ("return", address))));
            Assert.DoesNotMatch("(href|src|action)=\"(?!/)[^\"]*evil", await browser.Get("/sign-in/other" + query));
            Assert.Equal("/sign-in?return=%2F", await browser.Send("/sign-in/other", await browser.Get("/start"), ("return", address)));

            // By a code. What asks somebody to sign in again leads on by itself.
            var to = await browser.Send(
                "/sign-in", await browser.Get("/sign-in" + query), ("Email", $"amina{at}@example.org"), ("return", address));
            Assert.StartsWith("/sign-in/code", to, StringComparison.Ordinal);
            var code = Code().Match(await browser.Get("/outbox")).Value;
            Assert.Equal("/", await browser.Send("/sign-in/code", await browser.Get(to), ("Code", code), ("return", address)));
            await browser.Become("officer");
            Assert.Equal("/start?again=true&return=%2F", await browser.Leads($"/sign-in{query}&again=true"));
        }

        using var other = open.Browser();
        Assert.Equal("/my/grants?as=group", await other.Become("volunteer", "/my/grants?as=group"));
        // Of the others the provider and a device are asked: OfficerSignInTests and PasskeyTests. A page that comes later is thought of.
        Assert.Equal(Leading, typeof(Participatory.Gateway.GatewayService).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(PageModel)) && type.GetProperties().Any(property => property
                .GetCustomAttributes(typeof(BindPropertyAttribute), inherit: true).OfType<BindPropertyAttribute>()
                .Any(bind => bind.Name == "return"))).Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_signs_in_anew_has_a_new_session_and_the_one_before_opens_nothing()
    {
        using var browser = open.Browser();
        List<string> sessions = [];
        foreach (var person in (string[])["resident", "resident", "officer", "volunteer"])
        {
            await browser.Become(person);
            sessions.Add(browser.Cookie("participatory-session")!);
        }

        var to = await browser.Send("/sign-in", await browser.Get("/sign-in"), ("Email", "anew@example.org"));
        var code = Code().Match(await browser.Get("/outbox")).Value;
        await browser.Send("/sign-in/code", await browser.Get(to), ("Code", code));
        sessions.Add(browser.Cookie("participatory-session")!);
        Assert.Distinct(sessions);

        foreach (var before in sessions[..^1])
        {
            using var thief = open.Browser("participatory-session", before);
            Assert.StartsWith("/sign-in?return=", await thief.Leads("/my"), StringComparison.Ordinal);
        }

        using var same = open.Browser("participatory-session", sessions[^1]);
        await same.Get("/my");
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/sign-out?handler=Everywhere")]
    public async Task Signing_out_leaves_nothing_that_was_shown_in_the_browser_and_no_cookie_of_the_session(string way)
    {
        using var browser = open.Browser();
        await browser.Become("resident");
        var session = browser.Cookie("participatory-session")!;
        var page = await browser.Get("/my");
        Assert.Contains("no-store", browser.Last("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal("/", await browser.Send(way, page));
        // Cookies of the council's other sites and a story that waits for a line ("cookies", "storage") are not ours to take.
        Assert.Equal("\"cache\"", browser.Last("Clear-Site-Data"));
        Assert.Null(browser.Cookie("participatory-session"));
        using var later = open.Browser("participatory-session", session);
        Assert.StartsWith("/sign-in?return=", await later.Leads("/my"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_comes_twice_counts_once_and_neither_query_nor_form_speaks_for_the_address()
    {
        using var browser = open.Browser();
        var page = await browser.Get("/sign-in");
        var to = await browser.Send(
            "/sign-in?Email=third@example.org", page, ("Email", "first-of-two@example.org"), ("Email", "second-of-two@example.org"));
        Assert.StartsWith("/sign-in/code", to, StringComparison.Ordinal);
        Assert.Contains("first-of-two@example.org", await browser.Get(to), StringComparison.Ordinal);
        var mails = await browser.Get("/outbox");
        Assert.Contains("first-of-two@example.org", mails, StringComparison.Ordinal);
        Assert.DoesNotContain("second-of-two@example.org", mails, StringComparison.Ordinal);
        Assert.DoesNotContain("third@example.org", mails, StringComparison.Ordinal);

        // What is changed is what stands in the address.
        Assert.Equal("404", await browser.Send("/error/404?status=403", page, ("status", "409")));
        // Not even the seal of a form comes by another way.
        var sealOf = Form.All(page).Last().Hidden["__RequestVerificationToken"];
        await browser.Send(
            $"/sign-in?__RequestVerificationToken={Uri.EscapeDataString(sealOf)}", page, ("Email", "no@example.org"),
            ("__RequestVerificationToken", ""));
        Assert.DoesNotContain("no@example.org", await browser.Get("/outbox"), StringComparison.Ordinal);
    }

    [GeneratedRegex("(?<=Your code is )\\d{3} ?\\d{3}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    /// <summary>A demonstration without a round.</summary>
    public sealed class OpenHouse : IAsyncLifetime
    {
        private readonly string data = Directory.CreateTempSubdirectory("participatory-visits-").FullName;
        private House house = null!;
        private int browsers;

        public async ValueTask InitializeAsync() => house = await House.Open(data, "http://127.0.0.1:0", CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await house.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }

        /// <summary>A browser of its own place, without cookies or with this one.</summary>
        internal Tab Browser(string cookie = "", string value = "") => new(house.Pages, cookie, value, $"192.0.2.{++browsers}");
    }
}
