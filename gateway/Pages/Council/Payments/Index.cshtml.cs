using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Payments;

/// <summary>
/// What is to be paid, by whose turn it is: requested by an officer, approved by finance, confirmed by the bank. As many as are ticked are
/// requested or approved at once.
/// </summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants, Say say) : PageModel
{
    /// <summary>As many as are shown of each kind; those that come after move up.</summary>
    public const int Shown = 200;

    private const int PaidShown = 30;

    private const string RequestForm = "Request";

    private const string ApproveForm = "Approve";

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The grants to request, or the payments to approve.</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <summary>In which list every box begins ticked.</summary>
    [BindProperty(SupportsGet = true)]
    public string? All { get; set; }

    /// <summary>How many have just been requested, or approved.</summary>
    [BindProperty(SupportsGet = true)]
    public int Requested { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Approved { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Accepted, and nothing is on its way.</summary>
    public PayList ToInstruct { get; private set; } = new(RequestForm, []);

    public PayList ToApprove { get; private set; } = new(ApproveForm, []);

    /// <summary>Approved, and in no payment run yet.</summary>
    public PayList ToRun { get; private set; } = new("", []);

    /// <summary>Approved, and the council buys what is needed.</summary>
    public PayList ToBuy { get; private set; } = new("", []);

    /// <summary>At the bank with a payment run.</summary>
    public PayList ToConfirm { get; private set; } = new("", []);

    public PayList Paid { get; private set; } = new("", []);

    public string NextPage { get; private set; } = "";

    /// <summary>Of some list of what is to be done there is more than is shown.</summary>
    public bool IsMore { get; private set; }

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public string DoneWords => Requested > 0 ? say.Count(Words.Payments.RequestedMany, Requested)
        : Approved > 0 ? say.Count(Words.Payments.ApprovedMany, Approved) : "";

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public Task<IActionResult> OnPostRequest(CancellationToken cancellation) => ForEach(
        IsOfficer,
        async awardId => (await grants.GetAwardAsync(new GetAwardRequest { AwardId = awardId }, cancellationToken: cancellation)).Title,
        async (request, awardId) => await grants.InstructPaymentAsync(
            new InstructPaymentRequest { RequestId = request, AwardId = awardId }, cancellationToken: cancellation),
        through => Requested = through,
        cancellation);

    public Task<IActionResult> OnPostApprove(CancellationToken cancellation) => ForEach(
        IsFinance,
        async id => (await grants.GetPaymentAsync(new GetPaymentRequest { PaymentId = id }, cancellationToken: cancellation)).Title,
        async (request, paymentId) => await grants.ApprovePaymentAsync(
            new ApprovePaymentRequest { RequestId = request, PaymentId = paymentId }, cancellationToken: cancellation),
        through => Approved = through,
        cancellation);

    private async Task<IActionResult> ForEach(
        bool mayTry, Func<string, Task<string>> titleOf, Func<string, string, Task> send, Action<int> through,
        CancellationToken cancellation)
    {
        if (!mayTry)
        {
            return Forbid();
        }

        if (Chosen.Count == 0)
        {
            ModelState.AddModelError("", Words.Payments.TickOne);
        }
        else
        {
            through(await this.SendEach(RequestId, Chosen.Take(Shown), titleOf, send));
        }

        if (ModelState.IsValid)
        {
            return Redirect(FormattableString.Invariant($"{CouncilLinks.Payments}?requested={Requested}&approved={Approved}"));
        }

        await Load(cancellation);
        return Page();
    }

    private async Task Load(CancellationToken cancellation)
    {
        var toRequest = grants.ListPayeesAsync(
            new ListPayeesRequest { ToRequest = true, PageSize = Shown }, cancellationToken: cancellation);
        var unready = grants.ListPayeesAsync(
            new ListPayeesRequest
            {
                Steps =
                {
                    PayeeStep.ChooseHolder, PayeeStep.ConfirmHosting, PayeeStep.GiveBankDetails, PayeeStep.ConfirmChange,
                    PayeeStep.Check, PayeeStep.Correct, PayeeStep.Agree,
                },
                PageSize = Shown,
            }, cancellationToken: cancellation);
        var instructed = Payments(PaymentState.Instructed, Shown, "");
        var approved = Payments(PaymentState.Approved, Shown, "");
        var paid = Payments(PaymentState.Confirmed, PaidShown, From ?? "");

        var steps = (await unready).Payees.ToDictionary(payee => payee.AwardId, payee => payee.Step, StringComparer.Ordinal);
        ToInstruct = new PayList(
            RequestForm, [.. (await toRequest).Payees.Select(payee => PayLine.Of(payee, IsOfficer, say))], IsOfficer, Ticked(RequestForm),
            Words.Payments.RequestTicked);
        ToApprove = new PayList(
            ApproveForm, Lines((await instructed).Payments), IsFinance, Ticked(ApproveForm), Words.Payments.ApproveTicked);
        var agreed = (await approved).Payments;
        ToBuy = new PayList("", Lines(agreed.Where(payment => payment.Holder == Holder.CouncilBuys)));
        ToRun = new PayList("", Lines(agreed.Where(payment => payment.Holder != Holder.CouncilBuys && payment.RunId.Length == 0)));
        ToConfirm = new PayList("", Lines(agreed.Where(payment => payment.Holder != Holder.CouncilBuys && payment.RunId.Length > 0)));
        IsMore = ((string[])[(await toRequest).NextPageToken, (await instructed).NextPageToken, (await approved).NextPageToken])
            .Any(token => token.Length > 0);
        var answer = await paid;
        Paid = new PayList("", Lines(answer.Payments));
        NextPage = answer.NextPageToken;

        IReadOnlyList<PayLine> Lines(IEnumerable<Payment> found) => [.. found.Select(
            payment => PayLine.Of(payment, steps.GetValueOrDefault(payment.AwardId), IsFinance, say))];

        async Task<ListPaymentsResponse> Payments(PaymentState state, int shown, string from) => await grants.ListPaymentsAsync(
            new ListPaymentsRequest { States = { state }, PageSize = shown, PageToken = from }, cancellationToken: cancellation);
    }

    private bool Ticked(string list) => string.Equals(All, list, StringComparison.OrdinalIgnoreCase);
}
