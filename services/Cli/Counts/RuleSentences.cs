using System.Globalization;
using Participatory.Counting.Explaining;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary>
/// What a rule does, for somebody who has never heard of it: the sentences of Words for the rules of Counting, in English.
/// </summary>
internal static class RuleSentences
{
    /// <summary>What the rule does with its settings.</summary>
    public static string Of(Rule rule)
    {
        var liking = Liking(Explanation.UtilityOf(rule));
        List<string> said = [Fill($"Report {rule.Kind.Name}", rule is Rule.Greedy greedy ? First(greedy, liking) : "", liking)];
        switch (rule)
        {
            case Rule.Greedy { Threshold: > 1 and var threshold }:
                said.Add(Fill("ReportThreshold", threshold.ToString("N0", CultureInfo.InvariantCulture)));
                break;
            case Rule.EqualShares shares:
                said.AddRange(shares.Add1 is null ? [] : [Fill("ReportRaised")]);
                said.AddRange(shares.FillUp == FillUp.Nobody ? [] : [Fill($"ReportFilled {shares.FillUp}", liking)]);
                break;
        }

        return string.Join(' ', said);
    }

    /// <summary>What the rule is, in a few words beside its name.</summary>
    public static string Help(RuleKind kind) => Fill($"Help {kind.Name}");

    private static string First(Rule.Greedy greedy, string liking) => greedy switch
    {
        { Utility: Utility.Cost, PerCost: true } or { Utility: Utility.Votes, PerCost: false } => Fill("ReportMostVotes"),
        { PerCost: true } => Fill("ReportMostFor", liking),
        _ => Fill("ReportMost", liking),
    };

    private static string Liking(Utility utility) => Fill($"ReportLiking {UtilityKind.Of(utility).SaidAs}");

    private static string Fill(string key, params object[] values) => string.Format(
        CultureInfo.InvariantCulture,
        Words.Rules.ResourceManager.GetString(key, CultureInfo.InvariantCulture)
            ?? throw new InvalidOperationException($"Rules.resx says nothing for \"{key}\"."),
        values);
}
