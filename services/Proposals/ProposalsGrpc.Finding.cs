using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Finding;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to finding ideas, and to what they are about.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<FindProposalsResponse> FindProposals(FindProposalsRequest request, ServerCallContext context) =>
        services.GetRequiredService<FindProposals>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<SearchProposalsResponse> SearchProposals(SearchProposalsRequest request, ServerCallContext context) =>
        services.GetRequiredService<SearchProposals>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FindSimilarResponse> FindSimilar(FindSimilarRequest request, ServerCallContext context) =>
        services.GetRequiredService<FindSimilar>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListTopicsResponse> SetTopics(SetTopicsRequest request, ServerCallContext context) =>
        services.GetRequiredService<SetTopics>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListTopicsResponse> ListTopics(ListTopicsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListTopics>().Handle(request, context.CancellationToken);
}
