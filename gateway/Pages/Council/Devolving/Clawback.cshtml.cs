using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Devolving;

/// <summary>One clawback, and where a finance officer decides it.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class ClawbackModel(GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public Clawback Clawback { get; private set; } = new();

    public Round Round { get; private set; } = new();

    public Fund Fund { get; private set; } = new();

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public Task<IActionResult> OnPostApprove(string id, CancellationToken cancellation) => Decide(id, () =>
        grants.ApproveClawbackAsync(new ApproveClawbackRequest { RequestId = RequestId.ToString(), ClawbackId = id },
            cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostDecline(string id, CancellationToken cancellation) => Decide(id, () =>
        grants.DeclineClawbackAsync(
            new DeclineClawbackRequest
            {
                RequestId = RequestId.ToString(), ClawbackId = id, Reason = TypedText.Lines(Reason)
            },
            cancellationToken: cancellation), cancellation);

    private async Task<IActionResult> Decide(string id, Func<AsyncUnaryCall<Clawback>> call, CancellationToken cancellation) =>
        IsFinance ? await this.Send(call(), CouncilLinks.Clawback(id), () => Load(id, cancellation)) : Forbid();

    private async Task Load(string id, CancellationToken cancellation)
    {
        Clawback = await grants.GetClawbackAsync(new GetClawbackRequest { ClawbackId = id }, cancellationToken: cancellation);
        var fund = grants.GetFundAsync(new GetFundRequest { FundId = Clawback.FundId }, cancellationToken: cancellation);
        Round = await RoundOf.Money(proposals, Clawback.RoundId, cancellation);
        Fund = await fund;
    }
}
