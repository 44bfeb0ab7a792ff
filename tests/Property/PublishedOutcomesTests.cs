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
        ["phragmen"] = new Rule.Phragmen(),
        ["mes_cost"] = new Rule.EqualShares(),
        ["mes_card"] = new Rule.EqualShares(Utility.Votes),
        ["mes_points"] = new Rule.EqualShares(Utility.Points),
        ["mes_borda"] = new Rule.EqualShares(Utility.Borda),
        ["mes_cost_add1int"] = new Rule.EqualShares(Utility.Cost, new Add1()),
        ["mes_cost_add1int+util"] = new Rule.EqualShares(Utility.Cost, new Add1(), FillUp.ByVotes),
        ["mes_cost_add1frac"] = new Rule.EqualShares(Utility.Cost, new Add1(FromFloor: false)),
        ["mes_cost_add1frac+util"] = new Rule.EqualShares(Utility.Cost, new Add1(FromFloor: false), FillUp.ByVotes),
        ["mes_card_add1int"] = new Rule.EqualShares(Utility.Votes, new Add1()),
        ["mes_card_add1int+util"] = new Rule.EqualShares(Utility.Votes, new Add1(), FillUp.ByVotes),
        ["mes_card_add1frac"] = new Rule.EqualShares(Utility.Votes, new Add1(FromFloor: false)),
        ["mes_card_add1frac+util"] = new Rule.EqualShares(Utility.Votes, new Add1(FromFloor: false), FillUp.ByVotes),
    };

    [Theory]
    [InlineData("greedy_cost", 65)]
    [InlineData("greedy_card", 64)]
    [InlineData("greedy_points", 14)]
    [InlineData("greedy_borda", 6)]
    [InlineData("phragmen", 65)]
    [InlineData("mes_cost", 68)]
    [InlineData("mes_card", 68)]
    [InlineData("mes_points", 14)]
    [InlineData("mes_borda", 6)]
    [InlineData("mes_cost_add1int", 45)]
    [InlineData("mes_cost_add1int+util", 45)]
    [InlineData("mes_cost_add1frac", 22)]
    [InlineData("mes_cost_add1frac+util", 22)]
    [InlineData("mes_card_add1int", 11)]
    [InlineData("mes_card_add1int+util", 11)]
    [InlineData("mes_card_add1frac", 11)]
    [InlineData("mes_card_add1frac+util", 11)]
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
                differences.Add(
                    $"{theirs.File} {theirs.Key}: ours {string.Join(',', ours.Winners.Select(winner => winner.Id))}, theirs "
                        + $"{string.Join(',', theirs.Winners)}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
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
