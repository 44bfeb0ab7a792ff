using Participatory.Contracts.People;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>
/// Says to the other services what a group is called now, whether it goes on, who is in it, and who may say yes to money for it.
/// </summary>
internal static class GroupNews
{
    private static readonly Sql Count = new("UPDATE community_group SET number = number + 1, said = 1 WHERE group_id = @groupId");

    /// <summary>Whatever changed: all of it is said as it stands, and whoever hears the highest number knows it all.</summary>
    public static async Task Say(Transaction transaction, string groupId)
    {
        await transaction.Execute(Count, new { groupId });
        var group = await GroupRow.Load(transaction, groupId);
        var members = await GroupMemberRow.LoadAll(transaction, groupId);
        // What is hidden is hidden from them, too.
        await transaction.Publish(new GroupChanged(groupId, group.IsHidden ? "" : group.Name, group.ClosedAt is not null, group.Number));
        await transaction.Publish(new GroupMembersChanged(groupId, group.Number, [.. members.Select(member => member.Subject)]));
        await transaction.Publish(new GroupSignersChanged(
            groupId, group.Number, [.. members.Where(member => member.IsSigner).Select(member => member.Subject)]));
    }
}
