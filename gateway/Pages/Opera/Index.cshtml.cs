using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Opera;

/// <summary>What groups of a round worked out together.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 50;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<OperaResult> Found { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var results = proposals.ListOperaResultsAsync(
            new ListOperaResultsRequest { RoundId = id, PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var found = await results;
        (Found, NextPage) = (found.Results, found.NextPageToken);
    }
}
