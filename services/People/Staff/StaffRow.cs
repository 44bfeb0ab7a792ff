using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.People.V1;

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

    public StaffMember ToMessage()
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
        return member;
    }

    private static string[] Parts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
