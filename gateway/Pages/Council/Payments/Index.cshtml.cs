using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Council.Payments;

/// <summary>What is to be paid, by whose turn it is: asked for by an officer, agreed to by finance, confirmed by the bank.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants, Words.Say say) : PageModel
{
    /// <summary>As many as are shown of each kind; those that come after move up.</summary>
    public const int Shown = 200;

    private const int PaidShown = 30;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The grant to ask payment for.</summary>
    [BindProperty]
    public string? AwardId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Accepted, and nobody has asked for the payment yet.</summary>
    public IReadOnlyList<Award> ToInstruct { get; private set; } = [];

    public IReadOnlyList<Payment> ToApprove { get; private set; } = [];

    public IReadOnlyList<Payment> ToConfirm { get; private set; } = [];

    public IReadOnlyList<Payment> Paid { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    private Dictionary<string, Payee> payees = [];

    /// <summary>What the group or its host has to say before a payment can be asked for; null where that is known.</summary>
    public string? WaitsFor(Award award) => payees.GetValueOrDefault(award.AwardId) is { } payee
        ? payee.Step switch
        {
            PayeeStep.ChooseHolder => Words.Payees.WaitHolder,
            PayeeStep.ConfirmHosting => say.Fill(Words.Payees.WaitHost, payee.HostName),
            _ => Words.Payees.WaitBank,
        }
        : null;

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!IsOfficer)
        {
            return Forbid();
        }

        return await this.Send(
            grants.InstructPaymentAsync(
                new InstructPaymentRequest { RequestId = RequestId.ToString(), AwardId = AwardId ?? "" }, cancellationToken: cancellation),
            payment => CouncilLinks.Payment(payment.PaymentId) + "?done=true", () => Load(cancellation));
    }

    private async Task Load(CancellationToken cancellation)
    {
        var awards = grants.ListAwardsAsync(
            new ListAwardsRequest { States = { AwardState.Accepted }, PageSize = Shown }, cancellationToken: cancellation);
        var underWay = grants.ListPaymentsAsync(
            new ListPaymentsRequest { States = { PaymentState.Instructed, PaymentState.Approved }, PageSize = Shown },
                cancellationToken: cancellation);
        var paid = grants.ListPaymentsAsync(
            new ListPaymentsRequest { States = { PaymentState.Confirmed }, PageSize = PaidShown, PageToken = From ?? "" },
                cancellationToken: cancellation);
        var waiting = grants.ListPayeesAsync(
            new ListPayeesRequest
            {
                Steps = { PayeeStep.ChooseHolder, PayeeStep.ConfirmHosting, PayeeStep.GiveBankDetails },
                PageSize = Shown
            }, cancellationToken: cancellation);
        var payments = (await underWay).Payments;
        payees = (await waiting).Payees.ToDictionary(payee => payee.AwardId, StringComparer.Ordinal);
        var asked = payments.Select(payment => payment.AwardId).ToHashSet(StringComparer.Ordinal);
        ToInstruct = [.. (await awards).Awards.Where(award => !asked.Contains(award.AwardId))];
        ToApprove = [.. payments.Where(payment => payment.State == PaymentState.Instructed)];
        ToConfirm = [.. payments.Where(payment => payment.State == PaymentState.Approved)];
        var answer = await paid;
        Paid = answer.Payments;
        NextPage = answer.NextPageToken;
    }
}
