using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.My.Grants;

/// <summary>Says no to a grant. A reason is welcome and never asked for.</summary>
[OpenTo(Role.Person)]
public sealed class NoModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Award Award { get; private set; } = new();

    public async Task<IActionResult> OnGet(string award, CancellationToken cancellation) => await Show(award, cancellation);

    public async Task<IActionResult> OnPost(string award, CancellationToken cancellation)
    {
        return await this.Send(
            grants.DeclineAwardAsync(
                new DeclineAwardRequest
                {
                    RequestId = RequestId.ToString(), AwardId = award, Reason = TypedText.Lines(Reason)
                },
                cancellationToken: cancellation),
            Links.MyGrant(award), () => Show(award, cancellation));
    }

    private async Task<IActionResult> Show(string award, CancellationToken cancellation)
    {
        Award = await grants.GetAwardAsync(new GetAwardRequest { AwardId = award }, cancellationToken: cancellation);
        return Award.Mine ? Page() : Forbid();
    }
}
