using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

/// <summary>What cities decided themselves, where their files say so and their rule is one of ours.</summary>
public sealed class CityResultsTests
{
    /// <summary>Where a city's own result is not what its rule gives, and why.</summary>
    private static readonly Dictionary<string, string> KnownDifferences = new(StringComparer.Ordinal)
    {
        ["Poland_Katowice_2024_Murcki.pb"] =
            "The city funded L18/16/XI as well, which has 31 points where 50 are asked for: the file marks it with 2, \"with money left "
                + "over elsewhere\".",
    };

    /// <summary>Projects that exclude each other, as a file's comments say.</summary>
    private static readonly Dictionary<string, string[][]> Exclusive = new(StringComparer.Ordinal)
    {
        ["Poland_Warszawa_2022_Bemowo.pb"] = [["773", "153"]],
    };

    [Fact]
    public void Cities_that_count_greedily_decided_as_we_do()
    {
        var compared = 0;
        var differences = new List<string>();
        foreach (var name in SharedFiles.ElectionNames.Append(SharedFiles.NeedFolder()).SkipLast(1))
        {
            var reader = SharedFiles.Open(name);
            if (RuleOf(reader.Header) is not { } rule || !reader.Header.ProjectColumns.Contains("selected"))
            {
                continue;
            }

            var header = reader.Header;
            var outcome = Tally.Count(reader.ReadElection().WithExclusive(Exclusive.GetValueOrDefault(name, [])), rule,
                TieOrder.EqualShares, TestContext.Current.CancellationToken);
            var ours = outcome.Winners.Select(winner => winner.Id).Order(StringComparer.Ordinal);
            compared++;
            if (!ours.SequenceEqual(Selected(header)))
            {
                differences.Add(name);
            }
        }

        Assert.Equal(KnownDifferences.Keys.Order(StringComparer.Ordinal), differences.Order(StringComparer.Ordinal));
        Assert.True(compared >= 17, $"Only {compared} cities were compared.");
    }

    [Theory]
    [InlineData("Netherlands_Assen_2024.pb", true, 9)]
    [InlineData("Poland_Swiecie_2023.pb", true, 17)]
    // Wieliczka went on raising shares when nothing more would have fitted, until an outcome cost too much.
    [InlineData("Poland_Wieliczka_2023_Green_Budget.pb", false, 30)]
    public void Cities_that_count_by_equal_shares_decided_as_we_do(string name, bool stopWhenExhausted, int winners)
    {
        var reader = SharedFiles.Open(name);
        var rule = new Rule.EqualShares(Utility.Cost, new Add1(StopWhenExhausted: stopWhenExhausted));
        var outcome = Tally.Count(reader.ReadElection(), rule, TieOrder.EqualShares, TestContext.Current.CancellationToken);
        Assert.Equal(winners, outcome.Winners.Length);
        Assert.Equal(Selected(reader.Header), outcome.Winners.Select(winner => winner.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_file_whose_city_names_a_rule_of_ours_is_compared()
    {
        SharedFiles.NeedFolder();
        var rules = SharedFiles.ElectionNames.Select(name => SharedFiles.Open(name).Header["rule"] ?? "")
            .Where(rule => rule.Length > 0 && rule != "unknown").ToHashSet(StringComparer.Ordinal);
        Assert.Subset(new HashSet<string>(StringComparer.Ordinal)
        {
            "greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive", "greedy-custom", "equalshares/add1",
            "equalshares/add1-comparison",
        }, rules);
    }

    private static IEnumerable<string> Selected(PbHeader header) => Enumerable.Range(0, header.Projects.Length)
        .Where(project => header.Field(project, "selected") is not ("0" or ""))
        .Select(project => header.Projects[project].Project.Id).Order(StringComparer.Ordinal);

    // Cities with points or rankings go by the sum of points; a file's threshold is one of that score.
    private static Rule.Greedy? RuleOf(PbHeader header)
    {
        var utility = header.VoteType switch
        {
            Counting.Elections.VoteType.Cumulative or Counting.Elections.VoteType.Scoring => Utility.Points,
            Counting.Elections.VoteType.Ordinal => Utility.Borda1,
            _ => Utility.Votes,
        };
        var threshold = long.Parse(header["min_project_score_threshold"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        return header["rule"] switch
        {
            // greedy-custom is no-skip with a reserve for what nearly fits, which these districts did not need.
            "greedy-no-skip" or "greedy-custom" => new Rule.Greedy(utility, PerCost: false, Skip: false, threshold),
            "greedy" or "greedy-threshold" or "greedy-exclusive" => new Rule.Greedy(utility, PerCost: false, Skip: true, threshold),
            _ => null,
        };
    }
}
