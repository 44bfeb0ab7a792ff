using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.People.Sessions;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Somebody who works here, as the table has them; what they may do is in <see cref="StaffRoleRow"/>.</summary>
internal sealed record StaffRow
{
    private static readonly Sql LockOne = new("""
        SELECT email, shown_as, ended_at, ended_by FROM staff {lock} WHERE email = @email
        """);

    private static readonly Sql SelectSubject = new("SELECT subject FROM address WHERE kind = 'EMAIL' AND value = @email");

    private static readonly Sql SelectEmail = new("SELECT value FROM address WHERE subject = @Subject AND kind = 'EMAIL'");

    // What processes of the version before read, until the next one drops it; they know no administrator and no connector.
    private static readonly Sql Update = new("""
        UPDATE staff SET roles = @roles, areas = @areas, ended_at = @endedAt, ended_by = @endedBy WHERE email = @email
        """);

    public string Email { get; init; } = "";
    public string ShownAs { get; init; } = "";

    /// <summary>Since when they have no role any more.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? EndedBy { get; init; }

    /// <summary>Somebody else of the staff, of whom the caller is about to change something.</summary>
    /// <exception cref="Refusal">There is nobody of that address, or it is the caller.</exception>
    public static async Task<StaffRow> LockOther(Transaction transaction, string email, Caller caller)
    {
        RefuseOwn(await LoadEmail(transaction, caller), email);
        return await Lock(transaction, email);
    }

    /// <summary>Somebody of the staff.</summary>
    /// <exception cref="Refusal">There is nobody of that address.</exception>
    public static async Task<StaffRow> Lock(Transaction transaction, string email) =>
        await transaction.One<StaffRow>(LockOne, new { email }) ?? throw new Refusal(PeopleReasons.StaffNotFound, field: "email");

    /// <param name="own">The caller's address; null where they have none.</param>
    /// <exception cref="Refusal">It is the caller's own address.</exception>
    public static void RefuseOwn(string? own, string email)
    {
        if (own == email)
        {
            throw new Refusal(PeopleReasons.OwnRoles, field: "email");
        }
    }

    /// <summary>Their account; null where they have never signed in.</summary>
    public static Task<string?> LoadSubject(Session session, string email) => session.One<string>(SelectSubject, new { email });

    /// <summary>The address of whoever calls; null where they have none.</summary>
    public static Task<string?> LoadEmail(Session session, Caller caller) => session.One<string>(SelectEmail, new { caller.Subject });

    /// <summary>
    /// After a change of somebody's roles: their sessions end, so that whoever has one of them does not go on with other rights, and what
    /// older processes read is brought in line.
    /// </summary>
    /// <param name="by">Who took a role away; null where something was given.</param>
    public static async Task Settle(Transaction transaction, string email, DateTimeOffset now, string? by)
    {
        var given = (await StaffRoleRow.Load(transaction, [email]))[email].Where(row => row.IsGiven(now)).ToList();
        var ended = given.Count == 0 && by is not null;
        await transaction.Execute(Update, new
        {
            email,
            roles = string.Join(' ', given.Where(row => IsKnownBefore(row.Role)).Select(row => row.Role.ToLowerInvariant())),
            areas = given.FirstOrDefault(row => row.Is(Role.Officer))?.Areas ?? "",
            endedAt = ended ? now : (DateTimeOffset?)null,
            endedBy = ended ? by : null,
        });
        await SessionEnd.OfRoles(transaction, email, now);
    }

    /// <summary>Processes of the version before know the role by <c>staff.roles</c>.</summary>
    /// <param name="role">As <see cref="StateText"/> writes it.</param>
    public static bool IsKnownBefore(string role) => role is "OFFICER" or "FINANCE";

    /// <summary>The codes of a text of codes; none is every area.</summary>
    public static IReadOnlySet<string> AreasIn(string text) => Parts(text).ToHashSet(StringComparer.Ordinal);

    public static string[] Parts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <exception cref="InvalidOperationException">There is no such role.</exception>
    public static Role RoleOf(string name) => StaffRoleRow.Named.TryGetValue(name, out var role)
        ? role
        : throw new InvalidOperationException(
            $"Officers:People gives somebody the role {name}; it can be {string.Join(", ", StaffRoleRow.Named.Keys)}.");

    public async Task<StaffMember> LoadMessage(Session session, Caller reader, DateTimeOffset now) => ToMessage(
        (await StaffRoleRow.Load(session, [Email]))[Email], (await PasskeyResetRow.Load(session, [Email])).GetValueOrDefault(Email),
        Administrator.Mark(await LoadEmail(session, reader), reader), now);

    /// <param name="reset">The last time that somebody asked for it; null where nobody did.</param>
    /// <param name="reader">The address of whoever reads it.</param>
    public StaffMember ToMessage(IEnumerable<StaffRoleRow> roles, PasskeyResetRow? reset, string reader, DateTimeOffset now)
    {
        // What older processes end they note here alone.
        var held = roles.Where(row => row.Waits(now) || (EndedAt is null && row.IsGiven(now))).ToList();
        var given = held.Where(row => row.IsGiven(now)).ToList();
        var member = new StaffMember
        {
            Email = Email,
            ShownAs = ShownAs,
            Me = Email == reader,
            EndTime = EndedAt is { } ended ? Timestamp.FromDateTimeOffset(ended) : null,
            EndedBy = EndedBy ?? "",
            Reset = reset?.Waits(now) == true ? reset.ToMessage(reader) : null,
        };
        member.Roles.AddRange(given.Select(row => StateText.Read<Role>(row.Role)).Order());
        member.Areas.AddRange(given.Where(row => row.Is(Role.Officer)).SelectMany(row => Parts(row.Areas)));
        member.Held.AddRange(held.Select(row => row.ToMessage(reader)));
        return member;
    }
}
