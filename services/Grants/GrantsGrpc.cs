using Google.Protobuf;
using Grpc.Core;
using Participatory.Grants.Awards;
using Participatory.Grants.Clawbacks;
using Participatory.Grants.Closes;
using Participatory.Grants.Funds;
using Participatory.Grants.Groups;
using Participatory.Grants.OpenData;
using Participatory.Grants.Payees;
using Participatory.Grants.Payments;
using Participatory.Grants.Payments.Payers;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Releases;
using Participatory.Grants.Rules;
using Participatory.Grants.Samples;
using Participatory.Grants.Settlements;
using Participatory.Grants.SignOffs;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>One line for each method, to the operation that does it.</summary>
internal sealed class GrantsGrpc(IServiceProvider services) : V1.GrantsService.GrantsServiceBase
{
    public override Task<Fund> CreateFund(CreateFundRequest request, ServerCallContext context) =>
        services.GetRequiredService<CreateFund>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Fund> GetFund(GetFundRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadFunds>().Handle(request, context.CancellationToken);

    public override Task<ListFundsResponse> ListFunds(ListFundsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadFunds>().Handle(request, context.CancellationToken);

    public override Task<Fund> RecordIncome(RecordIncomeRequest request, ServerCallContext context) =>
        services.GetRequiredService<RecordIncome>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListIncomeResponse> ListIncome(ListIncomeRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListIncome>().Handle(request, context.CancellationToken);

    public override Task<Fund> CorrectIncome(CorrectIncomeRequest request, ServerCallContext context) =>
        services.GetRequiredService<CorrectIncome>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FundShares> GetFundShares(GetFundSharesRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetFundShares>().Handle(request, context.CancellationToken);

    public override Task<EvidenceChoice> ChooseEvidence(ChooseEvidenceRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChooseEvidence>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<EvidenceHistory> GetEvidenceHistory(GetEvidenceHistoryRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChooseEvidence>().Handle(request, context.CancellationToken);

    public override Task<Release> ProposeRelease(ProposeReleaseRequest request, ServerCallContext context) =>
        services.GetRequiredService<ProposeRelease>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Release> ApproveRelease(ApproveReleaseRequest request, ServerCallContext context) =>
        services.GetRequiredService<ApproveRelease>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Release> DeclineRelease(DeclineReleaseRequest request, ServerCallContext context) =>
        services.GetRequiredService<DeclineRelease>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Release> GetRelease(GetReleaseRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadReleases>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListReleasesResponse> ListReleases(ListReleasesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadReleases>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MoneyRules> GetMoneyRules(GetMoneyRulesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadMoneyRules>().Handle(request, context.CancellationToken);

    public override Task<MoneyRules> PublishMoneyRules(PublishMoneyRulesRequest request, ServerCallContext context) =>
        services.GetRequiredService<PublishMoneyRules>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MoneyRules> MarkIdea(MarkIdeaRequest request, ServerCallContext context) =>
        services.GetRequiredService<MarkIdea>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Clawback> ProposeClawback(ProposeClawbackRequest request, ServerCallContext context) =>
        services.GetRequiredService<ProposeClawback>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Clawback> ApproveClawback(ApproveClawbackRequest request, ServerCallContext context) =>
        services.GetRequiredService<ApproveClawback>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Clawback> DeclineClawback(DeclineClawbackRequest request, ServerCallContext context) =>
        services.GetRequiredService<DeclineClawback>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Clawback> GetClawback(GetClawbackRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadClawbacks>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListClawbacksResponse> ListClawbacks(ListClawbacksRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadClawbacks>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RoundMoney> RecordReturn(RecordReturnRequest request, ServerCallContext context) =>
        services.GetRequiredService<RecordReturn>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Settlement> SettleRound(SettleRoundRequest request, ServerCallContext context) =>
        services.GetRequiredService<SettleRound>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Sample> GetSample(GetSampleRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadSample>().Handle(request, context.CancellationToken);

    public override Task<RoundMoney> GetRoundMoney(GetRoundMoneyRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetRoundMoney>().Handle(request, context.CancellationToken);

    public override Task<ListTransfersResponse> ListTransfers(ListTransfersRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListTransfers>().Handle(request, context.CancellationToken);

    public override Task<LedgerClose> GetClose(GetCloseRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadCloses>().Handle(request, context.CancellationToken);

    public override Task<OpenDay> GetOpenDay(GetOpenDayRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadOpenDay>().Handle(request, context.CancellationToken);

    public override Task<ListClosesResponse> ListCloses(ListClosesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadCloses>().Handle(request, context.CancellationToken);

    public override Task ExportLedger(
        ExportLedgerRequest request, IServerStreamWriter<ExportLedgerResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<ExportLedger>().Handle(
            request,
            piece => responseStream.WriteAsync(
                new ExportLedgerResponse { Content = ByteString.CopyFrom(piece.Span) }, context.CancellationToken),
            context.CancellationToken);

    public override Task<Award> GetAward(GetAwardRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadAwards>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListAwardsResponse> ListAwards(ListAwardsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadAwards>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListAwardsResponse> ListMyAwards(ListMyAwardsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadAwards>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Award> AcceptAward(AcceptAwardRequest request, ServerCallContext context) =>
        services.GetRequiredService<AcceptAward>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Award> DeclineAward(DeclineAwardRequest request, ServerCallContext context) =>
        services.GetRequiredService<DeclineAward>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Award> WithdrawAward(WithdrawAwardRequest request, ServerCallContext context) =>
        services.GetRequiredService<WithdrawAward>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> InstructPayment(InstructPaymentRequest request, ServerCallContext context) =>
        services.GetRequiredService<InstructPayment>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> ApprovePayment(ApprovePaymentRequest request, ServerCallContext context) =>
        services.GetRequiredService<ApprovePayment>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> CancelPayment(CancelPaymentRequest request, ServerCallContext context) =>
        services.GetRequiredService<CancelPayment>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> ConfirmPayment(ConfirmPaymentRequest request, ServerCallContext context) =>
        services.GetRequiredService<ConfirmPayment>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payment> GetPayment(GetPaymentRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadPayments>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListPaymentsResponse> ListPayments(ListPaymentsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadPayments>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> PlanPayments(PlanPaymentsRequest request, ServerCallContext context) =>
        services.GetRequiredService<PlanPayments>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> ChooseHolder(ChooseHolderRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChooseHolder>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> ConfirmHosting(ConfirmHostingRequest request, ServerCallContext context) =>
        services.GetRequiredService<ConfirmHosting>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> GiveBankDetails(GiveBankDetailsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GiveBankDetails>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> GetPayee(GetPayeeRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadPayees>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListPayeesResponse> ListPayees(ListPayeesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadPayees>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListMyHostingsResponse> ListMyHostings(ListMyHostingsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadPayees>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<BankDetails> GetBankDetails(GetBankDetailsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetBankDetails>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> RecordPayeeCheck(RecordPayeeCheckRequest request, ServerCallContext context) =>
        services.GetRequiredService<RecordPayeeCheck>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> ConfirmChange(ConfirmChangeRequest request, ServerCallContext context) =>
        services.GetRequiredService<ConfirmChange>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<V1.Payers> GetPayer(GetPayerRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetPayer>().Handle(Guard.CallerOf(context), context.CancellationToken);

    public override Task<V1.Payers> AskForPayer(AskForPayerRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskForPayer>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<V1.Payers> AgreeToPayer(AgreeToPayerRequest request, ServerCallContext context) =>
        services.GetRequiredService<AgreeToPayer>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

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

    public override Task<Authority> StateAuthority(StateAuthorityRequest request, ServerCallContext context) =>
        services.GetRequiredService<StateAuthority>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<SignOff> GetSignOff(GetSignOffRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetSignOff>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task ExportGrants(
        ExportGrantsRequest request, IServerStreamWriter<ExportGrantsResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<ExportGrants>().Handle(request, responseStream, context.CancellationToken);

    public override Task<MoveAwardToGroupResponse> MoveAwardToGroup(MoveAwardToGroupRequest request, ServerCallContext context) =>
        services.GetRequiredService<MoveAwardToGroup>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<AnswerAwardMoveResponse> AnswerAwardMove(AnswerAwardMoveRequest request, ServerCallContext context) =>
        services.GetRequiredService<AnswerAwardMove>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListMyAwardMovesResponse> ListMyAwardMoves(ListMyAwardMovesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListMyAwardMoves>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> ConfirmBankDetails(ConfirmBankDetailsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ConfirmBankDetails>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GrantsStatus> GetGrantsStatus(GetGrantsStatusRequest request, ServerCallContext context) =>
        services.GetRequiredService<ExportGrants>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
