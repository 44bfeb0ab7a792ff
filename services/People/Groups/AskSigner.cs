using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>
/// Somebody who may say yes to money for a group asks another member to do so, too. Nothing comes of it before they say yes.
/// </summary>
internal sealed class AskSigner(Database database)
{
    public async Task<GroupMember> Handle(AskSignerRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).Id("member_id", request.MemberId).Check();
        await using var transaction = await database.Begin(cancellation);
        var again = await transaction.Replay(caller, request, GroupMember.Parser) is not null;
        var group = await GroupRow.Lock(transaction, request.GroupId);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        if (again)
        {
            GroupMemberRow.Of(members, caller);
            return Named(members, request.MemberId).ToMessage(caller);
        }

        var asked = Decide(group, members, request, caller);
        await asked.Change(transaction);
        await transaction.Remember(caller, request, new GroupMember { MemberId = asked.MemberId });
        await transaction.Commit();
        return asked.ToMessage(caller);
    }

    /// <summary>The member as they become. Pure.</summary>
    /// <exception cref="Refusal">The caller may not, it is closed, or as many may, or are asked, as can be.</exception>
    internal static GroupMemberRow Decide(
        GroupRow group, IReadOnlyList<GroupMemberRow> members, AskSignerRequest request, Caller caller)
    {
        var by = GroupMemberRow.Of(members, caller);
        group.MustBeOpen();
        var asked = by.IsSigner ? Named(members, request.MemberId) : throw new Refusal(PeopleReasons.GroupSignersOnly);
        return asked.StateNow != GroupMemberState.Member ? throw new Refusal(PeopleReasons.GroupSignerAsked, field: "member_id")
            : members.Count(member => member.StateNow != GroupMemberState.Member) >= GroupMemberRow.MostSigners
                ? throw new Refusal(PeopleReasons.GroupSignersFull, [("most", GroupMemberRow.MostSigners)])
            : asked with { State = StateText.Of(GroupMemberState.Asked) };
    }

    private static GroupMemberRow Named(IEnumerable<GroupMemberRow> members, string memberId) =>
        members.FirstOrDefault(member => member.MemberId == memberId)
            ?? throw new Refusal(PeopleReasons.GroupMemberNotFound, field: "member_id");
}
