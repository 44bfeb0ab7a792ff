using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Participatory.Platform.Calls;

namespace Participatory.Proposals.Voices;

/// <summary>
/// What opens something to whoever has no account: 40 hexadecimal digits, 160 bits, drawn at random by the caller. We keep its hash alone;
/// nobody tries so many.
/// </summary>
internal static partial class LinkSecret
{
    /// <summary>The hash that is kept; null where it is no secret.</summary>
    public static byte[]? HashOf(string secret) => Shape().IsMatch(secret) ? SHA256.HashData(Encoding.ASCII.GetBytes(secret)) : null;

    /// <summary>The hash of one that opens something.</summary>
    /// <exception cref="Refusal">It is no secret, so that it opens nothing.</exception>
    public static byte[] HashToOpen(string secret) => HashOf(secret) ?? throw OpensNothing();

    /// <summary>Refuses what is no secret before anything else is looked at.</summary>
    public static void MustBeOne(string secret) => HashToOpen(secret);

    public static Refusal OpensNothing() => new(ProposalsReasons.LinkOpensNothing, field: "secret");

    /// <summary>One that may open something, beside other fields.</summary>
    public static Fields Opening(this Fields fields, string secret) =>
        fields.Require(Shape().IsMatch(secret), "secret", ProposalsReasons.LinkOpensNothing);

    /// <summary>A new secret.</summary>
    public static Fields Secret(this Fields fields, string field, string value) =>
        fields.Require(Shape().IsMatch(value), field, ProposalsReasons.SecretWrong);

    [GeneratedRegex(@"^[0-9a-f]{40}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
