using System.Numerics;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Types.V1;
using Participatory.Voting.V1;
using LossReason = Participatory.Types.V1.LossReason;
using Explanation = Participatory.Voting.V1.Explanation;
using ShortGroup = Participatory.Voting.V1.ShortGroup;
using SupportersGot = Participatory.Voting.V1.SupportersGot;

namespace Participatory.Voting.Results;

/// <summary>Says the trace of a count and what follows from it, project by project and for the contest as a whole.</summary>
/// <param name="needed">With fewer votes than this no project of the poll wins.</param>
internal sealed class Explained(ContestCount count, string currency, long needed)
{
    /// <summary>More winners than this nobody reads about; they are those for which the most money went.</summary>
    private const int MostSpentOn = 5;

    private readonly Dictionary<string, int> lossOf =
        count.Outcome.Losses.Index().ToDictionary(loss => loss.Item.Project.Id, loss => loss.Index, StringComparer.Ordinal);

    /// <summary>Every project in the order in which the rule looked at them, and then those that a threshold left out.</summary>
    public IEnumerable<ProjectResult> Projects() =>
        count.Outcome.Trace.Select(ToMessage).Concat(count.Count.LeftOut.Select(ToMessage));

    /// <summary>The contest as a whole.</summary>
    public Explanation Whole()
    {
        var (shares, told) = (count.Told.Shares, count.Told);
        var whole = new Explanation
        {
            EqualShare = Amount(shares.EqualShare),
            VotersWithAWinner = shares.WithAWinner,
            Share = count.Outcome.Endowment is { } endowment ? Amount(Nearest(endowment)) : null,
        };
        whole.Tenths.AddRange(shares.Tenths.Select(Amount));
        whole.ShortGroups.AddRange(told.ShortGroups.Select(
            group => new ShortGroup { ProjectId = group.Project.Id, Voters = group.Voters, Entitled = Amount(group.Entitled) }));
        if (told is { Greedy: { } greedy, BesideGreedy: { } beside })
        {
            whole.ByMostVotes = new OtherOutcome { Spent = Amount(greedy.Cost), VotersWithAWinner = beside.Second.WithAWinner };
            whole.ByMostVotes.ProjectIds.AddRange(greedy.Winners.Select(winner => winner.Id));
        }

        return whole;
    }

    private ProjectResult ToMessage(Step step)
    {
        var result = new ProjectResult
        {
            ProjectId = step.Project.Id,
            Title = step.Project.Name,
            Cost = Amount(step.Project.Cost),
            Votes = step.Votes,
            Won = step.WhyNot is null,
            LeftAtTurn = Amount(step.MoneyBefore),
        };
        if (!count.Told.EffectiveSupport.IsEmpty)
        {
            (result.HasEffectiveSupport, result.EffectiveSupport) = (
                true, count.Told.EffectiveSupport[count.Count.Counted.IndexOf(step.Project.Id)]);
        }

        if (step.Payment is { } payment)
        {
            result.Paid = new SharedCost
            {
                Each = Amount(Nearest(payment.Rate)), VotersPaid = payment.Full,
                VotersGaveTheRest = payment.Rest, VotersHadNothing = payment.Nothing
            };
        }

        if (lossOf.TryGetValue(step.Project.Id, out var loss))
        {
            result.Loss = WithMissing(Why(count.Outcome.Losses[loss], result.EffectiveSupport), count.Told.NearMisses[loss]);
            result.Supporters = Said(count.Told.Supporters[loss]);
        }

        return result;
    }

    // A project below the threshold was no part of the count, so there is no turn of its own to speak of.
    private ProjectResult ToMessage(Counting.Outcomes.Loss leftOut) => new()
    {
        ProjectId = leftOut.Project.Id,
        Title = leftOut.Project.Name,
        Cost = Amount(leftOut.Project.Cost),
        Votes = leftOut.Votes,
        LeftAtTurn = Amount(leftOut.MoneyLeft),
        Loss = Why(leftOut, 0),
    };

    private Types.V1.Loss Why(Counting.Outcomes.Loss loss, long paidPercent) => new()
    {
        Reason = ReasonOf(loss),
        Votes = loss.Votes,
        Cost = Amount(loss.Project.Cost),
        Left = Amount(loss.MoneyLeft),
        Budget = Amount(count.Contest.BudgetMinor),
        Needed = needed,
        PaidPercent = paidPercent,
    };

    private Types.V1.Loss WithMissing(Types.V1.Loss why, NearMiss miss)
    {
        (why.MoreVotes, why.VotesNotEnough, why.InPoints) = (miss.Votes.Value ?? 0, miss.Votes.LosesUpTo, miss.Points);
        if (miss.Cheaper.Value is { } cheaper)
        {
            (why.WinsAt, why.WinsAtIsHighest) = (Amount(miss.Project.Cost - cheaper), miss.Cheaper.IsLeast);
        }

        return why;
    }

    private SupportersGot Said(Counting.Explaining.SupportersGot got)
    {
        var said = new SupportersGot { VotersWithAWinner = got.WithAWinner, Left = got.Left is { } left ? Amount(left) : null };
        said.Spent.AddRange(got.On.Where(paid => paid.Amount > 0).OrderByDescending(paid => paid.Amount).Take(MostSpentOn)
            .Select(paid => new SpentOn { ProjectId = paid.Winner.Id, Amount = Amount(paid.Amount), Voters = paid.Voters }));
        return said;
    }

    private static LossReason ReasonOf(Counting.Outcomes.Loss loss) => loss.Reason switch
    {
        Counting.Outcomes.LossReason.NotEnoughMoneyLeft => LossReason.NotEnoughLeft,
        Counting.Outcomes.LossReason.CostsMoreThanBudget => LossReason.CostsMoreThanBudget,
        Counting.Outcomes.LossReason.BelowThreshold => LossReason.BelowThreshold,
        Counting.Outcomes.LossReason.StoppedBefore => LossReason.StoppedBefore,
        _ when loss.IsWorthNothing => loss.Project.Cost == 0 ? LossReason.CostsNothing : LossReason.NoPoints,
        Counting.Outcomes.LossReason.NoVotes => LossReason.NoVotes,
        Counting.Outcomes.LossReason.SupportersCannotPay => LossReason.SupportersCannotPay,
        Counting.Outcomes.LossReason.ExcludedByWinner => LossReason.ExcludedByWinner,
        var other => throw new InvalidOperationException($"There is no word for losing by {other}."),
    };

    private static long Nearest(Ratio ratio) =>
        (long)BigInteger.Min(((ratio.Numerator * 2) + ratio.Denominator) / (ratio.Denominator * 2), long.MaxValue);

    private Money Amount(long minor) => new() { AmountMinor = minor, Currency = currency };
}
