using System.Globalization;
using System.Security.Cryptography;
using Participatory.Voting.Log;

namespace Participatory.Voting.Ballots;

/// <summary>
/// What the public log holds of one version of a ballot: a hash, from which nobody learns anything, and which nobody can
/// later say was another ballot. README.md has the whole scheme.
/// </summary>
/// <param name="CardKey">The key of the ballot, <see cref="BallotCard.KeyIn"/>.</param>
/// <param name="ChoicesHash">What was chosen, hidden with a salt: <see cref="HashOf"/>.</param>
internal sealed record Commitment(string PollId, string AreaCode, byte[] CardKey, int Version, byte[] ChoicesHash)
{
    /// <summary>Its leaf: RFC 6962's hash of a leaf over "participatory-ballot-1", poll, area, card key, version, choices hash.</summary>
    public byte[] Leaf() => MerkleTree.LeafHash(Digest.Join(
        "participatory-ballot-1",
        PollId,
        AreaCode,
        Convert.ToHexStringLower(CardKey),
        Version.ToString(CultureInfo.InvariantCulture),
        Convert.ToHexStringLower(ChoicesHash)));

    /// <summary>
    /// The digest of "participatory-choices-1", the salt in lower-case hex, and the choices: project ids in code-point
    /// order, or in the voter's where ballots are ranked; with points each id is followed by its points.
    /// </summary>
    public static byte[] HashOf(byte[] salt, IReadOnlyList<string> choices) =>
        Digest.Of(["participatory-choices-1", Convert.ToHexStringLower(salt), .. choices]);

    /// <summary>The tracking code of a leaf: its first 130 bits.</summary>
    public static string TrackingCode(byte[] leaf) => Crockford.Encode(leaf, TrackingCodeDigits);

    /// <summary>The smallest and the largest leaf that a tracking code may stand for; null where it is none.</summary>
    public static (byte[] From, byte[] To)? LeavesOf(string trackingCode)
    {
        if (Crockford.Read(trackingCode, TrackingCodeDigits) is not { Length: TrackingCodeDigits } digits
            || Crockford.Bits(digits) is not { } bits)
        {
            return null;
        }

        var from = new byte[SHA256.HashSizeInBytes];
        bits.CopyTo(from, 0);
        var to = new byte[SHA256.HashSizeInBytes];
        to.AsSpan().Fill(0xff);
        bits.CopyTo(to, 0);
        // 26 digits are 130 bits: two more than 16 bytes.
        to[16] |= 0x3f;
        return (from, to);
    }

    private const int TrackingCodeDigits = 26;
}
