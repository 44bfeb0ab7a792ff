using Participatory.Counting.Rules;
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
    /// The rule to count with. A project that nobody chose does not win here: money is not given to what nobody asked for,
    /// and an area in which nobody voted would else give all of it away by the order of ties.
    /// </summary>
    /// <exception cref="FormatException">The rule or the utility is not known.</exception>
    public static Rule Rule(string name, string utility, int minVotes, VoteType type) => new Rule.Greedy(
        utility switch
        {
            "cost" => Utility.Cost,
            "votes" => Utility.Votes,
            "borda" when type == VoteType.Ranked => Utility.Borda,
            "borda1" when type == VoteType.Ranked => Utility.Borda1,
            "points" when type == VoteType.Points => Utility.Points,
            _ => throw new FormatException($"The ballot paper's utility is \"{utility}\"; this service knows cost and votes, for ranked ballots borda and borda1, and for points points."),
        },
        PerCost: true,
        Skip: name switch
        {
            "greedy" => true,
            "greedy-no-skip" => false,
            _ => throw new FormatException($"The ballot paper's rule is \"{name}\"; this service knows greedy and greedy-no-skip."),
        },
        Threshold: Threshold(minVotes));

    /// <summary>The fewest votes with which a project can win.</summary>
    public static int Threshold(int minVotes) => Math.Max(1, minVotes);

    /// <summary>The order of ties.</summary>
    /// <exception cref="FormatException">It is not known.</exception>
    public static TieOrder Ties(string text) => TieOrder.Parse(text)
        ?? throw new FormatException($"The ballot paper's order of ties is \"{text}\"; this service knows es, lex and seed:N.");
}
