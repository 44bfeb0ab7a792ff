using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Participatory.Gateway.Security;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Security.Pages;

/// <summary>What every answer tells the browser not to do, also where something is not there or fails.</summary>
public sealed partial class SafeHeadersTests
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

    [Theory]
    [InlineData(false, "max-age=31536000")]
    [InlineData(true, "max-age=31536000; includeSubDomains")]
    public async Task Over_TLS_a_browser_comes_by_TLS_alone_for_a_year_and_to_all_names_below_where_the_council_says_so(
        bool subdomains, string said)
    {
        await using var gateway = await LoneGateway.Start(
            ("Address", "https://grants.council.example"), ("StrictTransport:Subdomains", subdomains ? "true" : "false"));
        foreach (var path in (string[])["/cookies", "/no-such-page", "/rounds/elm-park"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            // As the council's own proxy says it.
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Host = "grants.council.example";
            using var answer = await gateway.Browser.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(said, Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        }

        // In clear a browser must not believe it (RFC 6797, 7.2).
        using var inClear = await gateway.Browser.GetAsync(new Uri("/cookies", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.False(inClear.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task An_address_that_is_a_key_is_told_to_nobody_and_kept_by_nobody_also_where_its_page_fails()
    {
        await using var gateway = await LoneGateway.Start();
        var keys = gateway.Endpoints.Where(endpoint => endpoint.RoutePattern.Parameters.Any(part => part.Name is "secret" or "token"))
            .Select(endpoint => AddressOf(endpoint.RoutePattern)).Distinct().ToList();
        Assert.True(keys.Count >= 8, "The addresses were not found.");
        foreach (var address in keys)
        {
            using var answer = await gateway.Browser.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(
                (address, "no-referrer", "noindex", "no-store"),
                (address, One("Referrer-Policy"), One("X-Robots-Tag"), answer.Headers.CacheControl?.ToString()));

            string One(string name) => string.Join(' ', answer.Headers.GetValues(name));
        }
    }

    [Theory]
    [InlineData("\"a\"", "public, no-cache", "private, no-cache")]
    [InlineData("\"a\"", null, "private, no-cache")]
    [InlineData("\"a\"", "no-store", "no-store")]
    [InlineData(null, "public, no-cache", "no-store")]
    [InlineData(null, null, "no-store")]
    public void What_a_key_opens_is_kept_by_its_readers_browser_at_most_and_by_nobody_where_it_says_so(
        string? tag, string? said, string kept)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        headers.ETag = tag;
        headers.CacheControl = said;
        Assert.Equal(kept, Headers.KeptByKey(headers));
    }

    [Fact]
    public async Task Nothing_but_GET_HEAD_and_POST_is_answered_and_TRACE_says_nothing_back()
    {
        await using var gateway = await LoneGateway.Start();
        var addresses = gateway.Endpoints.Select(endpoint => AddressOf(endpoint.RoutePattern)).Distinct().ToList();
        Assert.True(addresses.Count > 100, "The addresses were not found.");
        foreach (var address in addresses)
        {
            foreach (var method in (string[])["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), address);
                request.Headers.Add("Cookie", "participatory-session=said-back");
                using var answer = await gateway.Browser.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {address}: {answer.StatusCode}");
                Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                Assert.Equal(["GET", "HEAD", "POST"], answer.Content.Headers.Allow);
            }
        }
    }

    [Fact]
    public async Task Whatever_a_page_brings_along_says_its_kind_and_its_letters()
    {
        await using var gateway = await LoneGateway.Start();
        var page = await gateway.Browser.GetStringAsync(new Uri("/cookies", UriKind.Relative), TestContext.Current.CancellationToken);
        var addresses = Loaded().Matches(page).Select(match => match.Groups["address"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var styles in addresses.Where(address => address.EndsWith(".css", StringComparison.Ordinal)).ToList())
        {
            var text = await gateway.Browser.GetStringAsync(new Uri(styles, UriKind.Relative), TestContext.Current.CancellationToken);
            addresses.UnionWith(Named().Matches(text).Select(match => match.Groups["address"].Value));
        }

        Assert.Contains(addresses, address => address.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(addresses, address => address.EndsWith(".woff2", StringComparison.Ordinal));
        foreach (var address in addresses)
        {
            using var answer = await gateway.Browser.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("", MediaTypes.Fault(answer));
        }
    }

    /// <summary>With something in the places that an address leaves open.</summary>
    private static string AddressOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(
        segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "1",
        }))));

    [GeneratedRegex("(href|src)=\"(?<address>/(assets|council)/[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loaded();

    [GeneratedRegex("url\\(\"?(?<address>/assets/[^\")]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
