using System.Net;

namespace Participatory.Tests.Security.Pages;

/// <summary>Browsers may load pictures of one other origin on the page of a map alone, and only where the council has named one.</summary>
public sealed class MapPolicyTests
{
    private const string OursAlone = "img-src 'self';";

    [Theory]
    [InlineData(false, "/rounds/elm-park/map", OursAlone)]
    [InlineData(true, "/rounds/elm-park/map", "img-src 'self' https://tiles.example:8443;")]
    [InlineData(false, "/map", OursAlone)]
    [InlineData(true, "/map", "img-src 'self' https://tiles.example:8443;")]
    [InlineData(true, "/cookies", OursAlone)]
    public async Task A_map_shows_pictures_of_elsewhere_where_they_are_switched_on_and_no_other_page_does(
        bool tiles, string path, string allowed)
    {
        await using var proposals = await LoneProposals.Start();
        List<(string Name, string Value)> settings = [("Services:Proposals", proposals.Address)];
        if (tiles)
        {
            settings.AddRange([("Map:Tiles", "https://tiles.example:8443/{z}/{x}/{y}.png"), ("Map:Credit", "Example Maps")]);
        }

        await using var gateway = await LoneGateway.Start([.. settings]);
        using var answer = await gateway.Browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains(allowed, policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(allowed != OursAlone, page.Contains("https://tiles.example:8443/", StringComparison.Ordinal));
    }
}
