using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Finding;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to finding ideas, and to what they are about.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<ListFoundProposalsResponse> ListFoundProposals(ListFoundProposalsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListFoundProposals>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListFoundEverywhereResponse> ListFoundEverywhere(ListFoundEverywhereRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListFoundEverywhere>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetSimilarProposalsResponse> GetSimilarProposals(GetSimilarProposalsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetSimilarProposals>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RoundTopics> NameTopics(NameTopicsRequest request, ServerCallContext context) =>
        services.GetRequiredService<NameTopics>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RoundTopics> GetTopics(GetTopicsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetTopics>().Handle(request, context.CancellationToken);
}
