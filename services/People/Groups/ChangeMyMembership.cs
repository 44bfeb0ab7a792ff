using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>How a member is called in the group, and whether everybody may read it; also in one that is closed.</summary>
internal sealed class ChangeMyMembership(Database database)
{
    public async Task<GroupMember> Handle(ChangeMyMembershipRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).Text("shown_as", request).Check();
        await using var transaction = await database.Begin(cancellation);
        // The name is not kept a second time to repeat an answer.
        var again = await transaction.Replay(caller, request, GroupMember.Parser) is not null;
        var group = await GroupRow.Lock(transaction, request.GroupId);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        if (again)
        {
            return GroupMemberRow.Of(members, caller).ToMessage(caller);
        }

        var changed = Decide(members, request, caller);
        await changed.Change(transaction);
        await transaction.Remember(caller, request, new GroupMember { MemberId = changed.MemberId });
        await transaction.Commit();
        return changed.ToMessage(caller);
    }

    /// <summary>The caller as they are called from now on. Pure.</summary>
    /// <exception cref="Refusal">They are no member.</exception>
    internal static GroupMemberRow Decide(IReadOnlyList<GroupMemberRow> members, ChangeMyMembershipRequest request, Caller caller) =>
        GroupMemberRow.Of(members, caller) with { ShownAs = request.ShownAs, ShowName = request.ShowName };
}
