using Grpc.Core;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.Council.Answers;

/// <summary>An officer makes a link for a funder, sees which there are, and ends one.</summary>
[OpenTo(Role.Officer)]
public sealed class FundersModel(AccountabilityService.AccountabilityServiceClient accountability, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Funder { get; set; }

    [BindProperty]
    public string? Link { get; set; }

    public string RoundId { get; private set; } = "";

    /// <summary>The link that was made just now; its secret is on no page after this one.</summary>
    public FunderLink? Made { get; private set; }

    public IReadOnlyList<FunderLink> Found { get; private set; } = [];

    public string AddressOf(FunderLink link) => $"{settings.Root(Request)}/funders/{Uri.EscapeDataString(link.Secret)}";

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPostMake(string id, CancellationToken cancellation)
    {
        if (await this.GoesThrough(async () => Made = await accountability.MakeFunderLinkAsync(
            new MakeFunderLinkRequest { RequestId = RequestId.ToString(), RoundId = id, Funder = Funder?.Trim() ?? "" },
                cancellationToken: cancellation)))
        {
            // The answer holds the secret, so no browser keeps it; sent again, the form gets the same.
            Response.Headers.CacheControl = "no-store";
            Funder = null;
            ModelState.Clear();
        }

        await Load(id, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostEnd(string id, CancellationToken cancellation)
    {
        await accountability.EndFunderLinkAsync(
            new EndFunderLinkRequest { RequestId = RequestId.ToString(), LinkId = Link ?? "" }, cancellationToken: cancellation);
        return Redirect(CouncilLinks.Funders(id));
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        RoundId = id;
        Found = (await accountability.ListFunderLinksAsync(
            new ListFunderLinksRequest { RoundId = id, PageSize = 100 }, cancellationToken: cancellation)).Links;
    }
}
