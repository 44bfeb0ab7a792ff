using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>Questions about ideas, and answers, that an officer has to look at.</summary>
[OpenTo(Role.Officer)]
public sealed class EnquiriesModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>A decision has just been saved.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public ListFlaggedEnquiriesResponse Found { get; private set; } = new();

    public async Task OnGet(CancellationToken cancellation) => Found = await proposals.ListFlaggedEnquiriesAsync(
        new ListFlaggedEnquiriesRequest { PageToken = From ?? "" }, cancellationToken: cancellation);
}
