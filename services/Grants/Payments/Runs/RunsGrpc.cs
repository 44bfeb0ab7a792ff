using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>The methods about payment runs.</summary>
internal sealed partial class GrantsGrpc
{
    public override Task<PaymentRun> MakeRun(MakeRunRequest request, ServerCallContext context) =>
        new MakeRun(database, clock, council).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaymentRun> GetRun(GetRunRequest request, ServerCallContext context) =>
        new ReadRuns(database).Get(request, context.CancellationToken);

    public override Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context) =>
        new ReadRuns(database).List(request, context.CancellationToken);

    public override Task<ExportRunResponse> ExportRun(ExportRunRequest request, ServerCallContext context) =>
        new ExportRun(database, clock, vault, council).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ImportConfirmationsResponse> ImportConfirmations(ImportConfirmationsRequest request, ServerCallContext context) =>
        new ImportConfirmations(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListDifferencesResponse> ListDifferences(ListDifferencesRequest request, ServerCallContext context) =>
        new Differences(database, clock).List(request, context.CancellationToken);

    public override Task<BankDifference> SettleDifference(SettleDifferenceRequest request, ServerCallContext context) =>
        new Differences(database, clock).Settle(request, Guard.CallerOf(context), context.CancellationToken);
}
