using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Storage;

namespace Participatory.People.Sessions;

/// <summary>Begins a session for somebody who has just shown who they are.</summary>
internal static class SessionStart
{
    // Whoever comes keeps their account (EndUnusedAccounts).
    private static readonly Sql NoteSeen = new("""
        UPDATE person SET seen_at = @now, end_told_at = NULL, end_told_last_at = NULL WHERE subject = @subject
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO session (secret_hash, subject, way, reaches, reaches_id, begun_at, seen_at, expires_at, passkey_at, provider_at)
        VALUES (@hash, @subject, @way, @kind, @id, @now, @now, @expires, @passkeyAt, @providerAt)
        """);

    /// <param name="idle">How long it lasts without being used.</param>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <param name="reach">What it reaches, where it does not reach everything of the person.</param>
    /// <param name="passkey">They have shown a passkey.</param>
    /// <param name="provider">The residents' provider vouches for them.</param>
    public static async Task<NewSession> Begin(
        Transaction transaction, ByteString secret, string subject, string way, DateTimeOffset now, TimeSpan idle, Reach? reach = null,
        bool passkey = false, bool provider = false)
    {
        var (kind, id) = ReachText.Of(reach);
        await transaction.Execute(NoteSeen, new { subject, now });
        var passkeyAt = passkey ? now : (DateTimeOffset?)null;
        var providerAt = provider ? now : (DateTimeOffset?)null;
        await transaction.Execute(
            Insert, new { hash = Secret.Hash(secret), subject, way, kind, id, now, expires = now + idle, passkeyAt, providerAt });
        return new NewSession { ExpireTime = Timestamp.FromDateTimeOffset(now + idle), Reach = reach };
    }
}

/// <summary>How a session began, as it is kept.</summary>
internal static class Ways
{
    public const string Code = "CODE";
    public const string Staff = "STAFF";
    public const string Link = "LINK";
    public const string Demo = "DEMO";
}

/// <summary>What a session or a link reaches, as it is kept.</summary>
internal static class ReachText
{
    public const string Award = "AWARD";
    public const string Report = "REPORT";

    public static (string? Kind, string? Id) Of(Reach? reach) => reach?.ThingCase switch
    {
        Reach.ThingOneofCase.AwardId => (Award, reach.AwardId),
        Reach.ThingOneofCase.ReportId => (Report, reach.ReportId),
        _ => (null, null),
    };

    public static Reach? ToMessage(string? kind, string? id) => kind switch
    {
        Award => new Reach { AwardId = id },
        Report => new Reach { ReportId = id },
        _ => null,
    };
}
