using System.Runtime.CompilerServices;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Pabulib;

/// <summary>Some thousand ballots on their way from the file to the election: what one thread has read, another puts where it belongs.</summary>
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<ushort> ballot, ReadOnlySpan<long> given)
    {
        if (count == ends.Length)
        {
            Array.Resize(ref ends, count * 2);
        }

        if (length + ballot.Length > choices.Length)
        {
            Array.Resize(ref choices, Math.Max(length + ballot.Length, choices.Length * 2));
            Array.Resize(ref points, hasPoints ? choices.Length : 0);
        }

        ballot.CopyTo(choices.AsSpan(length));
        given.CopyTo(points.AsSpan(hasPoints ? length : 0));
        length += ballot.Length;
        ends[count++] = length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(ElectionBuilder builder)
    {
        var start = 0;
        foreach (var end in ends.AsSpan(0, count))
        {
            builder.AddChecked(choices.AsSpan(start..end), hasPoints ? points.AsSpan(start..end) : []);
            start = end;
        }
    }
}
