using Participatory.Contracts.Voting;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Participatory.Words;
using Amounts = Participatory.Counting.Elections.Amounts;

namespace Participatory.Cli.Counts;

/// <summary>Why a project did not win, in the sentences that pages and letters use.</summary>
internal static class Losses
{
    /// <param name="miss">What it would have taken; null is what the count itself says of it.</param>
    /// <param name="support">Its effective support in percent; null where it is not known.</param>
    public static string Sentence(Election election, Rule rule, Loss loss, NearMiss? miss = null, long? support = null)
    {
        var why = new WhyNot(
            new Say(TimeZoneInfo.Utc, TimeProvider.System),
            minor => CountText.Money(minor, election),
            points => Amounts.Text(points, election.PointScale));
        return why.Sentence(Declared(election, rule, loss, miss, support));
    }

    private static LossDeclared Declared(Election election, Rule rule, Loss loss, NearMiss? miss, long? support)
    {
        var greedy = rule as Rule.Greedy;
        var cheaper = miss?.Cheaper;
        return new LossDeclared(
            Reason(loss),
            Votes: loss.Votes,
            CostMinor: loss.Project.Cost,
            LeftMinor: loss.MoneyLeft,
            BudgetMinor: election.Budget,
            Needed: greedy?.Threshold ?? 0,
            PaidPercent: support ?? 0,
            MoreVotes: miss is null ? loss.FurtherVotes ?? 0 : miss.Votes.Value ?? 0,
            VotesNotEnough: miss is null ? loss.FurtherVotes is { } further ? further - 1 : loss.TriedUpTo : miss.Votes.LosesUpTo,
            InPoints: miss?.Points ?? greedy is { Utility: Utility.Points },
            WinsAtMinor: cheaper?.Value is { } less ? loss.Project.Cost - less : null,
            WinsAtIsHighest: cheaper is { IsLeast: true });
    }

    /// <summary>The name of its reason, for programs.</summary>
    public static string Reason(Loss loss) => loss.Reason switch
    {
        LossReason.NotEnoughMoneyLeft => LossReasons.NotEnoughLeft,
        LossReason.CostsMoreThanBudget => LossReasons.CostsMoreThanBudget,
        LossReason.BelowThreshold => LossReasons.BelowThreshold,
        LossReason.StoppedBefore => LossReasons.StoppedBefore,
        _ when loss.IsWorthNothing => loss.Project.Cost == 0 ? LossReasons.CostsNothing : LossReasons.NoPoints,
        LossReason.NoVotes => LossReasons.NoVotes,
        LossReason.SupportersCannotPay => LossReasons.SupportersCannotPay,
        LossReason.ExcludedByWinner => LossReasons.ExcludedByWinner,
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss.Reason, "There is no word for losing like this."),
    };
}
