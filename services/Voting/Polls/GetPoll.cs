using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Log;
using Participatory.Voting.V1;

namespace Participatory.Voting.Polls;

/// <summary>One poll.</summary>
internal sealed class GetPoll(Database database, LogKey key)
{
    public async Task<Poll> Handle(GetPollRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Check();
        await using var session = await database.Read(cancellation);
        return (await StoredPoll.Load(session, await PollRow.Load(session, request.PollId))).ToMessage(key, caller);
    }
}
