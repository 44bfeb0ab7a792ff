using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Shows the members of a group who is in it, as each of them chose to be called, and which invitations are open.</summary>
internal sealed class GetGroupMembers(Database database, TimeProvider clock)
{
    public async Task<GetGroupMembersResponse> Handle(GetGroupMembersRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("group_id", request.GroupId).Check();
        await using var session = await database.Read(cancellation);
        var group = await GroupRow.Load(session, request.GroupId);
        var members = await GroupMemberRow.LoadAll(session, group.GroupId);
        GroupMemberRow.Of(members, caller);
        var invitations = await GroupInvitationRow.LoadOpen(session, group.GroupId, clock.Now());
        return new GetGroupMembersResponse
        {
            Members = { members.Select(member => member.ToMessage(caller)) },
            Invitations = { invitations.Select(invitation => invitation.ToMessage()) },
        };
    }
}
