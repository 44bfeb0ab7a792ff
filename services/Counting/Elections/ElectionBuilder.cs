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
public sealed record ElectionTerms(VoteType VoteType, long Budget, int Scale, ImmutableArray<Project> Projects)
{
    /// <summary>
    /// Groups of projects of which at most one may win, such as two plans for the same site: indexes in <see cref="Projects"/>, at least two in each group, each once.
    /// A project may be in several groups. Empty when there are none.
    /// </summary>
    public ImmutableArray<ImmutableArray<int>> Exclusive { get; init; } = [];
}

/// <summary>Collects ballots into an <see cref="Election"/>. Equal ballots are merged as they come, so that memory grows with what differs.</summary>
public sealed class ElectionBuilder
{
    /// <summary>The most decimals that money may have.</summary>
    public const int MaxScale = 12;

    /// <summary>The most projects that an election may have.</summary>
    public const int MaxProjects = ushort.MaxValue;

    /// <summary>So many ballots are looked up together: the memory answers many questions at once as fast as one.</summary>
    private const int Batch = 256;

    private readonly ElectionTerms terms;
    private readonly int pointScale;
    private readonly bool hasPoints;
    private readonly bool hasOrder;
    private readonly int[] seenAt;
    private readonly ulong multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
    private readonly int[] waitingEnds = new int[Batch];
    private readonly int[] waitingTimes = new int[Batch];
    private readonly int[] waitingHashes = new int[Batch];
    private readonly int[] waitingFor = new int[Batch];
    private bool isHandedOver;
    private int waiting;
    private int seen;
    private int[] starts = new int[64];
    private int[] times = new int[64];
    private ushort[] choices = new ushort[512];
    private long[] points = [];
    private int ballots;
    // The hash of a ballot, and its number plus one; 0 for an empty place.
    private long[] slots = new long[128];
    // What was read ahead has to be used for something, or the compiler would leave it out.
    private long lastTouched;

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
        Merge();
    }

    /// <summary>The same for a ballot of which it is known that it names projects that exist, each once, and has as many points as it should.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void AddChecked(ReadOnlySpan<ushort> ballot, ReadOnlySpan<long> given, int count = 1)
    {
        var start = waiting == 0 ? starts[ballots] : waitingEnds[waiting - 1];
        Append(ballot, given, start);
        waitingHashes[waiting] = Hash(start, ballot.Length);
        waitingEnds[waiting] = start + ballot.Length;
        waitingTimes[waiting] = count;
        if (++waiting == Batch)
        {
            Merge();
        }
    }

    /// <summary>Makes room at once for as many different ballots as there may be, and for as many choices on them.</summary>
    internal void Expect(int different, int chosen)
    {
        Array.Resize(ref starts, Math.Max(starts.Length, different + 1));
        Array.Resize(ref times, Math.Max(times.Length, different + 1));
        Array.Resize(ref choices, Math.Max(choices.Length, chosen));
        Spread((int)Math.Max(slots.Length, BitOperations.RoundUpToPowerOf2((uint)different) * 2));
    }

    /// <summary>Ends the collection. The builder may be added to and built again.</summary>
    public Election Build()
    {
        Merge();
        // The election takes the arrays as they are. What is added later is written behind what it sees; only how often a ballot was cast would change under it.
        isHandedOver = true;
        var (shortened, scale) = PointDecimals.WithoutNeedless(points.AsSpan(0, hasPoints ? starts[ballots] : 0), pointScale);
        return new Election(terms, ballots, starts, choices, shortened, times, scale);
    }

    private static string? Complaint(ElectionTerms terms, int pointScale) => terms switch
    {
        { Budget: < 0 } => "The budget is below zero.",
        { Scale: < 0 or > MaxScale } => $"Money cannot have {terms.Scale} decimals; 0 to {MaxScale} are possible.",
        { Projects.Length: > MaxProjects } => $"There are {terms.Projects.Length} projects, and {MaxProjects} are the most that can be counted.",
        _ when pointScale is < 0 or > 6 => $"Points cannot have {pointScale} decimals; 0 to 6 are possible.",
        _ when terms.Exclusive.Any(group => group.Length < 2 || group.Distinct().Count() < group.Length || group.Any(project => project < 0 || project >= terms.Projects.Length)) =>
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
                throw new ArgumentException($"A ballot names project number {project}, and there are only {seenAt.Length}.", nameof(ballot));
            }

            if (seenAt[project] == seen)
            {
                throw new ArgumentException($"A ballot names project {terms.Projects[project].Id} twice.", nameof(ballot));
            }

            seenAt[project] = seen;
        }
    }

    // Ballots are written behind those that are kept: comparing and hashing then work on one array. One that turns out to be known is left out when its batch is merged, and those behind it move up.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
            ShortSort.Sort(chosen);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsEqual(int other, int start, int size) =>
        starts[other + 1] - starts[other] == size
        && choices.AsSpan(starts[other], size).SequenceEqual(choices.AsSpan(start, size))
        && (!hasPoints || points.AsSpan(starts[other], size).SequenceEqual(points.AsSpan(start, size)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Merge()
    {
        MakeRoom(ballots + waiting);
        Touch();
        if (isHandedOver && waiting > 0)
        {
            (times, isHandedOver) = ([.. times], false);
        }

        var (start, merged) = (starts[ballots], waiting);
        waiting = 0;
        for (var i = 0; i < merged; i++)
        {
            var end = waitingEnds[i];
            Keep(start, end - start, waitingHashes[i], waitingTimes[i]);
            start = end;
        }
    }

    // Each loop reads what the next one needs: the memory is asked for many places at once, and has them at hand when ballots are compared.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Touch()
    {
        var touched = 0L;
        for (var i = 0; i < waiting; i++)
        {
            touched ^= slots[waitingHashes[i] & (slots.Length - 1)];
        }

        var known = 0;
        for (var i = 0; i < waiting; i++)
        {
            var entry = slots[waitingHashes[i] & (slots.Length - 1)];
            waitingFor[known] = (int)entry - 1;
            known += entry != 0 && (int)(entry >> 32) == waitingHashes[i] ? 1 : 0;
        }

        for (var i = 0; i < known; i++)
        {
            touched ^= (uint)starts[waitingFor[i]] ^ (uint)times[waitingFor[i]];
        }

        for (var i = 0; i < known; i++)
        {
            var start = starts[waitingFor[i]];
            touched ^= start < choices.Length ? choices[start] : 0L;
        }

        lastTouched = touched;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(int start, int size, int hash, int count)
    {
        for (var slot = hash & (slots.Length - 1); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var entry = slots[slot];
            if (entry == 0)
            {
                slots[slot] = ((long)hash << 32) | (uint)(ballots + 1);
                break;
            }

            var other = (int)entry - 1;
            if ((int)(entry >> 32) == hash && IsEqual(other, start, size))
            {
                times[other] = checked(times[other] + count);
                return;
            }
        }

        var to = starts[ballots];
        if (to < start)
        {
            choices.AsSpan(start, size).CopyTo(choices.AsSpan(to));
            if (hasPoints)
            {
                points.AsSpan(start, size).CopyTo(points.AsSpan(to));
            }
        }

        times[ballots++] = count;
        starts[ballots] = to + size;
    }

    private void MakeRoom(int different)
    {
        if (different >= starts.Length)
        {
            Array.Resize(ref starts, Math.Max(different + 1, starts.Length * 2));
            Array.Resize(ref times, starts.Length);
        }

        if (different * 2L > slots.Length)
        {
            Spread((int)BitOperations.RoundUpToPowerOf2((uint)different) * 2);
        }
    }

    /// <summary>Spreads the ballots over a larger table.</summary>
    private void Spread(int size)
    {
        var before = slots;
        slots = new long[size];
        foreach (var entry in before)
        {
            if (entry != 0)
            {
                var slot = (int)(entry >> 32) & (slots.Length - 1);
                while (slots[slot] != 0)
                {
                    slot = (slot + 1) & (slots.Length - 1);
                }

                slots[slot] = entry;
            }
        }
    }
}
