using Participatory.People.Notices;
using Participatory.People.Sessions;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Passkeys;

/// <summary>Whoever looks at their passkeys, or changes them, and from where.</summary>
internal sealed record PasskeyOwner
{
    private static readonly Sql Select = new("""
        SELECT address.value AS email,
            (SELECT COUNT(*) FROM staff JOIN staff_role ON staff_role.email = staff.email AND staff_role.state = 'GIVEN'
                AND (staff_role.ends_at IS NULL OR staff_role.ends_at > @now)
             WHERE staff.email = address.value AND staff.ended_at IS NULL) AS roles
        FROM address WHERE address.subject = @subject AND address.kind = 'EMAIL'
        """);

    private static readonly Sql SelectSessions = new("""
        SELECT secret_hash, way, passkey_at, provider_at FROM session WHERE subject = @Subject
        """);

    private static readonly Sql NotePasskey = new("UPDATE session SET passkey_at = @now WHERE secret_hash = @hash");

    public string Email { get; init; } = "";

    /// <summary>How many roles they have.</summary>
    public long Roles { get; init; }

    public IReadOnlyList<PasskeyRow> Passkeys { get; private init; } = [];

    private IReadOnlyList<OwnSession> Elsewhere { get; init; } = [];

    /// <summary>The session of this call; null for a program whose identity has none.</summary>
    private OwnSession? Here { get; init; }

    public static async Task<PasskeyOwner> Load(Session session, Caller caller, DateTimeOffset now)
    {
        var sessions = await session.Many<OwnSession>(SelectSessions, new { caller.Subject });
        var owner = await session.One<PasskeyOwner>(Select, new { subject = caller.Subject, now }) ?? new PasskeyOwner();
        return owner with
        {
            Passkeys = await PasskeyRow.Load(session, caller.Subject),
            Here = sessions.FirstOrDefault(one => Secret.IdOf(one.SecretHash) == caller.SessionId),
            Elsewhere = [.. sessions.Where(one => Secret.IdOf(one.SecretHash) != caller.SessionId && one.Way != Ways.Link)],
        };
    }

    /// <summary>Whether somebody who has signed in with a code shows a passkey as well.</summary>
    public static async Task<bool> LoadNeeds(Session session, string subject, DateTimeOffset now) =>
        await session.One<PasskeyOwner>(Select, new { subject, now }) is { Roles: > 0 }
        && (await PasskeyRow.Load(session, subject)).Count > 0;

    /// <summary>A code alone adds and removes no passkey of somebody of the staff: it would be worth as much as the passkey.</summary>
    /// <exception cref="Refusal">They have one, and have not shown it; or the residents' provider vouches for them alone.</exception>
    public void MustHaveShownOne(PeopleSettings settings)
    {
        if (Roles > 0 && Here is { ProviderAt: not null })
        {
            throw new Refusal(PeopleReasons.StaffSignInNeeded);
        }

        var shown = Here is { PasskeyAt: not null } or { Way: Ways.Demo };
        if (settings.AsksStaffForPasskey && Roles > 0 && Passkeys.Count > 0 && !shown)
        {
            throw new Refusal(PeopleReasons.PasskeyNeeded);
        }
    }

    /// <summary>After a change: every other session ends, whoever has it, and the owner is told.</summary>
    /// <param name="reason">Of <see cref="NoticeReason"/>.</param>
    /// <param name="name">Of the passkey.</param>
    public async Task Tell(Transaction transaction, Caller caller, string reason, string name, DateTimeOffset now)
    {
        await SessionEnd.Of(transaction, Elsewhere.Select(one => one.SecretHash), now);
        if (reason == NoticeReason.PasskeyAdded && Here is { } here)
        {
            await transaction.Execute(NotePasskey, new { hash = here.SecretHash, now });
        }

        await new NewNotice(caller.Subject, reason, new NoticeDetails(name)).Note(transaction, now);
    }

    private sealed record OwnSession
    {
        public byte[] SecretHash { get; init; } = [];
        public string Way { get; init; } = "";
        public DateTimeOffset? PasskeyAt { get; init; }
        public DateTimeOffset? ProviderAt { get; init; }
    }
}
