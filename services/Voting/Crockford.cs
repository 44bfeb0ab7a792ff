using Participatory.Words;

namespace Participatory.Voting;

/// <summary>
/// Base 32 for people: no I, L, O or U, so that nothing can be taken for something else.
/// Source: Douglas Crockford, "Base 32", crockford.com/base32.html.
/// </summary>
internal static class Crockford
{
    /// <summary>The 32 digits and the five further signs that only a check symbol can be.</summary>
    private const string Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

    private const int Base = 32;

    /// <summary>The first <paramref name="length"/> × 5 bits of <paramref name="bytes"/>, the most significant first.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes, int length)
    {
        Span<char> text = stackalloc char[length];
        for (var symbol = 0; symbol < length; symbol++)
        {
            var value = 0;
            for (var bit = symbol * 5; bit < (symbol + 1) * 5; bit++)
            {
                value = (value << 1) | ((bytes[bit / 8] >> (7 - (bit % 8))) & 1);
            }

            text[symbol] = Symbols[value];
        }

        return new string(text);
    }

    /// <summary>The bits of digits, the last byte filled up with zeros; null where one is a check symbol.</summary>
    public static byte[]? Bits(ReadOnlySpan<char> digits)
    {
        var bytes = new byte[((digits.Length * 5) + 7) / 8];
        for (var at = 0; at < digits.Length; at++)
        {
            var value = Symbols.IndexOf(digits[at], StringComparison.Ordinal);
            if (value is < 0 or >= Base)
            {
                return null;
            }

            for (var bit = 0; bit < 5; bit++)
            {
                var place = (at * 5) + bit;
                bytes[place / 8] |= (byte)(((value >> (4 - bit)) & 1) << (7 - (place % 8)));
            }
        }

        return bytes;
    }

    /// <summary>
    /// The check symbol: the number that <paramref name="digits"/> are, modulo 37. It finds every single wrong and every two exchanged
    /// symbols.
    /// </summary>
    public static char Check(ReadOnlySpan<char> digits)
    {
        var remainder = 0;
        foreach (var digit in digits)
        {
            remainder = ((remainder * Base) + Symbols.IndexOf(digit, StringComparison.Ordinal)) % Symbols.Length;
        }

        return Symbols[remainder];
    }

    /// <summary>
    /// What was typed as it was meant: capital letters, nothing between them (<see cref="TypedText.Code"/>), O as 0, I and L as 1. Null
    /// where a sign is none of ours; the last one may be a check symbol.
    /// </summary>
    public static string? Read(string typed, int longest)
    {
        Span<char> text = stackalloc char[longest];
        var length = 0;
        foreach (var sign in TypedText.Code(typed))
        {
            var meant = char.ToUpperInvariant(sign) switch { 'O' => '0', 'I' or 'L' => '1', var same => same };
            if (length == longest || !Symbols.Contains(meant, StringComparison.Ordinal))
            {
                return null;
            }

            text[length++] = meant;
        }

        var digits = text[..Math.Max(0, length - 1)];
        return digits.ContainsAny(Symbols.AsSpan(Base)) ? null : new string(text[..length]);
    }
}
