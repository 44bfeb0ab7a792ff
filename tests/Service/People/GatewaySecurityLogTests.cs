using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Participatory.Gateway.Security;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What a gateway refuses itself stands in its security log, by the minute, with pages as code names them.</summary>
public sealed class GatewaySecurityLogTests
{
    private const string Secret = "a-secret-that-somebody-typed";

    [Fact]
    public async Task What_a_gateway_refuses_is_a_line_each_minute_with_the_page_and_the_account_and_nothing_that_was_sent()
    {
        var lines = new SecurityLogTests.Lines();
        // Whatever else an operator wants to hear less of, these are written.
        await using var house = await TwoGateways.Open("sqlite", lines, ("Logging:LogLevel:Default", "Error"));
        var rhys = await house.SignIn("finance");
        var subject = await house.Desk.Add("rhys@council.example");
        using var stranger = house.Browser();

        for (var again = 0; again < 50; again++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await Get(rhys, $"/council/staff/invite?{Secret}={again}"));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await Post(stranger, "/sign-in", $"Email={Secret}"));
        var form = await rhys.GetStringAsync(house.At(0, "/start"));
        // One that somebody else opened is foreign, too.
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.Send(house.At(0, "/sign-in"), form, ("Email", Secret))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await Post(rhys, "/api/token", ""));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Post(stranger, "/sign-in", new string('x', FormSizes.BeforeSignIn + 1)));
        for (var sent = 0; sent < Limits.MostSignIns + 25; sent++)
        {
            await Post(stranger, "/sign-in/code", "");
        }

        // Whoever is not signed in is led to where they can.
        Assert.Equal(HttpStatusCode.Redirect, await Get(stranger, "/council/staff/invite"));
        Assert.Empty(lines.All);
        house.Desk.Clock.Advance(TimeSpan.FromMinutes(2));
        await house.WriteSecurityLogs();
        Assert.Equal(
            [
                ("FORM_REFUSED", "", "sign-in", 2), ("FORM_REFUSED", "", "sign-in/code", Limits.MostSignIns - 3),
                ("FORM_REFUSED", subject, "/api/token", 1), ("LIMIT_MET", "", "sign-in/code", 28),
                ("PAGE_REFUSED", subject, "council/staff/invite", 50), ("TOO_LARGE", "", "sign-in", 1),
            ],
            lines.All.Select(line => (line.What, line.Who, line.About, line.Count)).Order());
        Assert.DoesNotContain(lines.All, line => line.Text.Contains(Secret, StringComparison.Ordinal)
            || line.Text.Contains("127.0.0.1", StringComparison.Ordinal) || line.Text.Contains('@', StringComparison.Ordinal));

        async Task<HttpStatusCode> Get(Browser browser, string path)
        {
            using var answer = await browser.GetAsync(house.At(0, path), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        async Task<HttpStatusCode> Post(Browser browser, string path, string words)
        {
            using var content = new StringContent(words, null, "application/x-www-form-urlencoded");
            using var answer = await browser.PostAsync(house.At(0, path), content, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task An_answer_of_the_provider_that_nobody_asked_for_is_in_the_log()
    {
        var lines = new SecurityLogTests.Lines();
        await using var house = await TwoGateways.Open(
            "sqlite", lines, ("Officers:Authority", "http://127.0.0.1:1"), ("Officers:ClientId", "participatory"),
            ("Officers:ClientSecret", "a secret"));
        using var stranger = house.Browser();
        foreach (var query in (string[])[$"?code={Secret}&state={Secret}", $"?error={Secret}&state={Secret}", ""])
        {
            using var answer = await stranger.GetAsync(
                house.At(0, $"/sign-in/officer/done{query}"), TestContext.Current.CancellationToken);
            Assert.Equal("/sign-in/officer/refused", answer.Headers.Location?.OriginalString);
        }

        house.Desk.Clock.Advance(TimeSpan.FromMinutes(2));
        await house.WriteSecurityLogs();
        var line = Assert.Single(lines.All);
        Assert.Equal(("PROVIDER_REFUSED", "", "STATE", 3), (line.What, line.Who, line.About, line.Count));
        Assert.DoesNotContain(Secret, line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_wrong_is_one_of_few_words()
    {
        (Exception? Fault, string Kind)[] kinds =
        [
            (new SecurityTokenInvalidIssuerException(Secret), "ISSUER"), (new SecurityTokenInvalidAudienceException(Secret), "AUDIENCE"),
            (new SecurityTokenExpiredException(Secret), "LIFETIME"), (new SecurityTokenNotYetValidException(Secret), "LIFETIME"),
            (new SecurityTokenSignatureKeyNotFoundException(Secret), "SIGNATURE"),
            (new SecurityTokenInvalidSignatureException(Secret), "SIGNATURE"),
            (new OpenIdConnectProtocolInvalidNonceException(Secret), "NONCE"), (new OpenIdConnectProtocolException(Secret), "PROTOCOL"),
            (new SecurityTokenMalformedException(Secret), "TOKEN"), (new HttpRequestException(Secret), "NO_ANSWER"),
            (new AuthenticationFailureException(Secret, new SecurityTokenExpiredException(Secret)), "LIFETIME"),
            (new AuthenticationFailureException(Secret), "STATE"), (new InvalidOperationException(Secret), "OTHER"), (null, "OTHER"),
        ];
        Assert.All(kinds, kind => Assert.Equal(kind.Kind, RefusedVisits.KindOf(kind.Fault)));
    }
}
