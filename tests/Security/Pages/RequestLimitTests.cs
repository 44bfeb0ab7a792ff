using System.Globalization;
using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Participatory.Gateway.Security;
using Participatory.Tests.Harness;
using Participatory.Words;

namespace Participatory.Tests.Security.Pages;

/// <summary>
/// Every limit of the gateway's requests is met: what a person reads then, and that others go on. A limit without a case here fails, and
/// so does a page that takes forms of people who are not signed in and says nothing.
/// </summary>
public sealed class RequestLimitTests
{
    /// <summary>How many forms of one source each limit lets through within its time.</summary>
    private static readonly Dictionary<string, int> Most = new(StringComparer.Ordinal) { [Limits.SignIn] = 30 };

    /// <summary>What takes forms of people who are not signed in without a limit of the gateway, and why that is right.</summary>
    private static readonly Dictionary<string, string> WithoutLimit = new(StringComparer.Ordinal)
    {
        ["rounds/{id}/vote"] = "a right code is never refused; Voting slows wrong ones down (WrongCodesTests)",
        ["rounds/{id}/ideas/{n}"] = "supports for somebody who is signed in; others are sent to sign in",
        ["rounds/{id}/ideas/{n}/report"] = "ten an hour of one connection, counted by the service (HourlyLimitTests)",
        ["rounds/{id}/ideas/{n}/questions"] = "asks for somebody who is signed in; others are sent to sign in",
        ["rounds/{id}/ideas/{n}/questions/{enquiry}"] = "as where somebody asks",
        ["rounds/{id}/ideas/{n}/questions/{enquiry}/report"] = "ten an hour of one connection, counted by the service (HourlyLimitTests)",
        ["stories/{id}/report"] = "ten an hour of one connection, counted by the service (HourlyLimitTests)",
        ["rounds/{id}/voices/answer/{question}"] = "twenty an hour of one connection, counted by the service (HourlyLimitTests)",
        ["rounds/{id}/voices/{voice}/report"] = "ten an hour of one connection, counted by the service (HourlyLimitTests)",
        ["groups/{group}"] = "asks for a second look for somebody who is signed in; others are sent to sign in",
        ["groups/{group}/report"] = "ten an hour of one connection, counted by the service (HourlyLimitTests)",
        ["join-group/{secret}"] = "its address has 160 bits",
        ["listen/{secret}/write/{question}"] = "sixty an hour with one link, counted by the service (HourlyLimitTests)",
        ["listen/{secret}/read/{voice}"] = "sixty an hour with one link, counted by the service (HourlyLimitTests)",
        ["my-voice/{secret}"] = "its address has 160 bits",
        ["join/{secret}"] = "its address has 160 bits",
        ["opera"] = "two hundred an hour of one connection and twenty wrong codes, counted by the service (OperaTests)",
        ["opera/{secret}"] = "its address has 160 bits",
        ["start"] = "of the demonstration alone",
        ["sign-in/officer"] = "leads to the council's own sign-in, which counts for itself",
        ["sign-in/resident"] = "leads to the provider of residents, which counts for itself",
        ["sign-in/other"] = "a person who is signed in says who was meant",
        ["sign-out"] = "ends a session",
        ["stop/{token}"] = "the token of an e-mail has 128 bits",
        ["error/{status:int?}"] = "the page of what was refused",
    };

    [Fact]
    public async Task Every_limit_has_a_case_here_and_every_page_that_takes_forms_of_nobody_has_a_limit_or_a_reason()
    {
        await using var gateway = await LoneGateway.Start();
        var open = gateway.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page ? TakesForms(page)
                : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && !IsCall(endpoint)).ToList();

        Assert.Equal(
            WithoutLimit.Keys.Order(StringComparer.Ordinal),
            open.Where(endpoint => PolicyOf(endpoint) is null).Select(Route).Distinct().Order(StringComparer.Ordinal));
        var policies = typeof(Limits).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
            .Select(field => (string)field.GetValue(null)!);
        Assert.Equal(Most.Keys.Order(StringComparer.Ordinal), policies.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["sign-in", "sign-in/code", "sign-in/passkey"], Limited(gateway).Select(Route).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_sends_more_than_a_limit_lets_through_reads_when_to_try_again_and_nobody_else_is_held_up()
    {
        await using var started = await LoneGateway.Start();
        foreach (var (path, policy) in Limited(started).Select(page => (Route(page), PolicyOf(page)!)).Distinct().ToList())
        {
            await using var gateway = await LoneGateway.Start();
            for (var sent = 0; sent < Most[policy]; sent++)
            {
                Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Send(gateway, path, "192.0.2.1")).Status);
            }

            foreach (var same in Limited(gateway).Where(page => PolicyOf(page) == policy).Select(Route).Distinct())
            {
                var (status, retryAfter, html) = await Send(gateway, same, "192.0.2.1");
                Assert.Equal((HttpStatusCode.TooManyRequests, "900"), (status, retryAfter));
                Assert.Contains(Problems.TooManyTitle, html, StringComparison.Ordinal);
                Assert.Contains("Please wait 15 minutes and try again.", html, StringComparison.Ordinal);
            }

            // Looking counts for nothing, another source is another, and from the same one other forms are taken.
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Send(gateway, path, "192.0.2.1", HttpMethod.Get)).Status);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Send(gateway, path, "192.0.2.2")).Status);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Send(gateway, "start", "192.0.2.1")).Status);
        }
    }

    [Fact]
    public async Task A_hundred_voters_at_the_one_screen_of_a_library_are_all_let_in()
    {
        await using var gateway = await LoneGateway.Start();
        for (var sent = 0; sent < 100; sent++)
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Send(gateway, "rounds/elm-park/vote", "192.0.2.1")).Status);
        }
    }

    private static string Route(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.Trim('/');

    private static string? PolicyOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;

    private static IEnumerable<RouteEndpoint> Limited(LoneGateway gateway) => gateway.Endpoints.Where(page => PolicyOf(page) is not null);

    /// <summary>Calls of programs go on to the services, which say who may, and how often.</summary>
    private static bool IsCall(RouteEndpoint endpoint) => Route(endpoint).StartsWith("participatory.", StringComparison.Ordinal)
        || Route(endpoint).StartsWith("grpc.", StringComparison.Ordinal) || Route(endpoint).StartsWith('{');

    private static bool TakesForms(PageActionDescriptor page) =>
        PageModels.Of(page).GetMethods().Any(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal));

    private static async Task<(HttpStatusCode Status, string RetryAfter, string Html)> Send(
        LoneGateway gateway, string path, string from, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, "/" + path);
        // As the council's own proxy says it.
        request.Headers.Add("X-Forwarded-For", from);
        request.Content = method is null ? new FormUrlEncodedContent([]) : null;
        using var answer = await gateway.Browser.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta?.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture) ?? "",
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
