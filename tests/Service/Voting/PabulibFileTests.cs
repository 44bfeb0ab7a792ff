using System.Text;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Statutes;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Voting;

/// <summary>The published .pb file has the keys of Pabulib and no others, as its own checker (github.com/pabulib/checker) wants.</summary>
public sealed class PabulibFileTests
{
    /// <summary>META's keys, in the order of the checker.</summary>
    private static readonly string[] Known =
    [
        "description", "country", "unit", "district", "subunit", "instance", "num_projects", "num_votes", "budget", "vote_type", "rule",
        "date_begin", "date_end", "min_length", "max_length", "min_sum_cost", "max_sum_cost", "min_points", "max_points",
        "min_sum_points", "max_sum_points", "default_score", "min_project_cost", "max_project_cost", "min_project_score_threshold",
        "neighborhoods", "subdistricts", "categories", "edition", "language", "currency", "fully_funded", "experimental", "comment",
        "acknowledgments",
    ];

    [Theory]
    [InlineData("greedy", "cost", "es", 0, "greedy-threshold")]
    [InlineData("greedy", "cost", "es", 6, "greedy-threshold")]
    [InlineData("greedy", "votes", "es", 0, "greedy-custom")]
    [InlineData("greedy-no-skip", "cost", "es", 0, "greedy-no-skip")]
    [InlineData("equal-shares", "cost", "es", 0, "equalshares")]
    [InlineData("equal-shares/add1u", "cost", "es", 0, "unknown")]
    [InlineData("phragmen", "cost", "es", 0, "unknown")]
    public async Task Every_key_is_one_of_Pabulibs_and_the_rule_a_name_of_theirs(
        string rule, string utility, string ties, int minVotes, string named)
    {
        var header = await Exported(rule, utility, ties, minVotes);
        var keys = header.Meta.Select(pair => pair.Key).ToList();
        Assert.Empty(keys.Except(Known));
        Assert.Equal(keys.OrderBy(key => Array.IndexOf(Known, key)), keys);
        Assert.Empty(new[]
        {
            "description", "country", "unit", "instance", "num_projects", "num_votes", "budget", "vote_type", "rule", "date_begin",
            "date_end",
        }.Except(keys));
        Assert.Equal("United Kingdom", header["country"]);
        Assert.Equal(named, header["rule"]);
        Assert.StartsWith("#1: rule=", header["comment"], StringComparison.Ordinal);
        Assert.Equal((rule, utility, ties), (header.Noted("rule"), header.Noted("utility"), header.Noted("ties")));
        Assert.Equal((Polling.PollId, Polling.Elm), (header.Noted("poll_id"), header.Noted("area_code")));
        // Brought in again, it is counted by the rule that it was counted by.
        Assert.Equal(rule, Statute.NearestTo(header.Noted("rule")));
    }

    [Fact]
    public void A_comment_of_somebody_else_and_a_file_of_before_are_understood()
    {
        Assert.Null(PbComment.Find("#1: The city counted on paper, ties=", "rule"));
        Assert.Equal("es", PbComment.Find("#1: rule=greedy #2: ties=es", "ties"));
        var old = PbHeader.Create(
            [new("budget", "1"), new("vote_type", "approval"), new("ties", "lex")], ["project_id", "cost"], [["a", "1"]],
            ["voter_id", "vote"]);
        Assert.Equal("lex", old.Noted("ties"));
        Assert.Throws<ArgumentException>(() => PbComment.Write([new("unit", "Ward #3")]));
    }

    private static async Task<PbHeader> Exported(string rule, string utility, string ties, int minVotes)
    {
        var (polling, codes) = await Polling.WithVoters(
            "sqlite", 25, paper => paper with { Rule = rule, Utility = utility, Ties = ties, MinVotes = minVotes });
        await using var _ = polling;
        for (var voter = 0; voter < codes.Count; voter++)
        {
            // No two projects have as many votes: 22, 15, 7 and 3.
            await polling.Cast(codes[voter], voter < 15 ? ["bench", "choir"] : voter < 22 ? ["bench", "swings"] : ["hall"]);
        }

        await polling.Close();
        await polling.Declare();
        var file = await polling.Export();
        return PbReader.Open(
            new MemoryStream(Encoding.UTF8.GetBytes(file)), new PbOptions { Strict = true, Scale = 2 }).Header;
    }
}
