using System.Security.Cryptography;

namespace Participatory.Voting.Ballots;

/// <summary>
/// What one cast ballot is known by. All of it comes from the request id, a random UUID that only the caller knows, so
/// that nothing here leads to the voter or tells when the ballot came.
/// </summary>
/// <remarks>Each hash is a <see cref="Digest"/> of the texts named at it.</remarks>
internal sealed class Casting(string pollId, Guid requestId)
{
    private readonly string request = requestId.ToString("D");

    /// <summary>The key under which the ballot is kept: "ballot", poll, request id.</summary>
    public byte[] BallotKey { get; } = Digest.Of("ballot", pollId, requestId.ToString("D"));

    /// <summary>
    /// What tells whether it is the same request again: "request", poll, request id, code, project ids in code-point order.
    /// It says nothing about the code to anybody who does not know the request id.
    /// </summary>
    public byte[] RequestHash(string code, IEnumerable<string> projectIds) =>
        Digest.Of(["request", pollId, request, code, .. Sorted(projectIds)]);

    /// <summary>
    /// The tracking code: the first 130 bits of the digest of "tracking", poll, area, salt, project ids in code-point order, in
    /// Crockford's base 32. The salt is the digest of "salt", poll, request id in lower-case hex; without it the choices
    /// cannot be found by trying.
    /// </summary>
    public string TrackingCode(string areaCode, IEnumerable<string> projectIds)
    {
        var salt = Convert.ToHexStringLower(Digest.Of("salt", pollId, request));
        return Crockford.Encode(Digest.Of(["tracking", pollId, areaCode, salt, .. Sorted(projectIds)]), length: 26);
    }

    /// <summary>A key for a ballot that was not cast here.</summary>
    public static byte[] RandomKey() => RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    private static IEnumerable<string> Sorted(IEnumerable<string> projectIds) =>
        projectIds.Distinct(StringComparer.Ordinal).Order(Counting.Elections.ProjectIds.CodePointOrder);
}
