using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Participatory.Counting.Elections;

/// <summary>What is known of an election before the first ballot.</summary>
/// <param name="VoteType">How ballots are filled in.</param>
/// <param name="Budget">The money, in minor units, at least 0.</param>
/// <param name="Scale">How many decimals money has, 0 to 12.</param>
/// <param name="Projects">At most 65,535 projects with different ids; costs at least 0.</param>
public sealed record ElectionTerms(VoteType VoteType, long Budget, int Scale, ImmutableArray<Project> Projects)
{
    /// <summary>
    /// Groups of projects of which at most one may win, such as two plans for the same site: indexes in <see cref="Projects"/>, at least
    /// two in each group, each once.
    /// A project may be in several groups. Empty when there are none.
    /// </summary>
    public ImmutableArray<ImmutableArray<int>> Exclusive { get; init; } = [];
}

/// <summary>
/// Collects ballots into an <see cref="Election"/>. Equal ballots are merged as they come, so that memory grows with what differs.
/// </summary>
public sealed partial class ElectionBuilder
{
    /// <summary>The most decimals that money may have.</summary>
    public const int MaxScale = 12;

    /// <summary>The most projects that an election may have.</summary>
    public const int MaxProjects = ushort.MaxValue;

    private readonly ElectionTerms terms;
    private readonly int pointScale;
    private readonly bool hasPoints;
    private readonly bool hasOrder;
    private readonly int[] seenAt;
    private int seen;

    /// <summary>Begins an election without ballots.</summary>
    /// <param name="terms">Money, projects and vote type.</param>
    /// <param name="pointScale">How many decimals the points given to <see cref="Add"/> have, 0 to 6.</param>
    /// <exception cref="ArgumentException">The terms make no sense; the message says what.</exception>
    public ElectionBuilder(ElectionTerms terms, int pointScale = 0)
    {
        if (Complaint(terms, pointScale) is { } complaint)
        {
            throw new ArgumentException(complaint, nameof(terms));
        }

        this.terms = terms;
        this.pointScale = pointScale;
        hasPoints = terms.VoteType.HasPoints();
        hasOrder = terms.VoteType.HasOrder();
        seenAt = new int[terms.Projects.Length];
        keys = hasPoints || hasOrder ? []
            : MemoryMarshal.Cast<byte, ulong>(RandomNumberGenerator.GetBytes(terms.Projects.Length * sizeof(ulong))).ToArray();
    }

    /// <summary>
    /// Adds a ballot, or as many equal ones as <paramref name="count"/> says. An empty ballot counts as a voter who wants nothing.
    /// </summary>
    /// <param name="ballot">Indexes of projects, each once; in the voter's order for <see cref="VoteType.Ordinal"/>.</param>
    /// <param name="given">For vote types with points: as many as projects. Else empty.</param>
    /// <param name="count">How many voters cast it, at least 1.</param>
    /// <exception cref="ArgumentException">A project twice or unknown, or points that do not match; nothing was added.</exception>
    public void Add(ReadOnlySpan<ushort> ballot, ReadOnlySpan<long> given = default, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Check(ballot, given);
        AddChecked(ballot, ballot.Length, given, count);
        Merge();
    }

    /// <summary>Ends the collection. The builder may be added to and built again.</summary>
    public Election Build()
    {
        Merge();
        // The election takes the arrays as they are. What is added later is written behind what it sees; only how often a ballot was cast
        // would change under it.
        isHandedOver = true;
        var (shortened, scale) = PointDecimals.WithoutNeedless(points.AsSpan(0, hasPoints ? starts[ballots] : 0), pointScale);
        return new Election(terms, ballots, starts, choices, shortened, times, scale);
    }

    private static string? Complaint(ElectionTerms terms, int pointScale) => terms switch
    {
        { Budget: < 0 } => "The budget is below zero.",
        { Scale: < 0 or > MaxScale } => $"Money cannot have {terms.Scale} decimals; 0 to {MaxScale} are possible.",
        { Projects.Length: > MaxProjects } =>
            $"There are {terms.Projects.Length} projects, and {MaxProjects} are the most that can be counted.",
        _ when pointScale is < 0 or > 6 => $"Points cannot have {pointScale} decimals; 0 to 6 are possible.",
        _ when terms.Exclusive.Any(group => group.Length < 2 || group.Distinct().Count() < group.Length
            || group.Any(project => project < 0 || project >= terms.Projects.Length)) =>
            "A group of projects of which only one may win names a project that does not exist, names one twice, or has only one.",
        _ => ProjectIds.Complaint(terms.Projects),
    };

    private void Check(ReadOnlySpan<ushort> ballot, ReadOnlySpan<long> given)
    {
        if (given.Length != (hasPoints ? ballot.Length : 0))
        {
            throw new ArgumentException($"A ballot names {ballot.Length} projects and has {given.Length} points.", nameof(given));
        }

        seen++;
        foreach (var project in ballot)
        {
            if (project >= seenAt.Length)
            {
                throw new ArgumentException(
                    $"A ballot names project number {project}, and there are only {seenAt.Length}.", nameof(ballot));
            }

            if (seenAt[project] == seen)
            {
                throw new ArgumentException($"A ballot names project {terms.Projects[project].Id} twice.", nameof(ballot));
            }

            seenAt[project] = seen;
        }
    }
}
