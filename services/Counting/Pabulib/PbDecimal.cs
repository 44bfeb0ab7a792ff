using System.Globalization;

namespace Participatory.Counting.Pabulib;

/// <summary>Decimal numbers as they stand in files, without ever becoming floating point.</summary>
internal static class PbDecimal
{
    /// <summary>
    /// Reads <c>[+-]digits[.digits][e[+-]digits]</c> as mantissa × 10^-decimals with as few decimals as possible (0 or more).
    /// </summary>
    /// <returns>Null when it was read, else what is wrong, as a sentence.</returns>
    public static string? Read(ReadOnlySpan<byte> text, out long mantissa, out int decimals)
    {
        mantissa = 0;
        decimals = 0;
        var rest = text;
        var negative = rest.Length > 0 && rest[0] == '-';
        if (rest.Length > 0 && rest[0] is (byte)'-' or (byte)'+')
        {
            rest = rest[1..];
        }

        var exponent = 0;
        var at = rest.IndexOfAny((byte)'e', (byte)'E');
        if (at >= 0)
        {
            if (!TryReadExponent(rest[(at + 1)..], out exponent))
            {
                return NotANumber(text);
            }

            rest = rest[..at];
        }

        var point = rest.IndexOf((byte)'.');
        var whole = point < 0 ? rest : rest[..point];
        var fraction = point < 0 ? [] : rest[(point + 1)..].TrimEnd((byte)'0');
        if (rest.Length <= (point < 0 ? 0 : 1) || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return NotANumber(text);
        }

        return Assemble(whole, fraction, exponent, negative, out mantissa, out decimals) ? null : TooLarge(text);
    }

    /// <summary>Multiplies by a power of ten.</summary>
    /// <returns>False when the result does not fit.</returns>
    public static bool TryScale(long mantissa, int power, out long scaled)
    {
        var result = (Int128)mantissa;
        for (var i = 0; i < power && Int128.Abs(result) <= long.MaxValue; i++)
        {
            result *= 10;
        }

        scaled = Int128.Abs(result) <= long.MaxValue ? (long)result : 0;
        return Int128.Abs(result) <= long.MaxValue;
    }

    private static bool Assemble(
        ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int exponent, bool negative, out long mantissa, out int decimals)
    {
        decimals = 0;
        mantissa = 0;
        var value = (Int128)0;
        foreach (var digit in whole)
        {
            value = (value * 10) + (digit - '0');
            if (value > long.MaxValue)
            {
                return false;
            }
        }

        foreach (var digit in fraction)
        {
            value = (value * 10) + (digit - '0');
            if (value > long.MaxValue)
            {
                return false;
            }
        }

        decimals = fraction.Length - exponent;
        while (decimals > 0 && value % 10 == 0)
        {
            value /= 10;
            decimals--;
        }

        if (value == 0)
        {
            decimals = 0;
        }

        while (decimals < 0 && value <= long.MaxValue)
        {
            value *= 10;
            decimals++;
        }

        mantissa = value <= long.MaxValue ? (long)(negative ? -value : value) : 0;
        return value <= long.MaxValue;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) && exponent is > -100 and < 100;

    private static string NotANumber(ReadOnlySpan<byte> text) =>
        $"\"{PbScanner.Shorten(text)}\" is not a number. Write digits with a point for decimals and nothing between thousands, such as "
            + "12500.50.";

    private static string TooLarge(ReadOnlySpan<byte> text) =>
        $"{PbScanner.Shorten(text)} is too large or has too many digits. Eighteen digits are the most that fit.";
}
