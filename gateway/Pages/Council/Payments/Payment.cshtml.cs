using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Payments;

/// <summary>One payment: agree to it, stop it, or say that the bank has made it.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class PaymentModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? BankReference { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public Payment Payment { get; private set; } = new();

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public bool CanApprove => IsFinance && Payment is { State: PaymentState.Instructed, Mine: false };

    public bool CanConfirm => IsFinance && Payment.State == PaymentState.Approved;

    public bool CanCancel => Payment.State is PaymentState.Instructed or PaymentState.Approved;

    public string DoneWords => Payment.State switch
    {
        PaymentState.Instructed => Words.Payments.InstructedDone,
        PaymentState.Approved => Words.Payments.ApprovedDone,
        PaymentState.Confirmed => Words.Payments.ConfirmedDone,
        _ => Words.Payments.CancelledDone,
    };

    public static string StateName(PaymentState state) => state switch
    {
        PaymentState.Approved => Words.Payments.StateApproved,
        PaymentState.Confirmed => Words.Payments.StateConfirmed,
        PaymentState.Cancelled => Words.Payments.StateCancelled,
        _ => Words.Payments.StateInstructed,
    };

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public Task<IActionResult> OnPostApprove(string id, CancellationToken cancellation) => Decide(id, IsFinance, () =>
        grants.ApprovePaymentAsync(
            new ApprovePaymentRequest { RequestId = RequestId.ToString(), PaymentId = id }, cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostCancel(string id, CancellationToken cancellation) => Decide(id, mayTry: true, () =>
        grants.CancelPaymentAsync(
            new CancelPaymentRequest { RequestId = RequestId.ToString(), PaymentId = id, Reason = TypedText.Lines(Reason) },
            cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostConfirm(string id, CancellationToken cancellation) => Decide(id, IsFinance, () =>
        grants.ConfirmPaymentAsync(
            new ConfirmPaymentRequest { RequestId = RequestId.ToString(), PaymentId = id, BankReference = BankReference?.Trim() ?? "" },
            cancellationToken: cancellation), cancellation);

    private async Task<IActionResult> Decide(string id, bool mayTry, Func<AsyncUnaryCall<Payment>> call, CancellationToken cancellation) =>
        mayTry ? await this.Send(call(), CouncilLinks.Payment(id) + "?done=true", () => Load(id, cancellation)) : Forbid();

    private async Task Load(string id, CancellationToken cancellation) =>
        Payment = await grants.GetPaymentAsync(new GetPaymentRequest { PaymentId = id }, cancellationToken: cancellation);
}
