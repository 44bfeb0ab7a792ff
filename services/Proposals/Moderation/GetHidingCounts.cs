using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>How often words and photos of ideas were flagged, hidden and shown again, and why: for everybody.</summary>
internal sealed class GetHidingCounts(Database database)
{
    public async Task<GetHidingCountsResponse> Handle(GetHidingCountsRequest request, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return new GetHidingCountsResponse { Counts = { await Flags.LoadCounts(session) } };
    }
}
