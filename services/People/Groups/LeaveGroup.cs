using Participatory.People.Following;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>
/// A member leaves, and nothing stays of their having been there. Invitations that they made end with it, so that nobody keeps one to come
/// back by. A group is closed that nobody is left in, or whose others who may say yes to money have agreed to it.
/// </summary>
internal sealed class LeaveGroup(Database database, Happenings happenings, TimeProvider clock)
{
    private static readonly Sql SelectGroups = new("SELECT group_id FROM group_member WHERE subject = @subject ORDER BY group_id");

    private static readonly Sql UnlinkFounder = new("UPDATE community_group SET founder_subject = '' WHERE founder_subject = @subject");

    public async Task<LeaveGroupResponse> Handle(LeaveGroupRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, LeaveGroupResponse.Parser) is { } before)
        {
            return before;
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        if (Decide(group, members, caller) is { } leaving)
        {
            await Leave(transaction, happenings, group, members, leaving, clock.Now());
        }

        var answer = new LeaveGroupResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Who leaves; null where the caller is no member. Pure.</summary>
    /// <exception cref="Refusal">Others stay, and none of them may say yes to money.</exception>
    internal static GroupMemberRow? Decide(GroupRow group, IReadOnlyList<GroupMemberRow> members, Caller caller)
    {
        var member = GroupMemberRow.OfOrNull(members, caller.Subject);
        return member is { IsSigner: true } && group.ClosedAt is null && members.Count > 1
            && members.Count(other => other.IsSigner) == 1
            ? throw new Refusal(PeopleReasons.GroupLastSigner)
            : member;
    }

    /// <summary>Somebody who is forgotten leaves every group, also where nobody is left there to say yes to money.</summary>
    public static async Task LeaveAll(Transaction transaction, Happenings happenings, string subject, DateTimeOffset now)
    {
        foreach (var groupId in await transaction.Many<string>(SelectGroups, new { subject }))
        {
            var group = await GroupRow.Lock(transaction, groupId);
            var members = await GroupMemberRow.LoadAll(transaction, groupId);
            if (GroupMemberRow.OfOrNull(members, subject) is { } leaving)
            {
                await Leave(transaction, happenings, group, members, leaving, now);
            }
        }

        await transaction.Execute(UnlinkFounder, new { subject });
    }

    private static async Task Leave(
        Transaction transaction, Happenings happenings, GroupRow group, IReadOnlyList<GroupMemberRow> members, GroupMemberRow leaving,
        DateTimeOffset now)
    {
        await leaving.Delete(transaction);
        await GroupInvitationRow.EndThoseOf(transaction, group.GroupId, leaving.Subject);
        if (group.ClosedAt is null && CloseGroup.IsOver([.. members.Where(member => member.MemberId != leaving.MemberId)]))
        {
            await CloseGroup.Close(transaction, group, happenings, now, leaving.Subject);
        }

        await GroupNews.Say(transaction, group.GroupId);
    }
}
