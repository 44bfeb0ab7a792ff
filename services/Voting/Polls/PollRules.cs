using Participatory.Counting.Statutes;
using Participatory.Voting.V1;

namespace Participatory.Voting.Polls;

/// <summary>The words of a ballot paper, as Counting understands them.</summary>
internal static class PollRules
{
    /// <summary>The vote type of that name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static VoteType VoteTypeNamed(string word) => word switch
    {
        "approval" => VoteType.Approval,
        "knapsack" => VoteType.Knapsack,
        "ranked" => VoteType.Ranked,
        "points" => VoteType.Points,
        _ => throw new FormatException($"The ballot paper's vote type is \"{word}\"; this service knows approval, knapsack, ranked and points."),
    };

    /// <summary>The word for a vote type.</summary>
    public static string NameOf(VoteType type) => type switch
    {
        VoteType.Knapsack => "knapsack",
        VoteType.Ranked => "ranked",
        VoteType.Points => "points",
        _ => "approval",
    };

    /// <summary>How Counting calls the vote type. A knapsack is an approval ballot whose sum was limited when it was filled in.</summary>
    public static Counting.Elections.VoteType CountedAs(PollRow poll) => poll switch
    {
        { VoteType: VoteType.Ranked } => Counting.Elections.VoteType.Ordinal,
        { VoteType: VoteType.Points, MaxSumPoints: > 0 } => Counting.Elections.VoteType.Cumulative,
        { VoteType: VoteType.Points } => Counting.Elections.VoteType.Scoring,
        _ => Counting.Elections.VoteType.Approval,
    };

    /// <summary>
    /// How to count. A project that nobody chose does not win here: money is not given to what nobody asked for,
    /// and an area in which nobody voted would else give all of it away by the order of ties.
    /// </summary>
    /// <exception cref="FormatException">The rule, the utility or the order of ties is not known.</exception>
    public static Statute Statute(PollRow poll) =>
        Counting.Statutes.Statute.Read(poll.RuleName, poll.Utility, poll.TieOrder, Threshold(poll.MinVotes), CountedAs(poll));

    /// <summary>The fewest votes with which a project can win.</summary>
    public static int Threshold(int minVotes) => Math.Max(1, minVotes);
}
