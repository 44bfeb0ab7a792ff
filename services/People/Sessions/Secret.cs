using System.Security.Cryptography;
using Google.Protobuf;
using Participatory.Platform.Calls;

namespace Participatory.People.Sessions;

/// <summary>The secret of a session: random, long enough for nobody to guess, and kept only as a hash.</summary>
internal static class Secret
{
    private const int Length = 32;

    public static Fields SessionSecret(this Fields fields, ByteString secret) =>
        fields.Require(secret.Length == Length, "session_secret", PeopleReasons.SecretWrong);

    // It has 256 random bits of its own: nothing slow and no salt is needed.
    public static byte[] Hash(ByteString secret) => SHA256.HashData(secret.Span);

    /// <summary>
    /// What identities and pages call a session whose secret has that hash. Nobody gets from it to either, and it is worth nothing.
    /// </summary>
    public static string IdOf(byte[] hash) => Convert.ToHexStringLower(SHA256.HashData([.. "session "u8, .. hash]).AsSpan(0, 16));
}
