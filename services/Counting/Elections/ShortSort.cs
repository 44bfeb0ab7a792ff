using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Participatory.Counting.Elections;

/// <summary>Sorts the projects of a ballot, most of which are few.</summary>
internal static class ShortSort
{
    /// <summary>Writes a ballot's projects in ascending order.</summary>
    /// <remarks>
    /// They are all different, so the place of each is how many are smaller: for up to sixteen that is one comparison of all at once, and
    /// no branch for the processor to guess.
    /// </remarks>
    /// <param name="from">The projects, and whatever comes behind them: that is read along where there is enough of it, since reading
    /// sixteen at once is quicker than reading three.</param>
    /// <param name="to">As long as there are projects.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(ReadOnlySpan<ushort> from, Span<ushort> to)
    {
        if (to.Length <= Vector128<ushort>.Count && from.Length >= Vector128<ushort>.Count)
        {
            var all = Vector128.Create(from);
            var counted = (1u << to.Length) - 1;
            for (var i = 0; i < to.Length; i++)
            {
                to[BitOperations.PopCount(Vector128.LessThan(all, Vector128.Create(from[i])).ExtractMostSignificantBits() & counted)] =
                    from[i];
            }
        }
        else if (to.Length <= Vector256<ushort>.Count && from.Length >= Vector256<ushort>.Count)
        {
            var all = Vector256.Create(from);
            var counted = (1u << to.Length) - 1;
            for (var i = 0; i < to.Length; i++)
            {
                to[BitOperations.PopCount(Vector256.LessThan(all, Vector256.Create(from[i])).ExtractMostSignificantBits() & counted)] =
                    from[i];
            }
        }
        else
        {
            from[..to.Length].CopyTo(to);
            to.Sort();
        }
    }
}
