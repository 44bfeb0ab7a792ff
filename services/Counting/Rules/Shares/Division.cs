using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Participatory.Counting.Rules.Shares;

/// <summary>A project's supporters divided into those who have less than a share and those who have at least that.</summary>
/// <param name="Total">The money of all together.</param>
/// <param name="Sum">The money of those below.</param>
/// <param name="Poor">How many voters those are.</param>
/// <param name="Voters">How many voters all are.</param>
/// <param name="MostPoor">The most that one below has; 0 when there is none.</param>
/// <param name="LeastRich">The least that one above has; the largest number when there is none.</param>
internal readonly record struct Division(long Total, long Sum, long Poor, long Voters, long MostPoor, long LeastRich)
{
    /// <summary>
    /// Divides. Without branches, since a processor would guess wrongly every third time, and several ballots at once. Sums of whole
    /// numbers do not depend on their order,
    /// so that it comes to the same on every machine.
    /// </summary>
    /// <param name="held">What a voter has, by group; not below zero, and all voters' together below 2^62.</param>
    /// <param name="times">How many voters each group has; as many as <paramref name="held"/>.</param>
    /// <param name="share">The share, below 2^62.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Division At(ReadOnlySpan<long> held, ReadOnlySpan<int> times, long share)
    {
        var shares = Vector256.Create(share);
        var largest = Vector256.Create(long.MaxValue);
        var (total, sum, poor, voters, most, least) = (
            Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, largest);
        var i = 0;
        for (; i + 8 <= held.Length; i += 8)
        {
            var (cast, castNext) = Vector256.Widen(Vector256.Create(times.Slice(i, 8)));
            var has = Vector256.Create(held.Slice(i, 4));
            var hasNext = Vector256.Create(held.Slice(i + 4, 4));
            var (isPoor, isPoorNext) = (Vector256.LessThan(has, shares), Vector256.LessThan(hasNext, shares));
            var (all, allNext) = (has * cast, hasNext * castNext);
            total += all + allNext;
            sum += (all & isPoor) + (allNext & isPoorNext);
            poor += (cast & isPoor) + (castNext & isPoorNext);
            voters += cast + castNext;
            most = Vector256.Max(most, Vector256.Max(has & isPoor, hasNext & isPoorNext));
            least = Vector256.Min(least, Vector256.Min(Above(has, isPoor), Above(hasNext, isPoorNext)));
        }

        for (; i < held.Length; i++)
        {
            // The other three places have as much and belong to nobody.
            var has = Vector256.Create(held[i]);
            var cast = Vector256.CreateScalar((long)times[i]);
            var isPoor = Vector256.LessThan(has, shares);
            total += has * cast;
            sum += has * cast & isPoor;
            poor += cast & isPoor;
            voters += cast;
            most = Vector256.Max(most, has & isPoor);
            least = Vector256.Min(least, Above(has, isPoor));
        }

        return new Division(Vector256.Sum(total), Vector256.Sum(sum), Vector256.Sum(poor), Vector256.Sum(voters), Largest(most),
            -Largest(-least));
    }

    // What those above the share have, and the largest number in the places of the others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Above(Vector256<long> has, Vector256<long> isPoor) => has | (isPoor & Vector256.Create(long.MaxValue));

    private static long Largest(Vector256<long> numbers) => Math.Max(Math.Max(numbers[0], numbers[1]), Math.Max(numbers[2], numbers[3]));
}
