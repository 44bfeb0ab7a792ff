using System.Security.Cryptography;
using System.Text;

namespace Participatory.Tests.Harness;

/// <summary>Ballot cards as a caller makes them, written from the description of the contract.</summary>
public static class BallotCards
{
    private const string Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

    /// <summary>A card that nobody has.</summary>
    public static string New() => Of(RandomNumberGenerator.GetBytes(16));

    /// <summary>Always the same card for the same text.</summary>
    public static string For(string text) => Of(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static string Of(ReadOnlySpan<byte> bits)
    {
        var number = new System.Numerics.BigInteger(bits, isUnsigned: true, isBigEndian: true) << 2;
        var check = Symbols[(int)(number % 37)];
        var text = new char[26];
        for (var at = text.Length - 1; at >= 0; at--)
        {
            text[at] = Symbols[(int)(number % 32)];
            number /= 32;
        }

        return new string(text) + check;
    }
}
