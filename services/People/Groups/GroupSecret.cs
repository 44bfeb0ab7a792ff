using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Participatory.Platform.Calls;

namespace Participatory.People.Groups;

/// <summary>
/// What opens an invitation: 40 hexadecimal digits, 160 bits, drawn at random by whoever invites. We keep its hash alone; nobody tries so
/// many.
/// </summary>
internal static partial class GroupSecret
{
    /// <summary>The hash that is kept.</summary>
    /// <exception cref="Refusal">It is no secret, so that it opens nothing.</exception>
    public static byte[] HashOf(string secret) =>
        Shape().IsMatch(secret) ? SHA256.HashData(Encoding.ASCII.GetBytes(secret)) : throw OpensNothing();

    /// <summary>The same answer whether there never was one, it was used, or it is over.</summary>
    public static Refusal OpensNothing() => new(PeopleReasons.GroupLinkGone, field: "secret");

    /// <summary>One that may open something, beside other fields.</summary>
    public static Fields Opening(this Fields fields, string secret) =>
        fields.Require(Shape().IsMatch(secret), "secret", PeopleReasons.GroupLinkGone);

    /// <summary>A new one.</summary>
    public static Fields NewSecret(this Fields fields, string secret) =>
        fields.Require(Shape().IsMatch(secret), "secret", PeopleReasons.GroupSecretWrong);

    [GeneratedRegex(@"^[0-9a-f]{40}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
