using System.Net;

namespace Participatory.Tests.Security.Pages;

/// <summary>What every answer tells the browser not to do, also where something is not there or fails.</summary>
public sealed class SafeHeadersTests
{
    [Theory]
    [InlineData("/cookies", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/rounds/elm-park", HttpStatusCode.ServiceUnavailable)]
    public async Task Every_answer_says_what_a_browser_must_not_do(string path, HttpStatusCode status)
    {
        // None of the services is there, so a page that asks one fails.
        await using var gateway = await LoneGateway.Start();
        using var answer = await gateway.Browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.StartsWith("default-src 'none'; script-src 'self';", One("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", One("X-Content-Type-Options"));
        Assert.Equal("DENY", One("X-Frame-Options"));
        Assert.Equal("same-origin", One("Referrer-Policy"));
        Assert.Equal("same-origin", One("Cross-Origin-Opener-Policy"));

        string One(string name) => Assert.Single(answer.Headers.GetValues(name));
    }
}
