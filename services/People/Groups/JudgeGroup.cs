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
            .Require(Enum.IsDefined(request.Judgement) && request.Judgement != HidingJudgement.Unspecified, "judgement",
                ModerationReasons.JudgementMissing)
            .Require(request.Judgement != HidingJudgement.Hide
                || (Enum.IsDefined(request.Reason) && request.Reason != HidingReason.Unspecified), "reason",
                ModerationReasons.HidingReasonMissing)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Group.Parser) is { } before)
        {
            return await GroupView.Load(transaction, before.GroupId, caller);
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var members = await GroupMemberRow.LoadAll(transaction, group.GroupId);
        var hiding = await group.LockHiding(transaction);
        var now = clock.Now();
        if (Decide(group, members, hiding, request, caller, now) is { } next)
        {
            await next.Write(transaction);
            await GroupNews.Say(transaction, group.GroupId);
            await Tell(transaction, group, members, next, now);
        }

        await Flags.Settle(transaction, hiding);
        await transaction.Remember(caller, request, new Group { GroupId = group.GroupId });
        var answer = await GroupView.Load(transaction, group.GroupId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>How it stands with the words from now on; null where it stays. Pure.</summary>
    /// <exception cref="Refusal">It is of another area, their own or names them, or there is nothing to decide.</exception>
    internal static HidingRow? Decide(
        GroupRow group, IReadOnlyList<GroupMemberRow> members, HidingRow hiding, JudgeGroupRequest request, Caller caller,
        DateTimeOffset now)
    {
        group.MustBeLookedAfterBy(caller);
        return GroupMemberRow.OfOrNull(members, caller.Subject) is not null ? throw new Refusal(ModerationReasons.OwnWords)
            : Judging.Decide(hiding, request.Judgement, request.Reason, caller, group.WordsWith(members), now);
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
