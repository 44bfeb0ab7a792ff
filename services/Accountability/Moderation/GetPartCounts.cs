using Participatory.Accountability.V1;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Moderation;

/// <summary>How often parts of stories were flagged, hidden and shown again, and why: for everybody.</summary>
internal sealed class GetPartCounts(Database database)
{
    public async Task<GetPartCountsResponse> Handle(GetPartCountsRequest request, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return new GetPartCountsResponse { Counts = { await Flags.LoadCounts(session) } };
    }
}
