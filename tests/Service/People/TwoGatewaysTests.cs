using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Gateway.Settings;
using Participatory.People.Sessions;
using Participatory.People.SignIn;
using Participatory.People.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Two gateways before one People: any of them answers for the other, and none knows anything that the other does not.</summary>
public sealed class TwoGatewaysTests
{
    private static readonly TimeSpan WithinTenSeconds = TimeSpan.FromSeconds(10);

    [Theory, EveryDatabase]
    public async Task A_session_begun_at_one_is_good_at_the_other_and_so_is_a_form(string engine)
    {
        await using var house = await TwoGateways.Open(engine);
        var browser = house.Browser();
        var form = await browser.GetStringAsync(house.At(0, "/start"));
        var answer = await browser.Send(house.At(1, "/start"), form, ("person", "officer"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await Status(browser, house.At(0, "/council/running")));
        Assert.Equal(HttpStatusCode.OK, await Status(browser, house.At(1, "/council/running")));
    }

    [Theory, EveryDatabase]
    public async Task A_session_that_ends_is_over_here_at_once_and_there_within_ten_seconds(string engine)
    {
        await using var house = await TwoGateways.Open(engine);
        var browser = await house.SignIn("officer");
        // The same browser once more, with the cookie that sign-out takes away from the first.
        var copy = house.Browser(browser.Cookies);
        Assert.Equal(HttpStatusCode.OK, await Status(copy, house.At(0, "/council/running")));
        Assert.Equal(HttpStatusCode.OK, await Status(copy, house.At(1, "/council/running")));

        await browser.Send(house.At(0, "/sign-out"), await browser.GetStringAsync(house.At(0, "/start")));

        Assert.Equal(HttpStatusCode.Redirect, await Status(copy, house.At(0, "/council/running")));
        house.Desk.Clock.Advance(WithinTenSeconds);
        Assert.Equal(HttpStatusCode.Redirect, await Status(house.Browser(copy.Cookies), house.At(1, "/council/running")));
    }

    [Theory, EveryDatabase]
    public async Task A_role_that_ends_is_over_at_both_within_ten_seconds_and_the_session_with_it(string engine)
    {
        await using var house = await TwoGateways.Open(engine);
        var browser = await house.SignIn("officer");
        Assert.Equal(HttpStatusCode.OK, await Status(browser, house.At(0, "/council/running")));
        Assert.Equal(HttpStatusCode.OK, await Status(browser, house.At(1, "/council/running")));

        await house.Desk.As(Tests.People.Nia)
            .EndRolesAsync(new EndRolesRequest { RequestId = Desk.NewId(), Email = "grace@council.example" });
        house.Desk.Clock.Advance(WithinTenSeconds);

        var copy = house.Browser(browser.Cookies);
        Assert.Equal(HttpStatusCode.Redirect, await Status(browser, house.At(0, "/council/running")));
        Assert.Equal(HttpStatusCode.Redirect, await Status(copy, house.At(1, "/council/running")));
        var again = await house.SignIn("officer");
        Assert.Equal(HttpStatusCode.Forbidden, await Status(again, house.At(0, "/council/running")));
        Assert.Equal(HttpStatusCode.OK,
            (await again.Send(house.At(1, "/api/token"), await again.GetStringAsync(house.At(1, "/start")))).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Signing_out_everywhere_ends_every_browser_here_at_once_and_there_within_ten_seconds(string engine)
    {
        await using var house = await TwoGateways.Open(engine);
        var (here, there) = (await house.SignIn("officer"), await house.SignIn("officer"));
        Assert.Equal(HttpStatusCode.OK, await Status(there, house.At(0, "/council/running")));
        Assert.Equal(HttpStatusCode.OK, await Status(there, house.At(1, "/council/running")));
        var copy = house.Browser(there.Cookies);

        await here.Send(house.At(0, "/sign-out?handler=Everywhere"), await here.GetStringAsync(house.At(0, "/start")));

        Assert.Equal(HttpStatusCode.Redirect, await Status(there, house.At(0, "/council/running")));
        house.Desk.Clock.Advance(WithinTenSeconds);
        Assert.Equal(HttpStatusCode.Redirect, await Status(copy, house.At(1, "/council/running")));
    }

    [Theory, EveryDatabase]
    public async Task Roles_that_an_administrator_ends_on_the_page_are_over_there_at_once(string engine)
    {
        await using var house = await TwoGateways.Open(engine);
        var (nia, rhys) = (await house.SignIn("administrator"), await house.SignIn("finance"));
        Assert.Equal(HttpStatusCode.OK, await Status(rhys, house.At(0, "/council/funds/new")));
        var page = await nia.GetStringAsync(house.At(0, "/council/staff"));
        Assert.Contains("Rhys Morgan, finance officer", page, StringComparison.Ordinal);
        await nia.Send(house.At(0, "/council/staff"), page, ("RequestId", Desk.NewId()), ("Email", "rhys@council.example"));
        Assert.Equal(HttpStatusCode.Redirect, await Status(rhys, house.At(0, "/council/funds/new")));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(await house.SignIn("finance"), house.At(0, "/council/funds/new")));
        var officer = await house.SignIn("officer");
        Assert.Contains("Nia Price, administrator ended all roles of Rhys Morgan, finance officer",
            await officer.GetStringAsync(house.At(1, "/council/staff/changes")), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task How_the_council_looks_changes_here_at_once_and_there_with_the_next_look(string engine)
    {
        await using var house = await TwoGateways.Open(engine);
        var nia = await house.SignIn("administrator");
        var change = house.At(0, "/council/profile/change");
        await nia.Send(change, await nia.GetStringAsync(change),
            ("RequestId", Desk.NewId()), ("Version", "0"), ("Name", "Elm & Oak Council"), ("Accent", "#123456"));
        var anybody = house.Browser();
        var here = await anybody.GetStringAsync(house.At(0, "/cookies"));
        Assert.Contains("Elm &amp; Oak Council", here, StringComparison.Ordinal);
        Assert.Contains("colours.css", here, StringComparison.Ordinal);
        for (var tries = 0; !(await There()).Contains("Elm &amp; Oak Council", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 100, "The other gateway does not hear of it.");
            await Task.Delay(CouncilNow.Interval / 10, TestContext.Current.CancellationToken);
        }

        Task<string> There() => anybody.GetStringAsync(house.At(1, "/cookies"));
    }

    [Theory, EveryDatabase]
    public async Task What_ends_at_one_is_refused_at_the_other_at_once_and_leads_to_the_way_in(string engine)
    {
        await using var house = await TwoGateways.Open(engine);
        var (nia, grace, rhys) = (await house.SignIn("administrator"), await house.SignIn("officer"), await house.SignIn("finance"));
        var copy = house.Browser(rhys.Cookies);
        foreach (var browser in (Browser[])[grace, copy])
        {
            Assert.Equal(HttpStatusCode.OK, await Status(browser, house.At(1, "/council/staff")));
        }

        var page = await nia.GetStringAsync(house.At(0, "/council/staff"));
        await nia.Send(house.At(0, "/council/staff"), page, ("RequestId", Desk.NewId()), ("What", "take"),
            ("Email", "grace@council.example"), ("Role", "Officer"));
        await rhys.Send(house.At(0, "/sign-out"), await rhys.GetStringAsync(house.At(0, "/start")));
        foreach (var browser in (Browser[])[grace, copy])
        {
            using var answer = await browser.GetAsync(house.At(1, "/council/staff"), TestContext.Current.CancellationToken);
            Assert.Equal(
                (HttpStatusCode.Redirect, "/sign-in?again=true&return=%2Fcouncil%2Fstaff"),
                (answer.StatusCode, answer.Headers.Location?.OriginalString));
            // The gateway has asked anew who they are.
            Assert.Equal(HttpStatusCode.Redirect, await Status(browser, house.At(1, "/council/running")));
        }
    }

    [Theory, EveryDatabase]
    public async Task Whoever_follows_a_link_stays_who_they_are_everywhere_else(string engine)
    {
        await using var house = await TwoGateways.Open(engine);
        var tom = await house.Desk.Add("tom.okafor@example.org");
        var link = house.Desk.Service.Services.GetRequiredService<MailLinks>().To(tom, ReachText.Award, "bench");
        var (stranger, officer) = (house.Browser(), await house.SignIn("officer"));
        foreach (var browser in (Browser[])[stranger, officer])
        {
            using var opened = await browser.GetAsync(house.At(0, link), TestContext.Current.CancellationToken);
            Assert.Equal("/my/grants/bench", opened.Headers.Location?.OriginalString);
            // Grants is not there in this test; whoever is nobody would be asked to sign in first.
            Assert.NotEqual(HttpStatusCode.Redirect, await Status(browser, house.At(0, "/my/grants/bench")));
        }

        Assert.Equal(HttpStatusCode.Redirect, await Status(stranger, house.At(0, "/my")));
        Assert.Equal(HttpStatusCode.OK, await Status(officer, house.At(0, "/council/running")));
        Assert.Equal(HttpStatusCode.OK, await Status(officer, house.At(1, "/council/running")));
    }

    [Fact]
    public async Task Over_TLS_nobody_else_can_set_the_cookie_of_a_session()
    {
        await using var house = await TwoGateways.Open("sqlite");
        // What a proxy on this machine says is believed. Cookies that are for TLS alone are carried by hand.
        using var browser = new Browser(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var start = await browser.GetAsync(house.At(0, "/start"), TestContext.Current.CancellationToken);
        var page = await start.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        browser.DefaultRequestHeaders.Add("Cookie", start.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        using var signedIn = await browser.Send(house.At(0, "/start"), page, ("person", "officer"));
        var cookie = Assert.Single(
            signedIn.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("session", StringComparison.Ordinal));
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_made_up_cookie_is_nobodys_session()
    {
        await using var house = await TwoGateways.Open("sqlite");
        var browser = house.Browser();
        browser.Cookies.Add(
            house.At(0, "/"), new Cookie("participatory-session", System.Buffers.Text.Base64Url.EncodeToString(Desk.NewSecret().Span)));
        Assert.Equal(HttpStatusCode.Redirect, await Status(browser, house.At(0, "/council/running")));
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie is { Name: "participatory-session", Value.Length: > 0 });
    }

    [Fact]
    public async Task While_people_is_away_whoever_is_signed_in_is_asked_to_wait_and_not_signed_out()
    {
        await using var house = await TwoGateways.Open("sqlite");
        var browser = await house.SignIn("officer");
        await house.Desk.DisposeAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(browser, house.At(0, "/council/running")));
        Assert.Contains(browser.Cookies.GetAllCookies(), cookie => cookie is { Name: "participatory-session", Value.Length: > 0 });
    }

    private static async Task<HttpStatusCode> Status(Browser browser, Uri address)
    {
        using var answer = await browser.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
