using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>Shows one round.</summary>
internal sealed class GetRound(Database database)
{
    public async Task<Round> Handle(GetRoundRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        return await RoundView.Load(session, request.RoundId);
    }
}
