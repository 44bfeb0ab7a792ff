using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Participatory.Counting.Elections;

/// <summary>What is known of an election before the first ballot.</summary>
/// <param name="VoteType">How ballots are filled in.</param>
/// <param name="Budget">The money, in minor units, at least 0.</param>
/// <param name="Scale">How many decimals money has, 0 to 12.</param>
/// <param name="Projects">At most 65,535 projects with different ids; costs at least 0.</param>
public sealed record ElectionTerms(VoteType VoteType, long Budget, int Scale, ImmutableArray<Project> Projects);

/// <summary>Collects ballots into an <see cref="Election"/>. Equal ballots are merged as they come, so that memory grows with what differs.</summary>
public sealed class ElectionBuilder
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
    private readonly ulong multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
    private int seen;
    private int[] starts = new int[64];
    private int[] times = new int[64];
    private ushort[] choices = new ushort[512];
    private long[] points = [];
    private int ballots;
    private int[] slots = new int[128];

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
    }

    /// <summary>Adds a ballot, or as many equal ones as <paramref name="count"/> says. An empty ballot counts as a voter who wants nothing.</summary>
    /// <param name="ballot">Indexes of projects, each once; in the voter's order for <see cref="VoteType.Ordinal"/>.</param>
    /// <param name="given">For vote types with points: as many as projects. Else empty.</param>
    /// <param name="count">How many voters cast it, at least 1.</param>
    /// <exception cref="ArgumentException">A project twice or unknown, or points that do not match; nothing was added.</exception>
    public void Add(ReadOnlySpan<ushort> ballot, ReadOnlySpan<long> given = default, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Check(ballot, given);
        AddChecked(ballot, given, count);
    }

    /// <summary>The same for a ballot of which it is known that it names projects that exist, each once, and has as many points as it should.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void AddChecked(ReadOnlySpan<ushort> ballot, ReadOnlySpan<long> given, int count = 1)
    {
        var start = starts[ballots];
        Append(ballot, given, start);
        var size = ballot.Length;
        var hash = Hash(start, size);
        for (var slot = hash & (slots.Length - 1); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var other = slots[slot] - 1;
            if (other < 0)
            {
                slots[slot] = ballots + 1;
                break;
            }

            if (IsEqual(other, start, size))
            {
                times[other] = checked(times[other] + count);
                return;
            }
        }

        times[ballots++] = count;
        Grow(start + size);
    }

    /// <summary>Ends the collection. The builder may be added to and built again.</summary>
    public Election Build()
    {
        var length = starts[ballots];
        var (shortened, scale) = WithoutNeedlessDecimals(points.AsSpan(0, hasPoints ? length : 0));
        return new Election(
            terms, starts.AsSpan(0, ballots + 1).ToArray(), choices.AsSpan(0, length).ToArray(), shortened, times.AsSpan(0, ballots).ToArray(), scale);
    }

    private static string? Complaint(ElectionTerms terms, int pointScale) => terms switch
    {
        { Budget: < 0 } => "The budget is below zero.",
        { Scale: < 0 or > MaxScale } => $"Money cannot have {terms.Scale} decimals; 0 to {MaxScale} are possible.",
        { Projects.Length: > MaxProjects } => $"There are {terms.Projects.Length} projects, and {MaxProjects} are the most that can be counted.",
        _ when pointScale is < 0 or > 6 => $"Points cannot have {pointScale} decimals; 0 to 6 are possible.",
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
                throw new ArgumentException($"A ballot names project number {project}, and there are only {seenAt.Length}.", nameof(ballot));
            }

            if (seenAt[project] == seen)
            {
                throw new ArgumentException($"A ballot names project {terms.Projects[project].Id} twice.", nameof(ballot));
            }

            seenAt[project] = seen;
        }
    }

    // The ballot is written behind the last one first: comparing and hashing then work on one array, and a ballot
    // that turns out to be known is simply not kept.
    private void Append(ReadOnlySpan<ushort> ballot, ReadOnlySpan<long> given, int start)
    {
        var end = checked(start + ballot.Length);
        if (end > choices.Length)
        {
            Array.Resize(ref choices, Math.Max(end, choices.Length * 2));
        }

        if (hasPoints && points.Length < choices.Length)
        {
            Array.Resize(ref points, choices.Length);
        }

        var chosen = choices.AsSpan(start, ballot.Length);
        ballot.CopyTo(chosen);
        if (hasPoints)
        {
            given.CopyTo(points.AsSpan(start));
            chosen.Sort(points.AsSpan(start, ballot.Length));
        }
        else if (!hasOrder)
        {
            Sort(chosen);
        }
    }

    // Most ballots are short, and some already in order: putting each project in its place at once is then the fastest way.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(Span<ushort> chosen)
    {
        if (chosen.Length > 24)
        {
            chosen.Sort();
            return;
        }

        for (var i = 1; i < chosen.Length; i++)
        {
            var (project, at) = (chosen[i], i);
            for (; at > 0 && chosen[at - 1] > project; at--)
            {
                chosen[at] = chosen[at - 1];
            }

            chosen[at] = project;
        }
    }

    // The multiplier is drawn anew in each process, so that nobody can prepare ballots that collide. No outcome depends on it. The highest bits are the best mixed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Hash(int start, int size)
    {
        var hash = (ulong)size;
        foreach (var project in choices.AsSpan(start, size))
        {
            hash = BitOperations.RotateLeft((hash ^ project) * multiplier, 29);
        }

        foreach (var given in hasPoints ? points.AsSpan(start, size) : [])
        {
            hash = BitOperations.RotateLeft((hash ^ (ulong)given) * multiplier, 29);
        }

        return (int)(hash * multiplier >> 33);
    }

    private bool IsEqual(int other, int start, int size) =>
        starts[other + 1] - starts[other] == size
        && choices.AsSpan(starts[other], size).SequenceEqual(choices.AsSpan(start, size))
        && (!hasPoints || points.AsSpan(starts[other], size).SequenceEqual(points.AsSpan(start, size)));

    private void Grow(int end)
    {
        if (ballots + 1 == starts.Length)
        {
            Array.Resize(ref starts, starts.Length * 2);
            Array.Resize(ref times, times.Length * 2);
        }

        starts[ballots] = end;
        if (ballots * 2 < slots.Length)
        {
            return;
        }

        slots = new int[slots.Length * 2];
        for (var ballot = 0; ballot < ballots; ballot++)
        {
            var slot = Hash(starts[ballot], starts[ballot + 1] - starts[ballot]) & (slots.Length - 1);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = ballot + 1;
        }
    }

    private (long[] Points, int Scale) WithoutNeedlessDecimals(ReadOnlySpan<long> given)
    {
        var scale = pointScale;
        var divisor = 1L;
        while (scale > 0 && AllDivisible(given, divisor * 10))
        {
            divisor *= 10;
            scale--;
        }

        var shortened = given.ToArray();
        for (var i = 0; divisor > 1 && i < shortened.Length; i++)
        {
            shortened[i] /= divisor;
        }

        return (shortened, scale);
    }

    private static bool AllDivisible(ReadOnlySpan<long> given, long divisor)
    {
        foreach (var value in given)
        {
            if (value % divisor != 0)
            {
                return false;
            }
        }

        return true;
    }
}
