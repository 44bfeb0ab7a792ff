using System.Globalization;
using Participatory.Contracts.Voting;

namespace Participatory.Words;

/// <summary>
/// Says why an idea was not chosen, and what it would have taken. Pages, letters, "you said, we did", the command line and its
/// report all ask here, so that nobody reads two reasons for one loss.
/// </summary>
/// <param name="say">The reader's language.</param>
/// <param name="money">How amounts are written; null is as everywhere, with their currency.</param>
/// <param name="points">How points are written; null is as whole numbers.</param>
public sealed class WhyNot(Say say, Func<long, string>? money = null, Func<long, string>? points = null)
{
    /// <summary>One to four short sentences.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no sentence for this reason.</exception>
    public string Sentence(LossDeclared loss) => string.Join(' ', Sentences(loss).Where(sentence => sentence.Length > 0));

    private IEnumerable<string> Sentences(LossDeclared loss)
    {
        yield return loss.Votes > 0 ? say.Count(Losing.Votes, loss.Votes) : "";
        yield return Reason(loss);
        yield return More(loss);
        yield return loss.WinsAtMinor is { } cost
            ? say.Fill(loss.WinsAtIsHighest ? Losing.WinsAt : Losing.WinsAtPerhaps, Money(cost, loss)) : "";
    }

    private string Reason(LossDeclared loss) => loss.Reason switch
    {
        LossReasons.NotEnoughLeft => say.Fill(Losing.NotEnoughLeft, Money(loss.LeftMinor ?? 0, loss), Money(loss.CostMinor, loss)),
        LossReasons.CostsMoreThanBudget =>
            say.Fill(Losing.CostsMoreThanBudget, Money(loss.CostMinor, loss), Money(loss.BudgetMinor ?? 0, loss)),
        LossReasons.BelowThreshold => say.Count(Losing.BelowThreshold, loss.Needed),
        LossReasons.StoppedBefore => Losing.StoppedBefore,
        LossReasons.NoVotes => Losing.NoVotes,
        LossReasons.SupportersCannotPay when loss.PaidPercent > 0 => say.Fill(Losing.SupportersCannotPay, say.Number(loss.PaidPercent)),
        LossReasons.SupportersCannotPay => Losing.SupportersCannotPayUnknown,
        LossReasons.ExcludedByWinner => Losing.ExcludedByWinner,
        LossReasons.CostsNothing => Losing.CostsNothing,
        LossReasons.NoPoints => Losing.NoPoints,
        LossReasons.FewVoted => say.Count(Losing.FewVoted, loss.Needed),
        LossReasons.AllAlike => Losing.AllAlike,
        LossReasons.GaveWay => say.Fill(Losing.GaveWay, loss.Fence),
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss.Reason, "This reason has no sentence."),
    };

    // Whatever costs more than there is wins with no number of votes, which its reason says already.
    private string More(LossDeclared loss) => loss switch
    {
        { MoreVotes: > 0, InPoints: true } => Points(Losing.MorePoints, loss.MoreVotes),
        { MoreVotes: > 0 } when loss.VotesNotEnough == loss.MoreVotes - 1 => say.Count(Losing.MoreVotes, loss.MoreVotes),
        { MoreVotes: > 0 } => say.Count(Losing.MoreVotesPerhaps, loss.MoreVotes),
        { Reason: LossReasons.CostsMoreThanBudget } => "",
        { VotesNotEnough: > 0 and < long.MaxValue, InPoints: true } => Points(Losing.NotEnoughPoints, loss.VotesNotEnough),
        { VotesNotEnough: > 0 and < long.MaxValue } => say.Count(Losing.NotEnoughVotes, loss.VotesNotEnough),
        _ => "",
    };

    private string Points(string forms, long number) =>
        say.Fill(Plurals.Form(forms, number, CultureInfo.CurrentUICulture), points?.Invoke(number) ?? say.Number(number));

    private string Money(long minor, LossDeclared loss) => money?.Invoke(minor) ?? say.Money(minor, loss.Currency);
}
