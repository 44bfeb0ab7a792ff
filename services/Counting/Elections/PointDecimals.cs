namespace Participatory.Counting.Elections;

/// <summary>Decimals of points that no ballot of an election needs.</summary>
internal static class PointDecimals
{
    /// <summary>The same points in the largest unit in which all are whole, and how many decimals that leaves.</summary>
    public static (long[] Points, int Scale) WithoutNeedless(ReadOnlySpan<long> given, int scale)
    {
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
