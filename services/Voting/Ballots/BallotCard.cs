using System.Globalization;
using System.Security.Cryptography;
using Participatory.Platform.Calls;

namespace Participatory.Voting.Ballots;

/// <summary>
/// The secret that makes a ballot its voter's own: 128 random bits as 26 letters and digits and a check symbol. Only the
/// voter keeps it. Everything by which a ballot is known here comes from it, and nothing leads back to it.
/// </summary>
/// <remarks>Each value is a <see cref="Digest"/> of the texts named at it; "card" is the 26 letters and digits.</remarks>
internal readonly struct BallotCard
{
    private const int Digits = 26;

    private BallotCard(string text) => Text = text;

    /// <summary>The letters and digits without the check symbol.</summary>
    public string Text { get; }

    /// <summary>The card of these 16 bytes.</summary>
    public static BallotCard FromBits(ReadOnlySpan<byte> bits)
    {
        Span<byte> padded = stackalloc byte[17];
        padded.Clear();
        bits[..16].CopyTo(padded);
        return new BallotCard(Crockford.Encode(padded, Digits));
    }

    /// <summary>Reads a card as a program sent it or as a person typed it.</summary>
    /// <returns>Null, and why in <paramref name="complaint"/>, where it is none.</returns>
    public static BallotCard? Read(string typed, out Reason complaint)
    {
        complaint = VotingReasons.CardIncomplete;
        var text = Crockford.Read(typed, Digits + 1);
        if (text is not { Length: Digits + 1 })
        {
            return null;
        }

        if (Crockford.Check(text.AsSpan(0, Digits)) != text[Digits])
        {
            complaint = VotingReasons.CardSlip;
            return null;
        }

        return new BallotCard(text[..Digits]);
    }

    /// <summary>The key under which its ballot is kept in a poll: "ballot-1", poll, card. Public after the vote.</summary>
    public byte[] KeyIn(string pollId) => Digest.Of("ballot-1", pollId, Text);

    /// <summary>What hides the choices of one version of its ballot: "salt-1", poll, card, version.</summary>
    public byte[] Salt(string pollId, int version) => Digest.Of("salt-1", pollId, Text, version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Under what one version of its ballot waits to be mixed: "sealed-1", poll, card, version.</summary>
    public byte[] SealedUnder(string pollId, int version) =>
        Digest.Of("sealed-1", pollId, Text, version.ToString(CultureInfo.InvariantCulture));

    /// <summary>With what the promise of one version is sealed: "seal-1", poll, card, version.</summary>
    public byte[] SealKey(string pollId, int version) => Digest.Of("seal-1", pollId, Text, version.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// What tells whether it is the same request again: 16 bytes of "request-1", poll, card, request id, and 16 of the
    /// same with everything else that the request holds. Neither says anything to whoever does not know the card.
    /// </summary>
    public byte[] RequestHash(string pollId, string requestId, params ReadOnlySpan<string> body)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Digest.Of("request-1", pollId, Text, requestId).AsSpan(0, 16).CopyTo(hash);
        Digest.Of(["request-body-1", pollId, Text, requestId, .. body]).AsSpan(0, 16).CopyTo(hash.AsSpan(16));
        return hash;
    }

    /// <summary>Nothing: a card must not end up in a log by accident.</summary>
    public override string ToString() => "(ballot card)";
}
