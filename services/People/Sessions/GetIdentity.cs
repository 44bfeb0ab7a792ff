using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.People.Persons;
using Participatory.People.Staff;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Sessions;

/// <summary>Signs who somebody is, for as long as their session lasts and a few minutes at a time.</summary>
internal sealed class GetIdentity(Database database, PeopleSettings settings, Signer signer, TimeProvider clock)
{
    /// <summary>That a session is used is noted this often; every call would be a write.</summary>
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(10);

    private static readonly Sql Select = new("""
        SELECT session.subject, session.way, session.reaches, session.reaches_id, session.begun_at, session.seen_at, person.language,
            session.passkey_at, session.provider_at, address.value AS email, staff.shown_as,
            (SELECT COUNT(*) FROM passkey WHERE passkey.subject = session.subject) AS passkeys
        FROM session
        JOIN person ON person.subject = session.subject
        JOIN address ON address.subject = session.subject AND address.kind = 'EMAIL'
        LEFT JOIN staff ON staff.email = address.value AND staff.ended_at IS NULL
        WHERE session.secret_hash = @hash AND session.expires_at > @now
        """);

    private static readonly Sql MoveOn = new("""
        UPDATE session SET seen_at = @now, expires_at = @expires WHERE secret_hash = @hash AND expires_at > @now
        """);

    public async Task<Identity> Handle(GetIdentityRequest request, CancellationToken cancellation)
    {
        new Fields().SessionSecret(request.SessionSecret).Check();
        var now = clock.GetUtcNow();
        var hash = Secret.Hash(request.SessionSecret);
        SessionRow? session;
        await using (var reading = await database.Read(cancellation))
        {
            session = await reading.One<SessionRow>(Select, new { hash, now });
            session = session?.ShownAs is null ? session : session with
            {
                Roles = [.. (await StaffRoleRow.Load(reading, [session.Email]))[session.Email].Where(role => role.IsGiven(now))],
            };
        }

        if (session is null || now >= session.EndOf(settings))
        {
            throw new Refusal(PeopleReasons.SessionEnded);
        }

        if (now - session.SeenAt >= NotedEvery)
        {
            await using var transaction = await database.Begin(cancellation);
            await transaction.Execute(MoveOn, new { hash, now, expires = now + settings.Sessions.Idle });
            await transaction.Commit();
        }

        return ToMessage(session, Secret.IdOf(hash), now);
    }

    private Identity ToMessage(SessionRow session, string sessionId, DateTimeOffset now)
    {
        var until = session.GoodUntil(settings, now);
        var caller = session.CallerOf(settings) with
        {
            Mailbox = signer.MarkOf(MailProvider.Mailbox(session.Email, settings.MailProviders)),
            SessionId = sessionId,
        };
        var identity = new Identity
        {
            Token = Tokens.Issue(caller, signer.Key, now, until),
            TokenExpireTime = Timestamp.FromDateTimeOffset(until),
            Subject = caller.Subject,
            ShownAs = caller.ShownAs,
            Label = session.Way == Ways.Link ? "" : caller.ShownAs.Length > 0 ? caller.ShownAs : session.Email,
            Language = session.Language ?? "",
            Reach = ReachText.ToMessage(session.Reaches, session.ReachesId),
            ProveTime = caller.ProvedAt is { } proved ? Timestamp.FromDateTimeOffset(proved) : null,
        };
        identity.Roles.AddRange(caller.Roles);
        identity.Areas.AddRange(caller.Areas);
        if (caller.Is(Role.Connector))
        {
            identity.ConnectorAreas.AddRange(session.ConnectorAreas);
        }

        return identity;
    }
}

/// <summary>The key with which identities are signed. It is nowhere but here.</summary>
internal sealed record Signer(ECDsa Key)
{
    private readonly byte[] marking = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Key.ExportParameters(includePrivateParameters: true).D!, 32, info: "participatory-mailbox-1"u8.ToArray());

    /// <summary>What the other services know of a mailbox: whether it is the same.</summary>
    public string MarkOf(string mailbox) => Convert.ToHexStringLower(HMACSHA256.HashData(marking, Encoding.UTF8.GetBytes(mailbox)));
}

/// <summary>A session with what is known of its person at this moment.</summary>
internal sealed record SessionRow
{
    public string Subject { get; init; } = "";
    public string Way { get; init; } = "";
    public string? Reaches { get; init; }
    public string? ReachesId { get; init; }
    public DateTimeOffset BegunAt { get; init; }
    public DateTimeOffset SeenAt { get; init; }
    public string? Language { get; init; }
    public string Email { get; init; } = "";
    public string? ShownAs { get; init; }

    /// <summary>When they showed a passkey in this session.</summary>
    public DateTimeOffset? PasskeyAt { get; init; }

    /// <summary>When the residents' provider vouched for them; null where the session began in another way.</summary>
    public DateTimeOffset? ProviderAt { get; init; }

    /// <summary>How many passkeys they have.</summary>
    public long Passkeys { get; init; }

    /// <summary>What they may do at this moment.</summary>
    public IReadOnlyList<StaffRoleRow> Roles { get; init; } = [];

    /// <summary>Of an officer; none is all.</summary>
    private IReadOnlySet<string> Areas => StaffRow.AreasIn(Roles.FirstOrDefault(role => role.Is(Role.Officer))?.Areas ?? "");

    /// <summary>Of a connector; none is all. They are not the caller's: those say where an officer may act.</summary>
    public IReadOnlySet<string> ConnectorAreas => StaffRow.AreasIn(Roles.FirstOrDefault(role => role.Is(Role.Connector))?.Areas ?? "");

    /// <summary>
    /// A code proves an address and not a place at the council: where staff sign in elsewhere it makes nobody an officer, and of those
    /// who have a passkey neither before they show it. The residents' provider knows nobody of the staff.
    /// </summary>
    public Caller CallerOf(PeopleSettings settings)
    {
        var works = Roles.Count > 0 && ProviderAt is null && Way switch
        {
            Ways.Staff or Ways.Demo => true,
            Ways.Code => !settings.StaffSignInElsewhere && (PasskeyAt is not null || Passkeys == 0 || !settings.AsksStaffForPasskey),
            _ => false,
        };
        var caller = works
            ? new Caller(Subject, ShownAs!, Roles.Select(role => StateText.Read<Role>(role.Role)).ToHashSet(), Areas)
            : new Caller(Subject, "", new HashSet<Role>(), new HashSet<string>());
        // A link may lie in a mailbox for months: it shows nothing about this moment.
        return Way == Ways.Link ? caller : caller with { ProvedAt = BegunAt };
    }

    /// <summary>Until when an identity says what is so: no longer than the session may last, nor any of its roles.</summary>
    public DateTimeOffset GoodUntil(PeopleSettings settings, DateTimeOffset now) =>
        Roles.Select(role => role.EndsAt).OfType<DateTimeOffset>().Append(EndOf(settings)).Append(now + Tokens.Lifetime).Min();

    /// <summary>When it is over however much it is used, with the roles that it has now.</summary>
    public DateTimeOffset EndOf(PeopleSettings settings) =>
        BegunAt + settings.Sessions.LongestFor(CallerOf(settings).Roles);
}
