using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>The methods about payees.</summary>
internal sealed partial class GrantsGrpc
{
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
}
