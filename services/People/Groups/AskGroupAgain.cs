using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>A member asks that another officer looks at what is hidden.</summary>
internal sealed class AskGroupAgain(Database database, TimeProvider clock)
{
    public async Task<Group> Handle(AskGroupAgainRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Group.Parser) is { } before)
        {
            return await GroupView.Load(transaction, before.GroupId, caller, clock.Now());
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        if (Decide(members, await group.LockHiding(transaction), caller, clock.Now()) is { } next)
        {
            await next.Write(transaction);
        }

        await transaction.Remember(caller, request, new Group { GroupId = group.GroupId });
        var answer = await GroupView.Load(transaction, group.GroupId, caller, clock.Now());
        await transaction.Commit();
        return answer;
    }

    /// <summary>What comes of it: any member asks, once. Pure.</summary>
    /// <exception cref="Refusal">They are no member, or there is nothing to look at a second time.</exception>
    internal static HidingRow? Decide(IReadOnlyList<GroupMemberRow> members, HidingRow hiding, Caller caller, DateTimeOffset now)
    {
        GroupMemberRow.Of(members, caller);
        return Judging.Ask(hiding, now);
    }
}
