using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>A line of the log of the staff: what was changed of whom, and by whom.</summary>
internal sealed record StaffChangeRow
{
    private static readonly Sql Insert = new("""
        INSERT INTO staff_log (entry_id, email, shown_as, kind, role, areas, ends_at, changed_at, changed_as)
        VALUES (@EntryId, @Email, @ShownAs, @Kind, @Role, @Areas, @EndsAt, @ChangedAt, @ChangedAs)
        """);

    public string EntryId { get; init; } = Guid.CreateVersion7().ToString();
    public string Email { get; init; } = "";
    public string ShownAs { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="StaffChangeKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="Access.V1.Role"/>; null where it is about none in particular.</summary>
    public string? Role { get; init; }

    public string Areas { get; init; } = "";
    public DateTimeOffset? EndsAt { get; init; }
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Name and title of the administrator; empty for the settings.</summary>
    public string ChangedAs { get; init; } = "";

    /// <summary>A change of one role.</summary>
    public static StaffChangeRow Of(StaffChangeKind kind, StaffRoleRow role, string shownAs, string changedAs, DateTimeOffset now) => new()
    {
        Email = role.Email,
        ShownAs = shownAs,
        Kind = StateText.Of(kind),
        Role = role.Role,
        Areas = role.Areas,
        EndsAt = role.EndsAt,
        ChangedAt = now,
        ChangedAs = changedAs,
    };

    /// <summary>A change that is about no role in particular.</summary>
    public static StaffChangeRow Of(StaffChangeKind kind, StaffRow member, string changedAs, DateTimeOffset now) => new()
    {
        Email = member.Email, ShownAs = member.ShownAs, Kind = StateText.Of(kind), ChangedAt = now, ChangedAs = changedAs,
    };

    /// <summary>Writes it down.</summary>
    public static Task<int> Note(Transaction transaction, StaffChangeRow change) => transaction.Execute(Insert, change);

    public StaffChange ToMessage()
    {
        var change = new StaffChange
        {
            Kind = StateText.Read<StaffChangeKind>(Kind),
            ChangeTime = Timestamp.FromDateTimeOffset(ChangedAt),
            ChangedBy = ChangedAs,
            ShownAs = ShownAs,
            Role = Role is null ? Access.V1.Role.Unspecified : StateText.Read<Role>(Role),
            EndTime = EndsAt is { } ends ? Timestamp.FromDateTimeOffset(ends) : null,
        };
        change.Areas.AddRange(StaffRow.Parts(Areas));
        return change;
    }
}
