using System.Globalization;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary>What a rule does, for somebody who has never heard of it.</summary>
internal static class RuleSentences
{
    public static string Of(Rule rule) => rule switch
    {
        Rule.Greedy greedy => Greedy(greedy),
        Rule.EqualShares shares =>
            $"Everybody gets an equal share of the money, and a project wins when those who chose it can pay for it together, each as little as possible. Those come first that give supporters the most {Liking(shares.Utility)} for their money. {Completion(shares)}".TrimEnd(),
        Rule.Phragmen => "Everybody earns money at the same pace, and as soon as those who chose a project have its cost together, it wins and they pay with all they have. The count ends at the first one that does not fit into the budget.",
        Rule.MaximinSupport => "Those come first with which the cost of all winners can be shared out most evenly among the people who chose them. One that does not fit into what is left is skipped.",
        Rule.ExpandingApprovals => "Everybody gets an equal share of the money. First what stands at the top of each ballot counts, then the first two places, and so on; a project wins as soon as those whose ballots count for it can pay for it together.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "This rule has no sentence."),
    };

    private static string Greedy(Rule.Greedy greedy)
    {
        var first = greedy switch
        {
            { Utility: Utility.Cost, PerCost: true } or { Utility: Utility.Votes, PerCost: false } => "the most votes",
            { PerCost: true } => $"the most {Liking(greedy.Utility)} for what they cost",
            _ => $"the most {Liking(greedy.Utility)}",
        };
        var fits = greedy.Skip ? "One that does not fit into what is left is skipped." : "The count ends at the first one that does not fit into what is left.";
        var threshold = greedy.Threshold > 1 ? string.Create(CultureInfo.InvariantCulture, $" A project needs at least {greedy.Threshold:N0} to win.") : "";
        return $"Those projects come first that have {first}, as long as the money lasts. {fits}{threshold}";
    }

    private static string Completion(Rule.EqualShares shares)
    {
        var raised = shares.Add1 is null ? "" : "As money is left over, everybody's share was raised step by step, and the last outcome kept that the budget pays for.";
        var filled = shares.FillUp switch
        {
            FillUp.ByVotes => "What is left goes to whatever still fits, the most votes first.",
            FillUp.ByUtility => $"What is left goes to whatever still fits, the most {Liking(shares.Utility)} for the cost first.",
            _ => "",
        };
        return $"{raised} {filled}".Trim();
    }

    private static string Liking(Utility utility) => utility switch
    {
        Utility.Votes => "votes",
        Utility.Points => "points",
        Utility.Borda or Utility.Borda1 => "points for their ranks",
        _ => "money spent",
    };
}
