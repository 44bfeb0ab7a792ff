using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Priorities;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to priorities.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<ThemeChoice> OpenChoice(OpenChoiceRequest request, ServerCallContext context) =>
        services.GetRequiredService<OpenChoice>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetChoosableThemesResponse> GetChoosableThemes(GetChoosableThemesRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetChoosableThemes>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ThemeChoice> RecordDecision(RecordDecisionRequest request, ServerCallContext context) =>
        services.GetRequiredService<RecordDecision>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ChooseThemesResponse> ChooseThemes(ChooseThemesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChooseThemes>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListChoicesResponse> ListChoices(ListChoicesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListChoices>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
