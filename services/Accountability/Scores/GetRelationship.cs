using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Scores;

internal sealed class GetRelationship(Database database)
{
    public async Task<Relationship> Handle(GetRelationshipRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        return await Relationships.Load(session, request.RoundId);
    }
}
