using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>
/// Somebody, signed in or not, says that a group's words should not stand there. An officer looks; nothing is hidden by it.
/// </summary>
internal sealed class FlagGroup(Database database, TimeProvider clock)
{
    public async Task<FlagGroupResponse> Handle(FlagGroupRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId)
            .Because(request.Reason).Text("note", request, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        // Not even beside the answer stands who it was: it is found again by its id, which nobody else knows.
        if (await transaction.Replay(Caller.Nobody, request, FlagGroupResponse.Parser) is { } before)
        {
            return before;
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var hiding = await group.LockHiding(transaction);
        if (Decide(hiding))
        {
            await Flags.Keep(transaction, hiding, request.Reason, request.Note, clock.Now());
        }

        var answer = new FlagGroupResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Whether there is something to look at: what is hidden already needs no more flags. Pure.</summary>
    internal static bool Decide(HidingRow hiding) => !HidingRow.IsHidden(hiding.StateNow);
}
