using System.Net;

namespace Participatory.Tests.Security.Pages;

/// <summary>A page does not fall with a service that only adds to it, and says what is not there.</summary>
public sealed class PartsAwayTests
{
    [Fact]
    public async Task The_search_shows_what_it_found_and_says_that_stories_cannot_be_shown()
    {
        await using var proposals = await LoneProposals.Start();
        await using var gateway = await LoneGateway.Start(("Services:Proposals", proposals.Address));
        using var answer = await gateway.Browser.GetAsync(
            new Uri("/search?search=elm", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(LoneProposals.Title, page, StringComparison.Ordinal);
        Assert.Contains(Words.GroupWork.StoriesAway, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Words.Finding.NothingFound, page, StringComparison.Ordinal);
    }
}
