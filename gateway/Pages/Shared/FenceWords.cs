using Participatory.Gateway.Pages.Rounds;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>How ring-fences are said: before the vote as a promise, after it with what they changed.</summary>
public static class FenceWords
{
    /// <summary>"At least 20 % of each area's money is for ideas of young people."</summary>
    public static string Promise(RingFence fence, Say say) =>
        say.Fill(fence.WholeRound ? Words.Ledger.FenceIsRound : Words.Ledger.FenceIs, Least(fence, say), fence.Title);

    /// <summary>The promises, and what is done where votes alone do not keep them; nothing where there is none.</summary>
    public static IEnumerable<string> Promises(MoneyRules rules, Say say) =>
        rules.RingFences.Count == 0 ? [] : [.. rules.RingFences.Select(fence => Promise(fence, say)), Words.Ledger.FenceHow];

    /// <summary>The same once it is over.</summary>
    public static string Title(RingFence fence, Say say) =>
        say.Fill(fence.WholeRound ? Words.Ledger.FenceTitleRound : Words.Ledger.FenceTitle, Least(fence, say), fence.Title);

    /// <summary>What an idea counts for, in words; empty where it is nothing special.</summary>
    public static string CountsFor(MoneyRules rules, string projectId, Say say)
    {
        var marks = rules.Marks.Where(mark => mark.ProjectId == projectId).Select(mark => mark.Mark).ToHashSet(StringComparer.Ordinal);
        var titles = rules.RingFences.Where(fence => marks.Contains(fence.Mark)).Select(fence => fence.Title).ToList();
        return titles.Count == 0 ? "" : say.Fill(Words.Ledger.FenceCounts, string.Join("; ", titles));
    }

    /// <summary>What one ring-fence changed, in sentences. Empty <paramref name="area"/> is every area.</summary>
    public static IEnumerable<string> Changed(MoneyRules rules, RingFence fence, Round round, string area, Say say)
    {
        foreach (var outcome in rules.Outcomes.Where(
            one => one.Mark == fence.Mark && (area.Length == 0 || one.AreaCode.Length == 0 || one.AreaCode == area)))
        {
            var changes = rules.Changes.Where(
                one => one.Mark == fence.Mark && (outcome.AreaCode.Length == 0 || one.AreaCode == outcome.AreaCode)).ToList();
            var where = outcome.AreaCode.Length == 0 ? Words.Ledger.FenceAllAreas : Phases.AreaName(round, outcome.AreaCode);
            var sentence = changes.Count > 0 ? Words.Ledger.FenceMoved
                : outcome.ByVotes.AmountMinor >= outcome.Asked.AmountMinor ? Words.Ledger.FenceByVotes
                : Words.Ledger.FenceNoneLeft;
            yield return say.Fill(sentence, where, say.Money(outcome.Asked), say.Money(outcome.ByVotes), say.Money(outcome.CameTo));
            foreach (var change in changes)
            {
                yield return say.Fill(
                    change.PutIn ? Words.Ledger.FenceIn : Words.Ledger.FenceOut, HidingWords.TitleOf(change, say), say.Money(change.Cost));
            }
        }
    }

    private static string Least(RingFence fence, Say say) => fence.Amount is null ? say.Fill(Words.Ledger.FencePercent, fence.Percentage)
        : say.Money(fence.Amount);
}
