using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Following;

/// <summary>Somebody follows a thing no more, or nothing at all. A message that is made and not sent leaves it out.</summary>
internal sealed class StopFollowing(Database database)
{
    public async Task<StopFollowingResponse> Handle(StopFollowingRequest request, Caller caller, CancellationToken cancellation)
    {
        var fields = new Fields().RequestId(request.RequestId);
        (request.All ? fields.Require(request.Thing is null, "thing", PeopleReasons.FollowedWrong) : fields.Thing(request.Thing)).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StopFollowingResponse.Parser) is { } before)
        {
            return before;
        }

        if (request.All)
        {
            await FollowingRow.StopAll(transaction, caller.Subject);
        }
        else
        {
            await FollowingRow.Hold(transaction, caller.Subject);
            var mine = await FollowingRow.LoadAll(transaction, caller.Subject);
            if (Decide(mine, request.Thing) is { } followed)
            {
                await followed.Delete(transaction);
            }
        }

        var answer = new StopFollowingResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What they follow no more; null where they did not follow it. Pure.</summary>
    internal static FollowingRow? Decide(IReadOnlyList<FollowingRow> mine, FollowedThing? thing) =>
        thing is null ? null : mine.FirstOrDefault(one => one.IsOf(thing));
}
