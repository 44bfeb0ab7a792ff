using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>Words and photos that an officer has to look at.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private const int PartsAtOnce = 100;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>A decision has just been saved.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public ListFlaggedResponse Found { get; private set; } = new();

    /// <summary>Of stories; as many as there are at once.</summary>
    public ListFlaggedPartsResponse Parts { get; private set; } = new();

    public async Task OnGet(CancellationToken cancellation)
    {
        var parts = accountability.ListFlaggedPartsAsync(
            new ListFlaggedPartsRequest { PageSize = PartsAtOnce }, cancellationToken: cancellation);
        Found = await proposals.ListFlaggedAsync(new ListFlaggedRequest { PageToken = From ?? "" }, cancellationToken: cancellation);
        Parts = await parts;
    }
}
