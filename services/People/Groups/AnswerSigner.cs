using Participatory.People.Following;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>A member says whether they will say yes to money for the group, or that they do so no longer.</summary>
internal sealed class AnswerSigner(Database database, Happenings happenings, TimeProvider clock)
{
    public async Task<GroupMember> Handle(AnswerSignerRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).Check();
        await using var transaction = await database.Begin(cancellation);
        var again = await transaction.Replay(caller, request, GroupMember.Parser) is not null;
        var group = await GroupRow.Lock(transaction, request.GroupId);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        var before = GroupMemberRow.Of(members, caller);
        if (again)
        {
            return before.ToMessage(caller);
        }

        var changed = Decide(group, members, request.Yes, caller);
        if (changed is not null)
        {
            await changed.Change(transaction);
            // Whoever waited for the others has them all now.
            if (CloseGroup.IsOver(changed.Among(members)))
            {
                await CloseGroup.Close(transaction, group, happenings, clock.Now(), caller.Subject);
            }

            await GroupNews.Say(transaction, group.GroupId);
        }

        await transaction.Remember(caller, request, new GroupMember { MemberId = before.MemberId });
        await transaction.Commit();
        return (changed ?? before).ToMessage(caller);
    }

    /// <summary>
    /// The caller as they become; null where they are so already. Where nobody is left who could ask, because the last one was forgotten,
    /// a member needs not be asked. Pure.
    /// </summary>
    /// <exception cref="Refusal">They are no member or nobody asked them, it is closed, or nobody else would be left.</exception>
    internal static GroupMemberRow? Decide(GroupRow group, IReadOnlyList<GroupMemberRow> members, bool yes, Caller caller)
    {
        var member = GroupMemberRow.Of(members, caller);
        group.MustBeOpen();
        return (yes, member.StateNow) switch
        {
            (true, GroupMemberState.Signer) or (false, GroupMemberState.Member) => null,
            (true, GroupMemberState.Member) when members.Any(other => other.IsSigner) =>
                throw new Refusal(PeopleReasons.GroupSignerNotAsked),
            (true, _) => member.AsSigner(members),
            (false, GroupMemberState.Signer) when members.Count(other => other.IsSigner) == 1 =>
                throw new Refusal(PeopleReasons.GroupLastSigner),
            _ => member.AsMember(),
        };
    }
}
