using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Groups;

/// <summary>Who may say yes to money for a group at this moment: whoever is one when they act, and nobody else.</summary>
internal static class GroupSigners
{
    private static readonly Sql Select = new("SELECT subject FROM group_signer WHERE group_id = @groupId ORDER BY subject");

    private static readonly Sql SelectGroups = new("SELECT group_id FROM group_signer WHERE subject = @subject ORDER BY group_id");

    private static readonly Sql CountClosed = new("SELECT COUNT(*) FROM group_copy WHERE group_id = @groupId AND is_closed = 1");

    /// <summary>All of them, by their numbers; none of no group.</summary>
    /// <param name="groupId">Empty for none.</param>
    public static async Task<IReadOnlyList<string>> Load(Session session, string groupId) =>
        groupId.Length == 0 ? [] : await session.Many<string>(Select, new { groupId });

    /// <summary>The groups for which the caller is one.</summary>
    public static async Task<IReadOnlySet<string>> LoadGroups(Session session, Caller caller) =>
        caller.IsSignedIn
            ? (await session.Many<string>(SelectGroups, new { subject = caller.Subject })).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>(StringComparer.Ordinal);

    /// <summary>As we have heard.</summary>
    public static async Task<bool> LoadClosed(Session session, string groupId) =>
        await session.One<long>(CountClosed, new { groupId }) > 0;
}
