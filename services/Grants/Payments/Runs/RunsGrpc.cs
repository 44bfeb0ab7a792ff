using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>The methods about payment runs.</summary>
internal sealed partial class GrantsGrpc
{
    public override Task<PaymentRun> MakeRun(MakeRunRequest request, ServerCallContext context) =>
        services.GetRequiredService<MakeRun>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaymentRun> GetRun(GetRunRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadRuns>().Handle(request, context.CancellationToken);

    public override Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadRuns>().Handle(request, context.CancellationToken);

    public override Task<ExportRunResponse> ExportRun(ExportRunRequest request, ServerCallContext context) =>
        services.GetRequiredService<ExportRun>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ImportConfirmationsResponse> ImportConfirmations(ImportConfirmationsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ImportConfirmations>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListDifferencesResponse> ListDifferences(ListDifferencesRequest request, ServerCallContext context) =>
        services.GetRequiredService<Differences>().Handle(request, context.CancellationToken);

    public override Task<BankDifference> SettleDifference(SettleDifferenceRequest request, ServerCallContext context) =>
        services.GetRequiredService<Differences>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
