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
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>As <see cref="From"/>, of parts of stories. Whoever goes on in one of the two lists sees that one alone.</summary>
    [BindProperty(SupportsGet = true)]
    public string? FromPart { get; set; }

    /// <summary>A decision has just been saved.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public ListFlaggedResponse Found { get; private set; } = new();

    /// <summary>Of stories.</summary>
    public ListFlaggedPartsResponse Parts { get; private set; } = new();

    public async Task OnGet(CancellationToken cancellation)
    {
        var (ofIdeas, ofParts) = (From ?? "", FromPart ?? "");
        var parts = ofIdeas.Length > 0 ? null : accountability.ListFlaggedPartsAsync(
            new ListFlaggedPartsRequest { PageToken = ofParts }, cancellationToken: cancellation);
        if (ofParts.Length == 0)
        {
            Found = await proposals.ListFlaggedAsync(new ListFlaggedRequest { PageToken = ofIdeas }, cancellationToken: cancellation);
        }

        if (parts is not null)
        {
            Parts = await parts;
        }
    }
}
