using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Voting.Vote;

/// <summary>
/// Makes ballot cards where a browser cannot: 128 random bits as 26 letters and digits and a check symbol, in Crockford's
/// base 32 (crockford.com/base32.html).
/// </summary>
public static partial class BallotCards
{
    private const string Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
    private const int Digits = 26;

    public static string New() => FromBits(RandomNumberGenerator.GetBytes(16));

    /// <param name="bits">Sixteen bytes.</param>
    /// <returns>In groups of four, the check symbol last.</returns>
    public static string FromBits(ReadOnlySpan<byte> bits)
    {
        var number = new System.Numerics.BigInteger(bits, isUnsigned: true, isBigEndian: true) << 2;
        var check = Symbols[(int)(number % Symbols.Length)];
        var text = new char[Digits];
        for (var at = Digits - 1; at >= 0; at--)
        {
            text[at] = Symbols[(int)(number % 32)];
            number /= 32;
        }

        return string.Join('-', (new string(text) + check).Chunk(4).Select(group => new string(group)));
    }

    /// <returns>A card as it was made, from what a person typed: capitals, in groups of four, O as 0, I and L as 1.</returns>
    public static string Tidy(string typed)
    {
        var signs = TypedText.Code(typed)
            .Select(sign => char.ToUpperInvariant(sign) switch { 'O' => '0', 'I' or 'L' => '1', var same => same });
        return string.Join('-', signs.Chunk(4).Select(group => new string(group)));
    }

    /// <returns>Whether a text can be a card: so much of it as can be said without its check symbol. The voting service looks
    /// closer.</returns>
    public static bool LooksLikeOne(string? text) => Shape().IsMatch(TypedText.Code(text));

    [GeneratedRegex(@"^[0-9A-Za-z]{26}[0-9A-Za-z*~$=]\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
