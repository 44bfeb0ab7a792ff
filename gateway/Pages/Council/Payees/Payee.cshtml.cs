using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Payees;

/// <summary>Who gets the money of one grant: finance asks the bank, confirms changes, opens the details; an officer plans parts.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class PayeeModel(GrantsService.GrantsServiceClient grants, CouncilDays days) : PageModel
{
    /// <summary>As many parts as the form has room for.</summary>
    public const int PartsInForm = 4;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public int DetailsVersion { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public string? Result { get; set; }

    [BindProperty]
    public string? Channel { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public List<string?> Amounts { get; set; } = [];

    [BindProperty]
    public List<string?> Days { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public Payee Payee { get; private set; } = new();

    /// <summary>In clear; only in the answer to somebody who has just opened them.</summary>
    public BankDetails? Opened { get; private set; }

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public bool CanCheck => IsFinance && Payee.Step is PayeeStep.Check or PayeeStep.Correct;

    public bool CanConfirm => IsFinance && Payee.Step == PayeeStep.ConfirmChange;

    public bool CanPlan => IsOfficer && Payee.Parts.Count == 0;

    public Task OnGet(string award, CancellationToken cancellation) => Load(award, cancellation);

    public async Task<IActionResult> OnPostOpen(string award, CancellationToken cancellation)
    {
        if (!IsFinance)
        {
            return Forbid();
        }

        await this.GoesThrough(async () => Opened = await grants.GetBankDetailsAsync(
            new GetBankDetailsRequest { AwardId = award, Why = Why?.Trim() ?? "" }, cancellationToken: cancellation));

        Response.Headers.CacheControl = "no-store";
        await Load(award, cancellation);
        return Page();
    }

    public Task<IActionResult> OnPostCheck(string award, CancellationToken cancellation) =>
        Change(award, IsFinance, () => grants.RecordPayeeCheckAsync(
        new RecordPayeeCheckRequest
        {
            RequestId = RequestId.ToString(),
            AwardId = award,
            DetailsVersion = DetailsVersion,
            Result = Choice.Of<PayeeCheckResult>(Result),
            Note = TypedText.Lines(Note).Trim(),
        },
        cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostConfirm(string award, CancellationToken cancellation) =>
        Change(award, IsFinance, () => grants.ConfirmChangeAsync(
        new ConfirmChangeRequest
        {
            RequestId = RequestId.ToString(),
            AwardId = award,
            DetailsVersion = DetailsVersion,
            Channel = Choice.Of<Channel>(Channel),
            Note = TypedText.Lines(Note).Trim(),
        },
        cancellationToken: cancellation), cancellation);

    public async Task<IActionResult> OnPostPlan(string award, CancellationToken cancellation)
    {
        await Load(award, cancellation);
        var request = new PlanPaymentsRequest { RequestId = RequestId.ToString(), AwardId = award };
        for (var part = 0; part < Math.Min(Amounts.Count, PartsInForm); part++)
        {
            var (amount, day) = (Amounts[part], part < Days.Count ? Days[part] : null);
            if (string.IsNullOrWhiteSpace(amount) && string.IsNullOrWhiteSpace(day))
            {
                continue;
            }

            if (ModelState.ReadAmount($"Amounts[{part}]", amount, Payee.Amount.Currency) is not { } money)
            {
                return Page();
            }

            if (days.Read(day) is not { } due)
            {
                ModelState.AddModelError($"Amounts[{part}]", Words.Payees.PlanWrong);
                return Page();
            }

            request.Parts.Add(new PaymentPart { Amount = money, DueOn = CouncilDays.Field(due) });
        }

        return await Change(award, IsOfficer, () => grants.PlanPaymentsAsync(request, cancellationToken: cancellation), cancellation);
    }

    private async Task<IActionResult> Change(string award, bool mayTry, Func<AsyncUnaryCall<Payee>> call, CancellationToken cancellation) =>
        mayTry ? await this.Send(call(), CouncilLinks.Payee(award) + "?done=true", () => Load(award, cancellation)) : Forbid();

    private async Task Load(string award, CancellationToken cancellation) =>
        Payee = await grants.GetPayeeAsync(new GetPayeeRequest { AwardId = award }, cancellationToken: cancellation);
}
