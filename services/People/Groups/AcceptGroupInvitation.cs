using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Whoever holds an invitation, and is signed in, comes into the group. Nobody else can with the same one.</summary>
internal sealed class AcceptGroupInvitation(Database database, TimeProvider clock)
{
    public async Task<Group> Handle(AcceptGroupInvitationRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Opening(request.Secret).Text("shown_as", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Group.Parser) is { } before)
        {
            return await GroupView.Load(transaction, before.GroupId, caller, clock.Now());
        }

        var group = await GroupRow.Lock(transaction, (await GroupInvitationRow.LoadBySecret(transaction, request.Secret)).GroupId);
        // As it is now that nobody else is at it.
        var invitation = await GroupInvitationRow.LoadBySecret(transaction, request.Secret);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        var member = Decide(group, members, invitation, request, caller, clock.Now());
        await (member with { MemberId = Guid.CreateVersion7().ToString() }).Add(transaction);
        await (invitation with { State = StateText.Of(GroupInvitationState.Accepted) }).Change(transaction);
        await GroupNews.Say(transaction, group.GroupId);
        await transaction.Remember(caller, request, new Group { GroupId = group.GroupId });
        var answer = await GroupView.Load(transaction, group.GroupId, caller, clock.Now());
        await transaction.Commit();
        return answer;
    }

    /// <summary>The new member, but for their number. Pure.</summary>
    /// <exception cref="Refusal">It was used or is over, they are in it already, or it is closed or full.</exception>
    internal static GroupMemberRow Decide(
        GroupRow group, IReadOnlyList<GroupMemberRow> members, GroupInvitationRow invitation, AcceptGroupInvitationRequest request,
        Caller caller, DateTimeOffset now)
    {
        invitation.MustBeOpen(now);
        group.MustBeOpen();
        return GroupMemberRow.OfOrNull(members, caller.Subject) is not null ? throw new Refusal(PeopleReasons.GroupJoined)
            : members.Count >= GroupMemberRow.Most ? throw new Refusal(PeopleReasons.GroupFull, [("most", GroupMemberRow.Most)])
            : new GroupMemberRow
            {
                GroupId = group.GroupId, Subject = caller.Subject, ShownAs = request.ShownAs, ShowName = request.ShowName, JoinedAt = now,
            };
    }
}
