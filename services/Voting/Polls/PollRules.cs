using Participatory.Counting.Elections;
using Participatory.Counting.Statutes;
using VoteType = Participatory.Types.V1.VoteType;

namespace Participatory.Voting.Polls;

/// <summary>The words of a ballot paper, as Counting understands them.</summary>
internal static class PollRules
{
    /// <summary>The vote type of that name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static VoteType VoteTypeNamed(string word) => BallotType.Named(word) is { } type
        ? (VoteType)type.Number
        : throw new FormatException(
            $"The ballot paper's vote type is \"{word}\"; this service knows "
                + $"{string.Join(", ", BallotType.All.Select(known => known.Name))}.");

    /// <summary>What the poll asks of ballots.</summary>
    public static BallotType Ballots(this PollRow poll) =>
        BallotType.Numbered((int)poll.VoteType)
            ?? throw new InvalidOperationException($"No ballot type has the number {(int)poll.VoteType}.");

    /// <summary>How Counting calls the vote type.</summary>
    public static Counting.Elections.VoteType CountedAs(PollRow poll) => poll.Ballots().CountedAs(poll.MaxSumPoints);

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
