using System.Data.Common;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>A member makes a link with which one person can come in.</summary>
internal sealed class InviteToGroup(Database database, TimeProvider clock)
{
    public async Task<GroupInvitation> Handle(InviteToGroupRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).NewSecret(request.Secret).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, GroupInvitation.Parser) is { } before)
        {
            return before;
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        var now = clock.Now();
        var open = await GroupInvitationRow.LoadOpen(transaction, group.GroupId, now);
        var invitation = Decide(group, members, open.Count, request, caller, now) with { InvitationId = Guid.CreateVersion7().ToString() };
        try
        {
            await invitation.Add(transaction);
        }
        catch (DbException taken) when (Dialect.IsUniqueViolation(taken))
        {
            throw Refusal.At("secret", PeopleReasons.GroupSecretWrong);
        }

        var answer = invitation.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The invitation, but for its number. Pure.</summary>
    /// <param name="open">How many of the group's can be used.</param>
    /// <exception cref="Refusal">The caller is no member, the group is closed or full, or as many are open as may be.</exception>
    internal static GroupInvitationRow Decide(
        GroupRow group, IReadOnlyList<GroupMemberRow> members, int open, InviteToGroupRequest request, Caller caller, DateTimeOffset now)
    {
        GroupMemberRow.Of(members, caller);
        group.MustBeOpen();
        return members.Count >= GroupMemberRow.Most ? throw new Refusal(PeopleReasons.GroupFull, [("most", GroupMemberRow.Most)])
            : open >= GroupInvitationRow.Most
                ? throw new Refusal(PeopleReasons.GroupInvitationsTooMany, [("most", GroupInvitationRow.Most)])
            : new GroupInvitationRow
            {
                GroupId = group.GroupId, SecretHash = GroupSecret.HashOf(request.Secret), InvitedBy = caller.Subject, MadeAt = now,
                EndsAt = now + GroupInvitationRow.GoodFor,
            };
    }
}
