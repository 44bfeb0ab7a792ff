using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Groups;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to what groups do with ideas.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<ListProposalsResponse> ListGroupProposals(ListGroupProposalsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListGroupProposals>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
