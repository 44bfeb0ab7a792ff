using Participatory.People.Notices;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.People.Groups;

/// <summary>
/// An officer of its area hides a group's words, shows them, or keeps them hidden at a second look. Nothing of them changes.
/// </summary>
internal sealed class JudgeGroup(Database database, TimeProvider clock)
{
    public async Task<Group> Handle(JudgeGroupRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId)
            .Id("picture_id", request.PictureId, required: false)
            .Judged(request.Judgement, request.Reason).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Group.Parser) is { } before)
        {
            return await GroupView.Load(transaction, before.GroupId, caller, clock.Now());
        }

        var group = await (await GroupRow.Lock(transaction, request.GroupId)).LoadOfficers(transaction, caller, clock.Now());
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        Check(group, await GroupPictureRow.LoadOrNull(transaction, group.GroupId), members, request, caller);
        var hiding = await group.LockHiding(transaction);
        var now = clock.Now();
        if (Decide(group, members, hiding, request, caller, now) is { } next)
        {
            await next.Write(transaction);
            if (next.StateNow == HidingState.Hidden)
            {
                await group.HideEarlier(transaction);
            }

            await GroupNews.Say(transaction, group.GroupId);
            await Tell(transaction, group, members, next, now);
        }

        await Flags.Settle(transaction, hiding);
        await transaction.Remember(caller, request, new Group { GroupId = group.GroupId });
        var answer = await GroupView.Load(transaction, group.GroupId, caller, clock.Now());
        await transaction.Commit();
        return answer;
    }

    /// <summary>It is of the officer's area and not their own, and as they read it. Pure.</summary>
    /// <exception cref="Refusal">It is not.</exception>
    internal static void Check(
        GroupRow group, GroupPictureRow? picture, IReadOnlyList<GroupMemberRow> members, JudgeGroupRequest request, Caller caller)
    {
        MustBeForThem(group, members, caller);
        if (request.Version > 0 && (request.Version != group.Version || request.PictureId != (picture?.PictureId ?? "")))
        {
            throw new Refusal(PeopleReasons.GroupChangedMeanwhile, field: "version");
        }
    }

    /// <summary>How it stands with the words from now on; null where it stays. Pure.</summary>
    /// <exception cref="Refusal">It is of another area, their own or names them, or there is nothing to decide.</exception>
    internal static HidingRow? Decide(
        GroupRow group, IReadOnlyList<GroupMemberRow> members, HidingRow hiding, JudgeGroupRequest request, Caller caller,
        DateTimeOffset now)
    {
        MustBeForThem(group, members, caller);
        return Judging.Decide(hiding, request.Judgement, request.Reason, caller, group.WordsWith(members), now);
    }

    private static void MustBeForThem(GroupRow group, IReadOnlyList<GroupMemberRow> members, Caller caller)
    {
        group.MustBeLookedAfterBy(caller);
        if (GroupMemberRow.OfOrNull(members, caller.Subject) is not null)
        {
            throw new Refusal(ModerationReasons.OwnWords);
        }
    }

    /// <summary>Every member hears what became of the group's words, as whoever proposed an idea does.</summary>
    private static async Task Tell(
        Transaction transaction, GroupRow group, IEnumerable<GroupMemberRow> members, HidingRow next, DateTimeOffset now)
    {
        if (TellPeople.ReasonOf(next.State) is not { } reason)
        {
            return;
        }

        var details = new NoticeDetails(group.Name, Who: next.DecidedAs, Hidden: next.Reason, Group: group.GroupId);
        foreach (var member in members)
        {
            await new NewNotice(member.Subject, reason, details).Note(transaction, now);
        }
    }
}
