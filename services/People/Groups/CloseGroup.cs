using Participatory.People.Following;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Somebody who may say yes to money says that the group may be closed. Once all of them have, it is.</summary>
internal sealed class CloseGroup(Database database, Happenings happenings, TimeProvider clock)
{
    public async Task<Group> Handle(CloseGroupRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Group.Parser) is { } before)
        {
            return await GroupView.Load(transaction, before.GroupId, caller, clock.Now());
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        var (member, closes) = Decide(group, members, request.Yes, caller);
        await member.Change(transaction);
        if (closes)
        {
            await Close(transaction, group, happenings, clock.Now(), caller.Subject);
            await GroupNews.Say(transaction, group.GroupId);
        }

        await transaction.Remember(caller, request, new Group { GroupId = group.GroupId });
        var answer = await GroupView.Load(transaction, group.GroupId, caller, clock.Now());
        await transaction.Commit();
        return answer;
    }

    /// <summary>Whoever may still say yes to money agrees, or nobody is left. Pure.</summary>
    internal static bool IsOver(IReadOnlyList<GroupMemberRow> members) => members.Count == 0
        || (members.Any(member => member.IsSigner) && members.All(member => !member.IsSigner || member.WantsClose));

    /// <summary>Closes it, and says so to those who follow it.</summary>
    /// <param name="notTo">With whom it was closed.</param>
    internal static async Task Close(
        Transaction transaction, GroupRow group, Happenings happenings, DateTimeOffset now, string notTo)
    {
        await group.Close(transaction, now);
        await happenings.Note(
            transaction, new HappeningRow { Reason = HappeningReason.GroupClosed, ThingId = group.GroupId, HappenedAt = now }, notTo);
    }

    /// <summary>The caller as they become, and whether the group is closed with it. Pure.</summary>
    /// <exception cref="Refusal">The caller may not say so, or it is closed.</exception>
    internal static (GroupMemberRow Member, bool Closes) Decide(
        GroupRow group, IReadOnlyList<GroupMemberRow> members, bool yes, Caller caller)
    {
        var member = GroupMemberRow.Of(members, caller);
        group.MustBeOpen();
        if (!member.IsSigner)
        {
            throw new Refusal(PeopleReasons.GroupSignersOnly);
        }

        var changed = member with { WantsClose = yes };
        return (changed, IsOver(changed.Among(members)));
    }
}
