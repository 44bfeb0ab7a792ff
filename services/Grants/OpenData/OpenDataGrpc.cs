using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>The methods about open data.</summary>
internal sealed partial class GrantsGrpc
{
    public override Task ExportGrants(ExportGrantsRequest request, IServerStreamWriter<ExportGrantsResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<ExportGrants>().Handle(request, responseStream, context.CancellationToken);

    public override Task<GrantsStatus> GetGrantsStatus(GetGrantsStatusRequest request, ServerCallContext context) =>
        services.GetRequiredService<ExportGrants>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
