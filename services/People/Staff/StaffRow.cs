using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Somebody who works here, as the table has them.</summary>
internal sealed record StaffRow
{
    public string Email { get; init; } = "";
    public string ShownAs { get; init; } = "";
    public string Roles { get; init; } = "";
    public string Areas { get; init; } = "";
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndedBy { get; init; }

    private static readonly Sql LockOne = new("""
        SELECT email, shown_as, roles, areas, ended_at, ended_by FROM staff {lock} WHERE email = @email
        """);

    private static readonly Sql SelectSubject = new("SELECT subject FROM address WHERE kind = 'EMAIL' AND value = @email");

    private static readonly Sql SelectEmail = new("SELECT value FROM address WHERE subject = @Subject AND kind = 'EMAIL'");

    /// <summary>Somebody else of the staff, whom an officer is about to change something of.</summary>
    /// <exception cref="Refusal">There is nobody of that address, or it is the officer.</exception>
    public static async Task<StaffRow> LockOther(Transaction transaction, string email, Caller caller)
    {
        var member = await transaction.One<StaffRow>(LockOne, new { email })
            ?? throw new Refusal(PeopleReasons.StaffNotFound, field: "email");
        return await transaction.One<string>(SelectEmail, new { caller.Subject }) == email
            ? throw new Refusal(PeopleReasons.OwnRoles, field: "email")
            : member;
    }

    /// <summary>Their account; null where they have never signed in.</summary>
    public static Task<string?> LoadSubject(Session session, string email) => session.One<string>(SelectSubject, new { email });

    /// <summary>The roles of a text such as "officer finance".</summary>
    public static IReadOnlySet<Role> RolesIn(string text) => Parts(text).Select(RoleOf).ToHashSet();

    /// <summary>The codes of a text of codes; none is every area.</summary>
    public static IReadOnlySet<string> AreasIn(string text) => Parts(text).ToHashSet(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">There is no such role.</exception>
    public static Role RoleOf(string name) => name switch
    {
        "officer" => Role.Officer,
        "finance" => Role.Finance,
        _ => throw new InvalidOperationException($"Officers:People gives somebody the role {name}; it can be officer or finance."),
    };

    public StaffMember ToMessage(IEnumerable<StaffChangeRow> changes)
    {
        var member = new StaffMember
        {
            Email = Email,
            ShownAs = ShownAs,
            EndTime = EndedAt is { } ended ? Timestamp.FromDateTimeOffset(ended) : null,
            EndedBy = EndedBy ?? "",
        };
        member.Roles.AddRange(RolesIn(Roles));
        member.Areas.AddRange(Parts(Areas));
        member.Changes.AddRange(changes.Select(change => change.ToMessage()));
        return member;
    }

    private static string[] Parts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
