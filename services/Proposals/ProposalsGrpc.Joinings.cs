using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Joinings;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to how two ideas become one, and two again.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<Joining> SuggestJoining(SuggestJoiningRequest request, ServerCallContext context) =>
        services.GetRequiredService<SuggestJoining>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Joining> HintAtJoining(HintAtJoiningRequest request, ServerCallContext context) =>
        services.GetRequiredService<HintAtJoining>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Joining> SuggestSplit(SuggestSplitRequest request, ServerCallContext context) =>
        services.GetRequiredService<SuggestSplit>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Joining> AcceptJoining(AcceptJoiningRequest request, ServerCallContext context) =>
        services.GetRequiredService<AcceptJoining>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Joining> RefuseJoining(RefuseJoiningRequest request, ServerCallContext context) =>
        services.GetRequiredService<RefuseJoining>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Joining> TakeJoiningBack(TakeJoiningBackRequest request, ServerCallContext context) =>
        services.GetRequiredService<TakeJoiningBack>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Joining> GetJoining(GetJoiningRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetJoining>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListJoiningsResponse> ListJoinings(ListJoiningsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListJoinings>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListJoiningsResponse> ListMyJoinings(ListMyJoiningsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListMyJoinings>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
