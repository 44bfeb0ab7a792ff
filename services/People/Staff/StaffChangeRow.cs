using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>What an officer changed of somebody of the staff.</summary>
internal sealed record StaffChangeRow
{
    private static readonly Sql Insert = new("""
        INSERT INTO staff_change (change_id, email, kind, changed_at, changed_as) VALUES (@ChangeId, @Email, @Kind, @ChangedAt, @ChangedAs)
        """);

    private static readonly Sql SelectOf = new("""
        SELECT change_id, email, kind, changed_at, changed_as FROM staff_change
        WHERE email IN (SELECT item FROM {texts @emails} AS given) ORDER BY changed_at DESC, change_id DESC
        """);

    public string ChangeId { get; init; } = "";
    public string Email { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="StaffChangeKind"/>.</summary>
    public string Kind { get; init; } = "";

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Name and title of the officer.</summary>
    public string ChangedAs { get; init; } = "";

    /// <summary>What was changed of those people, the newest first.</summary>
    public static async Task<ILookup<string, StaffChangeRow>> Load(Session session, IEnumerable<string> emails) =>
        (await session.Many<StaffChangeRow>(SelectOf, new { emails = Sql.List(emails) }))
            .ToLookup(row => row.Email, StringComparer.Ordinal);

    /// <summary>Writes a change down.</summary>
    public static Task<int> Note(Transaction transaction, string email, StaffChangeKind kind, Caller caller, DateTimeOffset now) =>
        transaction.Execute(Insert, new StaffChangeRow
        {
            ChangeId = Guid.CreateVersion7().ToString(),
            Email = email,
            Kind = StateText.Of(kind),
            ChangedAt = now,
            ChangedAs = caller.ShownAs,
        });

    public StaffChange ToMessage() => new()
    {
        Kind = StateText.Read<StaffChangeKind>(Kind),
        ChangeTime = Timestamp.FromDateTimeOffset(ChangedAt),
        ChangedBy = ChangedAs,
    };
}
