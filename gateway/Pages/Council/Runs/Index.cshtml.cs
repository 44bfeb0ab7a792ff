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

namespace Participatory.Gateway.Pages.Council.Runs;

/// <summary>The payment runs, and where finance makes the next one.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants, CouncilDays days, Say say) : PageModel
{
    private const int MostReady = 200;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? PayOn { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<PaymentRun> Runs { get; private set; } = [];

    /// <summary>What is approved and in no run, at most <see cref="MostReady"/>.</summary>
    public IReadOnlyList<Payment> Ready { get; private set; } = [];

    public string ReadyWords => say.Count(
        Words.Runs.ReadyToRun, Ready.Count, say.Money(Ready.Sum(payment => payment.Amount.AmountMinor), Ready[0].Amount.Currency));

    public string NextPage { get; private set; } = "";

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!IsFinance)
        {
            return Forbid();
        }

        var request = new MakeRunRequest
        {
            RequestId = RequestId.ToString(), PayOn = days.Read(PayOn) is { } day
            ? CouncilDays.Field(day) : PayOn ?? ""
        };
        return await this.Send(
            grants.MakeRunAsync(request, cancellationToken: cancellation),
            run => CouncilLinks.Run(run.RunId), () => Load(cancellation));
    }

    private async Task Load(CancellationToken cancellation)
    {
        var answer = await grants.ListRunsAsync(new ListRunsRequest { PageToken = From ?? "" }, cancellationToken: cancellation);
        Runs = answer.Runs;
        NextPage = answer.NextPageToken;
        if (IsFinance)
        {
            // Bank files are for pounds, and what the council buys is in none.
            var approved = await grants.ListPaymentsAsync(
                new ListPaymentsRequest { States = { PaymentState.Approved }, PageSize = MostReady }, cancellationToken: cancellation);
            Ready = [.. approved.Payments.Where(
                payment => payment is { RunId: "", Holder: not Holder.CouncilBuys, Amount.Currency: "GBP" })];
        }
    }
}
