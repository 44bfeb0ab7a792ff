using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>The methods about open data.</summary>
internal sealed partial class GrantsGrpc
{
    public override Task ExportGrants(ExportGrantsRequest request, IServerStreamWriter<ExportGrantsResponse> responseStream, ServerCallContext context) =>
        new ExportGrants(database, clock, council.Publisher).Handle(request, responseStream, context.CancellationToken);

    public override Task<GrantsStatus> GetGrantsStatus(GetGrantsStatusRequest request, ServerCallContext context) =>
        new ExportGrants(database, clock, council.Publisher).Status(request, Guard.CallerOf(context), context.CancellationToken);
}
