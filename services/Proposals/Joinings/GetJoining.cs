using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Joinings;

/// <summary>Shows a suggestion to its two sides.</summary>
internal sealed class GetJoining(Database database)
{
    public async Task<Joining> Handle(GetJoiningRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("joining_id", request.JoiningId).Check();
        await using var session = await database.Read(cancellation);
        return await JoiningView.Load(session, request.JoiningId, caller);
    }
}
