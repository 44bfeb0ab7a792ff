using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>One line for each method, to the operation that does it.</summary>
internal sealed partial class GrantsGrpc(Database database, TimeProvider clock, BankVault vault, CouncilSettings council) : V1.GrantsService.GrantsServiceBase
{
    public override Task<Fund> CreateFund(CreateFundRequest request, ServerCallContext context) =>
        new CreateFund(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Fund> GetFund(GetFundRequest request, ServerCallContext context) =>
        new ReadFunds(database).Get(request, context.CancellationToken);

    public override Task<ListFundsResponse> ListFunds(ListFundsRequest request, ServerCallContext context) =>
        new ReadFunds(database).List(request, context.CancellationToken);

    public override Task<Fund> RecordIncome(RecordIncomeRequest request, ServerCallContext context) =>
        new RecordIncome(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Release> ProposeRelease(ProposeReleaseRequest request, ServerCallContext context) =>
        new ProposeRelease(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Release> ApproveRelease(ApproveReleaseRequest request, ServerCallContext context) =>
        new ApproveRelease(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Release> DeclineRelease(DeclineReleaseRequest request, ServerCallContext context) =>
        new DeclineRelease(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Release> GetRelease(GetReleaseRequest request, ServerCallContext context) =>
        new ReadReleases(database).Get(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListReleasesResponse> ListReleases(ListReleasesRequest request, ServerCallContext context) =>
        new ReadReleases(database).List(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RoundMoney> GetRoundMoney(GetRoundMoneyRequest request, ServerCallContext context) =>
        new GetRoundMoney(database).Handle(request, context.CancellationToken);

    public override Task<ListTransfersResponse> ListTransfers(ListTransfersRequest request, ServerCallContext context) =>
        new ListTransfers(database).Handle(request, context.CancellationToken);

    public override Task<Award> GetAward(GetAwardRequest request, ServerCallContext context) =>
        new ReadAwards(database).Get(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListAwardsResponse> ListAwards(ListAwardsRequest request, ServerCallContext context) =>
        new ReadAwards(database).List(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListAwardsResponse> ListMyAwards(ListMyAwardsRequest request, ServerCallContext context) =>
        new ReadAwards(database).ListMine(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Award> AcceptAward(AcceptAwardRequest request, ServerCallContext context) =>
        new AcceptAward(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Award> DeclineAward(DeclineAwardRequest request, ServerCallContext context) =>
        new DeclineAward(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> InstructPayment(InstructPaymentRequest request, ServerCallContext context) =>
        new InstructPayment(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> ApprovePayment(ApprovePaymentRequest request, ServerCallContext context) =>
        new ApprovePayment(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> CancelPayment(CancelPaymentRequest request, ServerCallContext context) =>
        new CancelPayment(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> ConfirmPayment(ConfirmPaymentRequest request, ServerCallContext context) =>
        new ConfirmPayment(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> GetPayment(GetPaymentRequest request, ServerCallContext context) =>
        new ReadPayments(database).Get(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListPaymentsResponse> ListPayments(ListPaymentsRequest request, ServerCallContext context) =>
        new ReadPayments(database).List(request, Guard.CallerOf(context), context.CancellationToken);
}
