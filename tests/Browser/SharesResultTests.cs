namespace Participatory.Tests.Browser;

/// <summary>The result of a vote by equal shares: readable by everybody on both screens, without a script, and in plain words.</summary>
public sealed class SharesResultTests(SharesRound round) : IClassFixture<SharesRound>
{
    [Fact]
    public async Task The_result_page_can_be_read_by_everybody()
    {
        var faults = await Walk.Through(round, Screens.All, "nobody", "/rounds", "/rounds/*", "/rounds/*/result");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Whoever_takes_the_file_of_the_ballots_reads_in_which_order_its_ideas_stand()
    {
        using var visitor = new HttpClient { BaseAddress = round.Pages };
        Assert.Contains(
            "In the file, the ideas are in the order in which people sent them in.",
            await visitor.GetStringAsync("/rounds/shares-town/result", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_whose_money_went_where_without_a_script()
    {
        using var visitor = new HttpClient { BaseAddress = round.Pages };
        var page = System.Net.WebUtility.HtmlDecode(
            await visitor.GetStringAsync("/rounds/shares-town/result", TestContext.Current.CancellationToken));
        Assert.Contains("Everyone who voted had an equal share of the money", page, StringComparison.Ordinal);
        Assert.Contains("came closest: the people who voted for it could pay", page, StringComparison.Ordinal);
        Assert.Contains("of the people who voted got an idea they voted for", page, StringComparison.Ordinal);
        Assert.Contains("Did any group of voters miss out?", page, StringComparison.Ordinal);
        Assert.Contains("If only the number of votes had counted", page, StringComparison.Ordinal);
        Assert.Matches("[0-9]+ people paid £[0-9.]+ each", page);
        Assert.InRange(page.Length, 1, 150_000);
    }
}
