namespace Participatory.Contracts.Voting;

/// <summary>
/// Why an idea was not chosen: the reason and the numbers that belong to it, never a sentence, which is made where the reader's
/// language is known. Amounts are minor units; what is not known or does not apply is 0, null or empty.
/// </summary>
/// <param name="Reason">One of <see cref="LossReasons"/>.</param>
/// <param name="Votes">How many chose it; 0 where numbers stay closed.</param>
/// <param name="LeftMinor">What was left of the budget when its turn came.</param>
/// <param name="BudgetMinor">What there was for the whole area.</param>
/// <param name="Needed">How many votes the rule asks for; for <see cref="LossReasons.FewVoted"/> how many people have to vote before
/// numbers are shown.</param>
/// <param name="PaidPercent">What part of its cost those who chose it could have paid at best.</param>
/// <param name="MoreVotes">With how many more votes (points, where <paramref name="InPoints"/>) it would have won.</param>
/// <param name="VotesNotEnough">With at most this many more it would certainly not have won.</param>
/// <param name="WinsAtMinor">The cost at which it would have won.</param>
/// <param name="WinsAtIsHighest">One minor unit more, and it would not have won.</param>
/// <param name="Fence">Whom the ring-fence is for that it gave way to, in the council's words.</param>
public sealed record LossDeclared(
    string Reason,
    string Currency = "",
    long Votes = 0,
    long CostMinor = 0,
    long? LeftMinor = null,
    long? BudgetMinor = null,
    long Needed = 0,
    long PaidPercent = 0,
    long MoreVotes = 0,
    long VotesNotEnough = 0,
    bool InPoints = false,
    long? WinsAtMinor = null,
    bool WinsAtIsHighest = false,
    string Fence = "");

/// <summary>
/// The reasons for which an idea is not chosen, spelled once. Each is the name of a value of <c>participatory.type.v1.LossReason</c>.
/// </summary>
public static class LossReasons
{
    /// <summary>When its turn came less was left than it costs.</summary>
    public const string NotEnoughLeft = "not_enough_left";

    /// <summary>It costs more than there was for the whole area.</summary>
    public const string CostsMoreThanBudget = "costs_more_than_budget";

    /// <summary>It got fewer votes than the rule asks for.</summary>
    public const string BelowThreshold = "below_threshold";

    /// <summary>The count ends at the first idea that does not fit, and this one would have come later.</summary>
    public const string StoppedBefore = "stopped_before";

    /// <summary>Nobody chose it.</summary>
    public const string NoVotes = "no_votes";

    /// <summary>Those who chose it did not have its cost left together, of their shares.</summary>
    public const string SupportersCannotPay = "supporters_cannot_pay";

    /// <summary>Only one of some ideas can be chosen, and another of them was.</summary>
    public const string ExcludedByWinner = "excluded_by_winner";

    /// <summary>People chose it, but it costs nothing, and the rule goes by cost.</summary>
    public const string CostsNothing = "costs_nothing";

    /// <summary>It is on ballots, and none of them gave it any points.</summary>
    public const string NoPoints = "no_points";

    /// <summary>So few voted that numbers would tell who voted how.</summary>
    public const string FewVoted = "few_voted";

    /// <summary>All voted alike, and numbers would tell who voted how.</summary>
    public const string AllAlike = "all_alike";

    /// <summary>It had the votes, and gave way to an idea that a part of the money was for.</summary>
    public const string GaveWay = "gave_way";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NotEnoughLeft, CostsMoreThanBudget, BelowThreshold, StoppedBefore, NoVotes, SupportersCannotPay,
        ExcludedByWinner, CostsNothing, NoPoints, FewVoted, AllAlike, GaveWay,
    ];
}
