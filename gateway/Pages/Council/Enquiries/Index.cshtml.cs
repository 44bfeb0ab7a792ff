using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Enquiries;

/// <summary>Questions about ideas that wait for an answer of the council.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public ListEnquiriesForCouncilResponse Found { get; private set; } = new();

    public async Task OnGet(CancellationToken cancellation) => Found = await proposals.ListEnquiriesForCouncilAsync(
        new ListEnquiriesForCouncilRequest { PageToken = From ?? "" }, cancellationToken: cancellation);
}
