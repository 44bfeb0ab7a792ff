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
        _ => throw new FormatException($"The ballot paper's vote type is \"{word}\"; this service knows approval and knapsack."),
    };

    /// <summary>
    /// The rule to count with. A project that nobody chose does not win here: money is not given to what nobody asked for,
    /// and an area in which nobody voted would else give all of it away by the order of ties.
    /// </summary>
    /// <exception cref="FormatException">The rule or the utility is not known.</exception>
    public static Rule Rule(string name, string utility, int minVotes) => new Rule.Greedy(
        utility switch
        {
            "cost" => Utility.Cost,
            "votes" => Utility.Votes,
            _ => throw new FormatException($"The ballot paper's utility is \"{utility}\"; this service knows cost and votes."),
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
