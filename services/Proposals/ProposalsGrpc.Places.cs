using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Outlines;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to where ideas are: outlines of areas, and the map.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<OutlinesRead> ImportOutlines(
        IAsyncStreamReader<ImportOutlinesRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<ImportOutlines>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RoundMap> GetMap(GetMapRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetMap>().Handle(request, context.CancellationToken);
}
