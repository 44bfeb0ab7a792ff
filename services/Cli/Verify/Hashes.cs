using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Participatory.Words;

namespace Participatory.Cli.Verify;

/// <summary>The hashes of the scheme, written from its description in services/Voting/README.md.</summary>
internal static class Hashes
{
    private const string Base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Texts one after the other, each preceded by its length in UTF-8 bytes as 32 bits, the most significant first.</summary>
    public static byte[] Join(params IEnumerable<string> texts)
    {
        using var joined = new MemoryStream();
        var length = new byte[4];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            joined.Write(length);
            joined.Write(bytes);
        }

        return joined.ToArray();
    }

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    public static string ChoicesHash(string salt, IEnumerable<string> choices) =>
        Hex(SHA256.HashData(Join(["participatory-choices-1", salt, .. choices])));

    public static string SealedCount(string salt, string electionHash, string outcomeHash) =>
        Hex(SHA256.HashData(Join("participatory-sealed-count-1", salt, electionHash, outcomeHash)));

    public static string Leaf(string pollId, string area, string card, int version, string choicesHash)
    {
        var data = Join("participatory-ballot-1", pollId, area, card, version.ToString(CultureInfo.InvariantCulture), choicesHash);
        return Hex(SHA256.HashData([0, .. data]));
    }

    /// <summary>The first 130 bits of a leaf, five bits a letter.</summary>
    public static string TrackingCode(string leaf)
    {
        var bits = Convert.FromHexString(leaf);
        var code = new StringBuilder(26);
        for (var at = 0; at < 130; at += 5)
        {
            var value = 0;
            for (var bit = at; bit < at + 5; bit++)
            {
                value = (value << 1) | ((bits[bit / 8] >> (7 - (bit % 8))) & 1);
            }

            code.Append(Base32[value]);
        }

        return code.ToString();
    }

    /// <summary>A tracking code as it was meant: capitals, no hyphens and spaces, O as 0, I and L as 1.</summary>
    public static string Meant(string typed) => string.Concat(TypedText.Code(typed)
        .Select(sign => char.ToUpperInvariant(sign) switch { 'O' => '0', 'I' or 'L' => '1', var same => same }));
}
