using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Shows whoever holds an invitation what it is to, and who made it, before they say yes or no.</summary>
internal sealed class GetGroupInvitation(Database database, TimeProvider clock)
{
    public async Task<GroupInvitationView> Handle(GetGroupInvitationRequest request, Caller caller, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var invitation = (await GroupInvitationRow.LoadBySecret(session, request.Secret)).MustBeOpen(clock.Now());
        var members = await GroupMemberRow.LoadAll(session, invitation.GroupId);
        return new GroupInvitationView
        {
            Group = await GroupView.Load(session, invitation.GroupId, caller, clock.Now()),
            InvitedBy = GroupMemberRow.OfOrNull(members, invitation.InvitedBy)?.ShownAs ?? "",
            EndTime = invitation.EndsAt.ToTimestamp(),
        };
    }
}
