using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

/// <summary>What independent programs with exact arithmetic say of 34 real elections and the worked examples.</summary>
public sealed class PublishedOutcomesTests
{
    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["greedy_cost"] = new Rule.Greedy(),
        ["greedy_card"] = new Rule.Greedy(Utility.Votes),
        ["greedy_points"] = new Rule.Greedy(Utility.Points),
        ["greedy_borda"] = new Rule.Greedy(Utility.Borda),
    };

    [Theory]
    [InlineData("greedy_cost", 65)]
    [InlineData("greedy_card", 64)]
    [InlineData("greedy_points", 14)]
    [InlineData("greedy_borda", 6)]
    public void Every_published_outcome_of_the_rule_is_ours(string ruleKey, int known)
    {
        var published = SharedFiles.Outcomes().Where(outcome => outcome.RuleKey == ruleKey).ToList();
        var elections = new Dictionary<string, Election>(StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var theirs in published)
        {
            if (!elections.TryGetValue(theirs.File, out var election))
            {
                elections[theirs.File] = election = SharedFiles.Read(theirs.File);
            }

            var ours = Tally.Count(election, Rules[ruleKey], TieOrder.Parse(theirs.TieKey)!, TestContext.Current.CancellationToken);
            if (!Same(ours, theirs))
            {
                differences.Add($"{theirs.File} {theirs.Key}: ours {string.Join(',', ours.Winners.Select(winner => winner.Id))}, theirs {string.Join(',', theirs.Winners)}");
            }
        }

        Assert.Empty(differences);
        Assert.True(published.Count >= known, $"{published.Count} outcomes were compared, and {known} were known when this was written.");
    }

    private static bool Same(Outcome ours, PublishedOutcome theirs)
    {
        var winners = ours.Winners.Select(winner => winner.Id);
        return theirs.Ordered
            ? winners.SequenceEqual(theirs.Winners)
            : winners.Order(StringComparer.Ordinal).SequenceEqual(theirs.Winners.Order(StringComparer.Ordinal));
    }
}
