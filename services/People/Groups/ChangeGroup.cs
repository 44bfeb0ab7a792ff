using System.Globalization;
using Participatory.People.Following;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.People.Groups;

/// <summary>
/// A member changes what the group is called and says of itself. What it was stays to be read; where it is hidden it stays hidden for good,
/// and what comes in its place waits for an officer.
/// </summary>
internal sealed class ChangeGroup(Database database, Happenings happenings, TimeProvider clock)
{
    public async Task<Group> Handle(ChangeGroupRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).Text("name", request)
            .Text("description", request, required: false).Code("area_code", request.AreaCode, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Group.Parser) is { } before)
        {
            return await GroupView.Load(transaction, before.GroupId, caller, clock.Now());
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var now = clock.Now();
        var changed = Decide(group, await GroupMemberRow.LoadAll(transaction, group.GroupId), request, caller, now);
        var hiding = await group.LockHiding(transaction);
        await changed.Change(transaction);
        if (DecideHiding(hiding, now) is { } waits)
        {
            await waits.Write(transaction);
        }

        await GroupNews.Say(transaction, group.GroupId);
        await happenings.Note(
            transaction,
            new HappeningRow
            {
                Reason = HappeningReason.GroupChanged, ThingId = group.GroupId, HappenedAt = now,
                Mark = changed.Version.ToString(CultureInfo.InvariantCulture),
            },
            caller.Subject);
        await transaction.Remember(caller, request, new Group { GroupId = group.GroupId });
        var answer = await GroupView.Load(transaction, group.GroupId, caller, clock.Now());
        await transaction.Commit();
        return answer;
    }

    /// <summary>The group with its new words. Pure.</summary>
    /// <exception cref="Refusal">The caller is no member, it is closed, somebody changed it meanwhile, or nothing would change.</exception>
    internal static GroupRow Decide(
        GroupRow group, IReadOnlyList<GroupMemberRow> members, ChangeGroupRequest request, Caller caller, DateTimeOffset now)
    {
        GroupMemberRow.Of(members, caller);
        group.MustBeOpen();
        if (request.Version != group.Version)
        {
            throw new Refusal(PeopleReasons.GroupChanged, field: "version");
        }

        return (request.Name, request.Description, request.AreaCode) == (group.Name, group.Description, group.AreaCode)
            ? throw new Refusal(PeopleReasons.GroupAsItWas)
            : group with
            {
                Version = group.Version + 1,
                HiddenThrough = group.IsHidden ? group.Version : group.HiddenThrough,
                Name = request.Name,
                Description = request.Description,
                AreaCode = request.AreaCode,
                ChangedAt = now,
            };
    }

    /// <summary>What comes in the place of hidden words waits; null where nothing is hidden, or it waits already. Pure.</summary>
    internal static HidingRow? DecideHiding(HidingRow hiding, DateTimeOffset now) =>
        HidingRow.IsHidden(hiding.StateNow) && hiding.StateNow != HidingState.Waiting ? Judging.Wait(hiding, now) : null;
}
