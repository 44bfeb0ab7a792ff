using System.Globalization;
using System.Numerics;

namespace Participatory.Counting.Elections;

/// <summary>Amounts of money as people and files write them.</summary>
public static class Amounts
{
    /// <summary>
    /// Writes minor units as whole units with as many decimals as it takes and no more, in digits and a point: 1250 at scale 2 is "12.5".
    /// </summary>
    /// <param name="minor">The amount in minor units.</param>
    /// <param name="scale">How many decimals money has, see <see cref="Election.Scale"/>.</param>
    public static string Text(long minor, int scale)
    {
        var digits = BigInteger.Abs(minor).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var fraction = digits[^scale..].TrimEnd('0');
        return (minor < 0 ? "-" : "") + digits[..^scale] + (fraction.Length == 0 ? "" : "." + fraction);
    }
}
