using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Proposals.Groups;

/// <summary>A group as we heard of it last, to decide whether somebody may send in an idea under its name.</summary>
internal sealed record GroupRow
{
    private static readonly Sql Select = new("""
        SELECT copy.group_id, copy.is_closed, CASE WHEN mine.subject IS NULL THEN 0 ELSE 1 END AS is_mine
        FROM group_copy copy
        LEFT JOIN group_member mine ON mine.group_id = copy.group_id AND mine.subject = @subject
        WHERE copy.group_id = @groupId AND copy.number > 0
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO group_idea (round_id, proposal_id, group_id) VALUES (@roundId, @proposalId, @groupId)
        """);

    private static readonly Sql SelectOf = new("SELECT group_id FROM group_idea WHERE round_id = @roundId AND proposal_id = @proposalId");

    private static readonly Sql InsertSame = new("""
        INSERT INTO group_idea (round_id, proposal_id, group_id)
        SELECT round_id, @commonId, group_id FROM group_idea WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql Delete = new("DELETE FROM group_idea WHERE round_id = @roundId AND proposal_id = @proposalId");

    public string GroupId { get; init; } = "";

    public bool IsClosed { get; init; }

    /// <summary>Whoever asks is in it.</summary>
    public bool IsMine { get; init; }

    /// <summary>As it is to this caller; null where we never heard of it.</summary>
    public static Task<GroupRow?> LoadOrNull(Session session, string groupId, Caller caller) =>
        session.One<GroupRow>(Select, new { groupId, subject = caller.Subject });

    /// <summary>An idea stands under the name of a group, if the caller is in it.</summary>
    /// <param name="groupId">Empty for no group.</param>
    /// <exception cref="Refusal">They are not, or it is closed.</exception>
    public static async Task Name(Transaction transaction, string roundId, string proposalId, string groupId, Caller caller)
    {
        if (groupId.Length > 0)
        {
            MayBeNamed(await LoadOrNull(transaction, groupId, caller));
            await transaction.Execute(Insert, new { roundId, proposalId, groupId });
        }
    }

    /// <summary>Under the name of which group an idea stands; empty for none.</summary>
    public static async Task<string> LoadOf(Session session, string roundId, string proposalId) =>
        await session.One<string>(SelectOf, new { roundId, proposalId }) ?? "";

    /// <summary>A common idea stands under the name of the group, if any, of the one that carries it.</summary>
    public static Task CarryOver(Transaction transaction, string roundId, string proposalId, string commonId) =>
        transaction.Execute(InsertSame, new { roundId, proposalId, commonId });

    /// <summary>It stands under the name of no group any more: its words are gone, or those of a common idea.</summary>
    public static Task Remove(Transaction transaction, string roundId, string proposalId) =>
        transaction.Execute(Delete, new { roundId, proposalId });

    /// <summary>
    /// Only somebody in a group sends in an idea under its name, as long as the group goes on. Of a group of others it is as if there
    /// were none. Pure.
    /// </summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static void MayBeNamed(GroupRow? group)
    {
        if (group is not { IsMine: true })
        {
            throw new Refusal(ProposalsReasons.IdeaGroupOfOthers, field: "proposal.group_id");
        }

        if (group.IsClosed)
        {
            throw new Refusal(ProposalsReasons.IdeaGroupClosed, field: "proposal.group_id");
        }
    }
}
