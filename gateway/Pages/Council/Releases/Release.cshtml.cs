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

namespace Participatory.Gateway.Pages.Council.Releases;

/// <summary>One proposal to let go of money, and the second person's yes or no.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class ReleaseModel(GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public Release Release { get; private set; } = new();

    public Fund Fund { get; private set; } = new();

    public Round Round { get; private set; } = new();

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public bool Undecided => Release.State == ReleaseState.Proposed;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public Task<IActionResult> OnPostApprove(string id, CancellationToken cancellation) => Decide(id, () =>
        grants.ApproveReleaseAsync(
            new ApproveReleaseRequest { RequestId = RequestId.ToString(), ReleaseId = id }, cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostDecline(string id, CancellationToken cancellation) => Decide(id, () =>
        grants.DeclineReleaseAsync(
            new DeclineReleaseRequest
            {
                RequestId = RequestId.ToString(), ReleaseId = id, Reason = TypedText.Lines(Reason)
            },
            cancellationToken: cancellation), cancellation);

    private async Task<IActionResult> Decide(string id, Func<AsyncUnaryCall<Release>> call, CancellationToken cancellation) =>
        IsFinance ? await this.Send(call(), CouncilLinks.Release(id), () => Load(id, cancellation)) : Forbid();

    private async Task Load(string id, CancellationToken cancellation)
    {
        Release = await grants.GetReleaseAsync(new GetReleaseRequest { ReleaseId = id }, cancellationToken: cancellation);
        var fund = grants.GetFundAsync(new GetFundRequest { FundId = Release.FundId }, cancellationToken: cancellation);
        Round = await RoundOf.Money(proposals, Release.RoundId, cancellation);
        Fund = await fund;
    }
}
