using System.Net;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages;
using Participatory.Gateway.People;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using Participatory.Words;

namespace Participatory.Tests.Security.Pages;

/// <summary>What the gateway's pages say no to, and what they ask once more.</summary>
public sealed class DoorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("grants.council.example", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("elsewhere.example", HttpStatusCode.BadRequest)]
    [InlineData("grants.council.example.elsewhere.example", HttpStatusCode.BadRequest)]
    public async Task Whoever_names_another_host_is_refused(string host, HttpStatusCode status)
    {
        await using var gateway = await LoneGateway.Start(("Address", "https://grants.council.example"));
        using var answer = await Get(gateway, host, "https");
        Assert.Equal(status, answer.StatusCode);
        Assert.DoesNotContain(
            "elsewhere", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_TLS_nobody_else_can_set_the_cookie_of_a_form()
    {
        await using var gateway = await LoneGateway.Start(("Address", "https://grants.council.example"));
        using var answer = await Get(gateway, "grants.council.example", "https");
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), set => set.Contains("form=", StringComparison.Ordinal));
        Assert.StartsWith("__Host-participatory-form=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_did_not_show_lately_who_they_are_signs_in_again_and_comes_back_to_the_page()
    {
        var visit = Visit("POST", "/council/payments/7", "?done=yes", provedAt: Noon);
        // Whether words are kept, and for whom, KeptWordsTests sees; a request that is no page's own keeps none.
        var filter = new AskAgain(new KeepForms(null!), null!);
        var words = new ServiceWords("participatory.grants", new Say(TimeZoneInfo.Utc, TimeProvider.System));
        var refused = new ExceptionContext(new ActionContext(visit, new RouteData(), new ActionDescriptor()), [])
        {
            Exception = Statuses.Of(new Refusal(Reasons.SignInAgain), words),
        };
        await filter.OnExceptionAsync(refused);
        Assert.True(refused.ExceptionHandled);
        Assert.Equal(
            "/sign-in?again=true&return=%2Fcouncil%2Fpayments%2F7&form=true", Assert.IsType<LocalRedirectResult>(refused.Result).Url);

        // Nothing else is its business.
        var other = new ExceptionContext(new ActionContext(visit, new RouteData(), new ActionDescriptor()), [])
        {
            Exception = Statuses.Of(new Refusal(Reasons.NotAllowed), words),
        };
        await filter.OnExceptionAsync(other);
        Assert.False(other.ExceptionHandled);
    }

    [Theory]
    [InlineData("GET", 0, false)]
    [InlineData("GET", 10, false)]
    [InlineData("GET", 11, true)]
    [InlineData("GET", null, true)]
    // What is being sent is the service's to refuse.
    [InlineData("POST", 11, false)]
    public void A_page_with_much_to_type_asks_before_it_and_leaves_five_minutes_for_it(string method, int? minutesAgo, bool asks)
    {
        var visit = Visit(method, "/my/grants/7/holding", "?as=group", minutesAgo is { } ago ? Noon.AddMinutes(-ago) : null);
        var page = new ErrorModel { PageContext = new PageContext { HttpContext = visit } };
        var answer = AskAgain.Before(page, new SettableClock(Noon));
        Assert.Equal(
            asks ? "/sign-in?again=true&return=%2Fmy%2Fgrants%2F7%2Fholding%3Fas%3Dgroup" : null, (answer as LocalRedirectResult)?.Url);
    }

    private static DefaultHttpContext Visit(string method, string path, string query, DateTimeOffset? provedAt)
    {
        var identity = new Participatory.People.V1.Identity
        {
            Subject = "amina",
            TokenExpireTime = new Timestamp(),
            ProveTime = provedAt is { } proved ? Timestamp.FromDateTimeOffset(proved) : null,
        };
        var visit = new DefaultHttpContext { User = Person.Of(identity, "", "session") };
        (visit.Request.Method, visit.Request.Path, visit.Request.QueryString) = (method, path, new QueryString(query));
        return visit;
    }

    private static async Task<HttpResponseMessage> Get(LoneGateway gateway, string host, string scheme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = host;
        // As the council's own proxy says it.
        request.Headers.Add("X-Forwarded-Proto", scheme);
        return await gateway.Browser.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
