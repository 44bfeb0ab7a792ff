using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>A role of somebody of the staff, or one that waits for a second administrator, as the table has it.</summary>
internal sealed record StaffRoleRow
{
    /// <summary>The roles that are given to people, by the names of the settings.</summary>
    public static readonly IReadOnlyDictionary<string, Role> Named = new Dictionary<string, Role>(StringComparer.Ordinal)
    {
        ["officer"] = Access.V1.Role.Officer,
        ["finance"] = Access.V1.Role.Finance,
        ["connector"] = Access.V1.Role.Connector,
        ["administrator"] = Access.V1.Role.Administrator,
    };

    private static readonly Sql SelectOf = new("""
        SELECT email, role, state, areas, ends_at, asked_by, asked_as, asked_at, confirmed_by, confirmed_as, confirmed_at
        FROM staff_role WHERE email IN (SELECT item FROM {texts @emails} AS given) ORDER BY email, asked_at, role
        """);

    private static readonly Sql SelectAdministrators = new("""
        SELECT email, role, state, areas, ends_at, asked_by, asked_as, asked_at, confirmed_by, confirmed_as, confirmed_at
        FROM staff_role WHERE role = 'ADMINISTRATOR' AND state = 'GIVEN' AND (ends_at IS NULL OR ends_at > @now) ORDER BY email
        """);

    // Also of one whose time is over: the list is kept on pages for good.
    private static readonly Sql CountAdministrators = new("""
        SELECT COUNT(*) FROM staff_role WHERE role = 'ADMINISTRATOR' AND state = 'GIVEN'
        """);

    // Also what waits for a second administrator.
    private static readonly Sql CountOf = new("""
        SELECT COUNT(*) FROM staff_role WHERE email IN (SELECT value FROM address WHERE subject = @subject)
        AND (ends_at IS NULL OR ends_at > @now)
        """);

    // Whoever has left works here no more, also where an older process ended it.
    private static readonly Sql SelectAreas = new("""
        SELECT held.areas FROM staff_role held JOIN staff ON staff.email = held.email
        WHERE held.role = 'OFFICER' AND held.state = 'GIVEN' AND (held.ends_at IS NULL OR held.ends_at > @now) AND staff.ended_at IS NULL
        """);

    private static readonly Sql Delete = new("DELETE FROM staff_role WHERE email = @Email AND role = @Role");

    private static readonly Sql DeleteAll = new("DELETE FROM staff_role WHERE email = @email");

    private static readonly Sql Insert = new("""
        INSERT INTO staff_role
            (email, role, state, areas, ends_at, asked_by, asked_as, asked_at, confirmed_by, confirmed_as, confirmed_at)
        VALUES (@Email, @Role, @State, @Areas, @EndsAt, @AskedBy, @AskedAs, @AskedAt, @ConfirmedBy, @ConfirmedAs, @ConfirmedAt)
        """);

    public string Email { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="Access.V1.Role"/>.</summary>
    public string Role { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="RoleState"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>The codes of the areas of an officer or a connector, divided by spaces; empty is all.</summary>
    public string Areas { get; init; } = "";

    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The administrator's address; null for the settings.</summary>
    public string? AskedBy { get; init; }

    public string? AskedAs { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public string? ConfirmedBy { get; init; }
    public string? ConfirmedAs { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>It gives its rights at that time.</summary>
    public bool IsGiven(DateTimeOffset now) => State == "GIVEN" && !(EndsAt <= now);

    /// <summary>It waits for a second administrator.</summary>
    public bool Waits(DateTimeOffset now) => State == "ASKED" && !(EndsAt <= now);

    public bool Is(Role role) => Role == StateText.Of(role);

    /// <summary>The role is of some areas, or of all.</summary>
    public static bool HasAreas(Role role) => role is Access.V1.Role.Officer or Access.V1.Role.Connector;

    /// <summary>Every role of those people.</summary>
    public static async Task<ILookup<string, StaffRoleRow>> Load(Session session, IEnumerable<string> emails) =>
        (await session.Many<StaffRoleRow>(SelectOf, new { emails = Sql.List(emails) })).ToLookup(row => row.Email, StringComparer.Ordinal);

    /// <summary>Somebody has a role, or one waits for them.</summary>
    public static async Task<bool> LoadWorks(Session session, string subject, DateTimeOffset now) =>
        await session.One<long>(CountOf, new { subject, now }) > 0;

    /// <summary>The codes of the areas that an officer looks after in particular at that time.</summary>
    public static async Task<IReadOnlySet<string>> LoadAreas(Session session, DateTimeOffset now) =>
        (await session.Many<string>(SelectAreas, new { now })).SelectMany(areas => StaffRow.Parts(areas)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Who can give roles at that time.</summary>
    public static Task<IReadOnlyList<StaffRoleRow>> LoadAdministrators(Session session, DateTimeOffset now) =>
        session.Many<StaffRoleRow>(SelectAdministrators, new { now });

    /// <summary>There is or was an administrator: the list of staff is kept on pages, and no more by the settings.</summary>
    public static async Task<bool> LoadIsKeptOnPages(Session session) => await session.One<long>(CountAdministrators) > 0;

    /// <summary>Writes it down in the place of what was there.</summary>
    public static async Task Put(Transaction transaction, StaffRoleRow row)
    {
        await transaction.Execute(Delete, row);
        await transaction.Execute(Insert, row);
    }

    public static Task<int> Remove(Transaction transaction, StaffRoleRow row) => transaction.Execute(Delete, row);

    public static Task<int> RemoveAll(Transaction transaction, string email) => transaction.Execute(DeleteAll, new { email });

    /// <param name="reader">The address of whoever reads it.</param>
    public HeldRole ToMessage(string reader)
    {
        var held = new HeldRole
        {
            Role = StateText.Read<Role>(Role),
            State = StateText.Read<RoleState>(State),
            EndTime = EndsAt is { } ends ? Timestamp.FromDateTimeOffset(ends) : null,
            AskedBy = AskedAs ?? "",
            AskTime = Timestamp.FromDateTimeOffset(AskedAt),
            ConfirmedBy = ConfirmedAs ?? "",
            Mine = AskedBy == reader,
        };
        held.Areas.AddRange(StaffRow.Parts(Areas));
        return held;
    }
}
