using System.Collections.Immutable;

namespace Participatory.Counting.Elections;

/// <summary>
/// A kind of ballot as people meet it, described once: the rounds that ask for it, the pages that show it, the box that
/// takes it in, the export that writes it down and the verifier all read what stands here.
/// </summary>
/// <remarks>
/// <see cref="VoteType"/> is what Pabulib and the count know; of those there are others, because a limit on what a ballot
/// costs or gives away matters while it is filled in and not when it is counted.
/// </remarks>
public sealed record BallotType
{
    private BallotType(int number, string name) => (Number, Name) = (number, name);

    /// <summary>Its number in <c>participatory.type.v1.VoteType</c>.</summary>
    public int Number { get; }

    /// <summary>Its name in databases, messages and frozen polls, and, in capitals, in <c>participatory.type.v1.VoteType</c>.</summary>
    public string Name { get; }

    /// <summary>True where each project on a ballot comes with points, of which there may be a most in all and for one.</summary>
    public bool HasPoints { get; private init; }

    /// <summary>True where the order of the projects on a ballot is the voter's and means something.</summary>
    public bool HasOrder { get; private init; }

    /// <summary>True where what is on a ballot may cost at most the money of its area, unless the vote states another most.</summary>
    public bool KeepsToBudget { get; private init; }

    /// <summary>
    /// True where somebody says something about each project, so that naming one twice is a mistake and not a second tick.
    /// </summary>
    public bool SaysMoreThanYes => HasPoints || HasOrder;

    /// <summary>What ballots are counted as when there is no most of points in all.</summary>
    public VoteType Counted { get; private init; } = VoteType.Approval;

    /// <summary>Every kind there is, in the order in which it is offered.</summary>
    public static ImmutableArray<BallotType> All { get; } =
    [
        new(1, "approval"),
        new(2, "knapsack") { KeepsToBudget = true },
        new(3, "ranked") { HasOrder = true, Counted = VoteType.Ordinal },
        new(4, "points") { HasPoints = true, Counted = VoteType.Scoring },
    ];

    /// <summary>The kind of that name, or null where there is none.</summary>
    /// <param name="name">For example <c>knapsack</c>, in lower case.</param>
    public static BallotType? Named(string name) => All.FirstOrDefault(type => type.Name == name);

    /// <summary>The kind of that number, or null where there is none.</summary>
    /// <param name="number">See <see cref="Number"/>.</param>
    public static BallotType? Numbered(int number) => All.FirstOrDefault(type => type.Number == number);

    /// <summary>How Pabulib and the count call such ballots.</summary>
    /// <param name="maxSumPoints">The most points on one ballot; 0 for no limit.</param>
    public VoteType CountedAs(long maxSumPoints) => HasPoints && maxSumPoints > 0 ? VoteType.Cumulative : Counted;
}
