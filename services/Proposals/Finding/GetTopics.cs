using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Finding;

/// <summary>Shows what the ideas of a round are about.</summary>
internal sealed class GetTopics(Database database)
{
    public async Task<RoundTopics> Handle(GetTopicsRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        return TopicRow.ToMessage(await TopicRow.Load(session, round.RoundId));
    }
}
