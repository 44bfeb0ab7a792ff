using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>A member ends an invitation that nobody has used, whoever made it.</summary>
internal sealed class EndGroupInvitation(Database database)
{
    public async Task<GroupInvitation> Handle(EndGroupInvitationRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).Id("invitation_id", request.InvitationId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, GroupInvitation.Parser) is { } before)
        {
            return before;
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        GroupMemberRow.Of(members, caller);
        var invitation = await GroupInvitationRow.Load(transaction, group.GroupId, request.InvitationId);
        var ended = Decide(invitation);
        if (ended is not null)
        {
            await ended.Change(transaction);
        }

        var answer = (ended ?? invitation).ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The invitation as it becomes; null where it was used or ended before. Pure.</summary>
    internal static GroupInvitationRow? Decide(GroupInvitationRow invitation) =>
        invitation.StateNow == GroupInvitationState.Open
            ? invitation with { State = StateText.Of(GroupInvitationState.Ended), InvitedBy = "" }
            : null;
}
