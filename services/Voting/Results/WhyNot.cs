using System.Globalization;
using Participatory.Types.V1;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Voting.Results;

/// <summary>Why a project did not win, as its proposer reads it.</summary>
internal static class WhyNot
{
    /// <summary>Two or three short sentences; empty for a winner.</summary>
    public static string Sentence(ProjectResult project, Money budget, int minVotes)
    {
        if (project.Won)
        {
            return "";
        }

        var cost = Text(project.Cost);
        var reason = project.LossReason switch
        {
            LossReason.NotEnoughLeft => $"When its turn came {Text(project.LeftAtTurn)} was left and it costs {cost}.",
            LossReason.CostsMoreThanBudget => $"It costs {cost}, and there was {Text(budget)} for the whole area, so no number of votes would have been enough.",
            LossReason.BelowThreshold => $"A project needs at least {Votes(PollRules.Threshold(minVotes))} to win.",
            LossReason.StoppedBefore => "The count ends at the first project that the money left does not pay for, and this one would have come later.",
            LossReason.SupportersCannotPay => $"Everybody who voted had the same share of the money, and those who chose it could together pay {project.EffectiveSupport}% of its {cost} at best.",
            LossReason.NoVotes => $"A project needs at least {Votes(PollRules.Threshold(minVotes))} to win.",
            LossReason.ExcludedByWinner => "Another project won beside which this one is not possible.",
            _ => throw new InvalidOperationException($"There is no sentence for losing by {project.LossReason}."),
        };
        var certain = project.VotesNotEnough == project.MoreVotesNeeded - 1;
        var near = project.MoreVotesNeeded > 0
            ? $" With {Number(project.MoreVotesNeeded)} more {(project.MoreVotesNeeded == 1 ? "vote" : "votes")} it would have won{(certain ? "" : ", perhaps with fewer")}."
            : "";
        return $"It got {(project.Votes == 0 ? "no votes" : Votes(project.Votes))}. {reason}{near}";
    }

    private static string Votes(long votes) => votes == 1 ? "1 vote" : $"{Number(votes)} votes";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(Money money) => Amounts.Text(money.AmountMinor, money.Currency, CultureInfo.InvariantCulture);
}
