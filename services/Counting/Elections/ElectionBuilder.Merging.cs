using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Participatory.Counting.Elections;

/// <content>Where equal ballots are merged.</content>
public sealed partial class ElectionBuilder
{
    /// <summary>So many ballots are looked up together: the memory answers many questions at once as fast as one.</summary>
    private const int Batch = 256;

    // Drawn anew for each builder, so that nobody can prepare ballots that collide. No outcome depends on them.
    private readonly ulong[] keys;
    private readonly ulong multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
    private readonly int[] waitingEnds = new int[Batch];
    private readonly int[] waitingTimes = new int[Batch];
    private readonly int[] waitingHashes = new int[Batch];
    private readonly int[] waitingFor = new int[Batch];
    private bool isHandedOver;
    private int waiting;
    private int[] starts = new int[64];
    private int[] times = new int[64];
    private ushort[] choices = new ushort[512];
    private long[] points = [];
    private int ballots;
    // The hash of a ballot, and its number plus one; 0 for an empty place.
    private long[] slots = new long[128];
    // What was read ahead has to be used for something, or the compiler would leave it out.
    private long lastTouched;

    /// <summary>
    /// The same for a ballot of which it is known that it names projects that exist, each once, and has as many points as it should.
    /// </summary>
    /// <param name="from">The ballot, and whatever comes behind it.</param>
    /// <param name="size">How many projects the ballot names.</param>
    /// <param name="given">Their points, if they have any.</param>
    /// <param name="count">How many voters cast it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void AddChecked(ReadOnlySpan<ushort> from, int size, ReadOnlySpan<long> given, int count = 1)
    {
        var start = waiting == 0 ? starts[ballots] : waitingEnds[waiting - 1];
        var end = checked(start + size);
        if (end > choices.Length)
        {
            Array.Resize(ref choices, Math.Max(end, choices.Length * 2));
        }

        // Ballots are written behind those that are kept, in the order in which they are compared. One that turns out to be known is left
        // out when its batch is merged, and those behind it move up.
        var chosen = choices.AsSpan(start, size);
        if (!hasPoints && !hasOrder)
        {
            ShortSort.Sort(from, chosen);
            waitingHashes[waiting] = HashOfAny(from[..size]);
        }
        else
        {
            from[..size].CopyTo(chosen);
            AppendPoints(given, chosen, start);
            waitingHashes[waiting] = HashInOrder(start, size);
        }

        waitingEnds[waiting] = end;
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

    private void AppendPoints(ReadOnlySpan<long> given, Span<ushort> chosen, int start)
    {
        if (!hasPoints)
        {
            return;
        }

        if (points.Length < choices.Length)
        {
            Array.Resize(ref points, choices.Length);
        }

        given.CopyTo(points.AsSpan(start));
        chosen.Sort(points.AsSpan(start, chosen.Length));
    }

    // A sum does not ask in which order a ballot names its projects. The highest bits are the best mixed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int HashOfAny(ReadOnlySpan<ushort> ballot)
    {
        var sum = 0UL;
        foreach (var project in ballot)
        {
            sum += keys[project];
        }

        return (int)(sum >> 33);
    }

    private int HashInOrder(int start, int size)
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
