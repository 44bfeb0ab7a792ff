using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>Where an officer ends a round in which nobody will vote.</summary>
[OpenTo(Role.Officer)]
public sealed class EndModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Round Round { get; private set; } = new();

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        // Somebody has ended it or published its ballot paper meanwhile.
        return Round.Phase < Phase.Balloting ? Page() : Redirect(CouncilLinks.Round(id));
    }

    public Task<IActionResult> OnPost(string id, CancellationToken cancellation) => this.Send(
        proposals.EndRoundAsync(
            new EndRoundRequest { RequestId = RequestId.ToString(), RoundId = id, Reason = TypedText.Lines(Reason) },
            cancellationToken: cancellation),
        CouncilLinks.Round(id), () => Load(id, cancellation));

    private async Task Load(string id, CancellationToken cancellation) =>
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
}
