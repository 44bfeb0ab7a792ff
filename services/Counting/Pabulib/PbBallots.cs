using System.Runtime.CompilerServices;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Pabulib;

/// <summary>
/// Some thousand ballots on their way from the file to the election: what one thread has read, another puts where it belongs.
/// </summary>
internal sealed class PbBallots(bool hasPoints)
{
    private const int MostBallots = 1 << 12;
    private const int MostChoices = 1 << 16;

    private int[] ends = new int[64];
    private ushort[] choices = new ushort[256];
    private long[] points = new long[hasPoints ? 256 : 0];
    private int count;
    private int length;

    public bool IsFull => count >= MostBallots || length >= MostChoices;

    public void Clear() => (count, length) = (0, 0);

    /// <summary>Makes room for a ballot.</summary>
    /// <param name="most">How many projects it may name.</param>
    /// <returns>Where to write them, and from which place on.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (ushort[] Choices, int From) MakeRoom(int most)
    {
        if (choices.Length - length < most)
        {
            Array.Resize(ref choices, Math.Max(length + most, choices.Length * 2));
        }

        return (choices, length);
    }

    /// <summary>Adds the ballot that was written up to a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(int to)
    {
        if (count == ends.Length)
        {
            Array.Resize(ref ends, count * 2);
        }

        ends[count++] = length = to;
    }

    public void Add(ReadOnlySpan<ushort> ballot, ReadOnlySpan<long> given)
    {
        ballot.CopyTo(MakeRoom(ballot.Length).Choices.AsSpan(length));
        if (hasPoints)
        {
            Array.Resize(ref points, choices.Length);
            given.CopyTo(points.AsSpan(length));
        }

        End(length + ballot.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(ElectionBuilder builder)
    {
        var start = 0;
        foreach (var end in ends.AsSpan(0, count))
        {
            builder.AddChecked(choices.AsSpan(start), end - start, hasPoints ? points.AsSpan(start..end) : []);
            start = end;
        }
    }
}
