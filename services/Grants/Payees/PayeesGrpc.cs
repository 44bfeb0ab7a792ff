using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>The methods about payees.</summary>
internal sealed partial class GrantsGrpc
{
    public override Task<Payee> PlanPayments(PlanPaymentsRequest request, ServerCallContext context) =>
        new PlanPayments(database, vault).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> ChooseHolder(ChooseHolderRequest request, ServerCallContext context) =>
        new ChooseHolder(database, clock, vault).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> ConfirmHosting(ConfirmHostingRequest request, ServerCallContext context) =>
        new ConfirmHosting(database, clock, vault).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> GiveBankDetails(GiveBankDetailsRequest request, ServerCallContext context) =>
        new GiveBankDetails(database, clock, vault).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> GetPayee(GetPayeeRequest request, ServerCallContext context) =>
        new ReadPayees(database, vault).Get(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListPayeesResponse> ListPayees(ListPayeesRequest request, ServerCallContext context) =>
        new ReadPayees(database, vault).List(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListMyHostingsResponse> ListMyHostings(ListMyHostingsRequest request, ServerCallContext context) =>
        new ReadPayees(database, vault).ListHosted(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<BankDetails> GetBankDetails(GetBankDetailsRequest request, ServerCallContext context) =>
        new GetBankDetails(database, clock, vault).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> RecordPayeeCheck(RecordPayeeCheckRequest request, ServerCallContext context) =>
        new RecordPayeeCheck(database, clock, vault).Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Payee> ConfirmChange(ConfirmChangeRequest request, ServerCallContext context) =>
        new ConfirmChange(database, clock, vault).Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
