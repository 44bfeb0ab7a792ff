using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Photos;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to the order of photos.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<Proposal> PutProposalPhotoFirst(PutProposalPhotoFirstRequest request, ServerCallContext context) =>
        services.GetRequiredService<PutPhotoFirst>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
