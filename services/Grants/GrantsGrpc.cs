using Google.Protobuf;
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

    public override Task<ListIncomeResponse> ListIncome(ListIncomeRequest request, ServerCallContext context) =>
        new ListIncome(database).Handle(request, context.CancellationToken);

    public override Task<Fund> CorrectIncome(CorrectIncomeRequest request, ServerCallContext context) =>
        new CorrectIncome(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FundShares> GetFundShares(GetFundSharesRequest request, ServerCallContext context) =>
        new GetFundShares(database).Handle(request, context.CancellationToken);

    public override Task<EvidenceChoice> ChooseEvidence(ChooseEvidenceRequest request, ServerCallContext context) =>
        new ChooseEvidence(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<EvidenceHistory> GetEvidenceHistory(GetEvidenceHistoryRequest request, ServerCallContext context) =>
        new ChooseEvidence(database, clock).List(request, context.CancellationToken);

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

    public override Task<MoneyRules> GetMoneyRules(GetMoneyRulesRequest request, ServerCallContext context) =>
        new ReadMoneyRules(database, clock).Handle(request, context.CancellationToken);

    public override Task<MoneyRules> PublishMoneyRules(PublishMoneyRulesRequest request, ServerCallContext context) =>
        new PublishMoneyRules(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MoneyRules> MarkIdea(MarkIdeaRequest request, ServerCallContext context) =>
        new MarkIdea(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Clawback> ProposeClawback(ProposeClawbackRequest request, ServerCallContext context) =>
        new ProposeClawback(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Clawback> ApproveClawback(ApproveClawbackRequest request, ServerCallContext context) =>
        new ApproveClawback(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Clawback> DeclineClawback(DeclineClawbackRequest request, ServerCallContext context) =>
        new DeclineClawback(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Clawback> GetClawback(GetClawbackRequest request, ServerCallContext context) =>
        new ReadClawbacks(database).Get(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListClawbacksResponse> ListClawbacks(ListClawbacksRequest request, ServerCallContext context) =>
        new ReadClawbacks(database).List(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RoundMoney> RecordReturn(RecordReturnRequest request, ServerCallContext context) =>
        new RecordReturn(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Settlement> SettleRound(SettleRoundRequest request, ServerCallContext context) =>
        new SettleRound(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Sample> GetSample(GetSampleRequest request, ServerCallContext context) =>
        new ReadSample(database).Handle(request, context.CancellationToken);

    public override Task<RoundMoney> GetRoundMoney(GetRoundMoneyRequest request, ServerCallContext context) =>
        new GetRoundMoney(database).Handle(request, context.CancellationToken);

    public override Task<ListTransfersResponse> ListTransfers(ListTransfersRequest request, ServerCallContext context) =>
        new ListTransfers(database).Handle(request, context.CancellationToken);

    public override Task<LedgerClose> GetClose(GetCloseRequest request, ServerCallContext context) =>
        new ReadCloses(database).Get(request, context.CancellationToken);

    public override Task<ListClosesResponse> ListCloses(ListClosesRequest request, ServerCallContext context) =>
        new ReadCloses(database).List(request, context.CancellationToken);

    public override Task ExportLedger(ExportLedgerRequest request, IServerStreamWriter<ExportLedgerResponse> responseStream, ServerCallContext context) =>
        new ExportLedger(database).Handle(
            request,
            piece => responseStream.WriteAsync(new ExportLedgerResponse { Content = ByteString.CopyFrom(piece.Span) }, context.CancellationToken),
            context.CancellationToken);

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

    public override Task<Award> WithdrawAward(WithdrawAwardRequest request, ServerCallContext context) =>
        new WithdrawAward(database, clock).Handle(request, Guard.CallerOf(context), context.CancellationToken);

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
