using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Participatory.Counting.Elections;

/// <summary>Sorts the projects of a ballot, most of which are few.</summary>
internal static class ShortSort
{
    // A ballot's projects are all different, so the place of each is how many are smaller: for up to sixteen that is one comparison of all at once, and no branch for the processor to guess.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(Span<ushort> chosen)
    {
        if (chosen.Length < 2)
        {
            return;
        }

        if (chosen.Length > Vector256<ushort>.Count)
        {
            chosen.Sort();
            return;
        }

        Span<ushort> padded = stackalloc ushort[Vector256<ushort>.Count];
        padded.Fill(ushort.MaxValue);
        chosen.CopyTo(padded);
        if (chosen.Length <= Vector128<ushort>.Count)
        {
            var all = Vector128.Create<ushort>(padded);
            for (var i = 0; i < chosen.Length; i++)
            {
                chosen[BitOperations.PopCount(Vector128.LessThan(all, Vector128.Create(padded[i])).ExtractMostSignificantBits())] = padded[i];
            }
        }
        else
        {
            var all = Vector256.Create<ushort>(padded);
            for (var i = 0; i < chosen.Length; i++)
            {
                chosen[BitOperations.PopCount(Vector256.LessThan(all, Vector256.Create(padded[i])).ExtractMostSignificantBits())] = padded[i];
            }
        }
    }
}
