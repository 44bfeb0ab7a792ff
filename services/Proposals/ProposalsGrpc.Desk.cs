using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.BallotPapers;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to what officers look at and write among themselves before the ballot paper is out.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<BallotPaperPreview> GetBallotPaperPreview(GetBallotPaperPreviewRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetBallotPaperPreview>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
