using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>The daily closes of the ledger, newest first.</summary>
[OpenTo(Role.Anyone)]
public sealed class ClosesModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    private const int OnePage = 60;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<LedgerClose> Closes { get; private set; } = [];

    /// <summary>What no close covers yet.</summary>
    public OpenDay Open { get; private set; } = new();

    public string NextPage { get; private set; } = "";

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await grants.ListClosesAsync(
            new ListClosesRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Open = await grants.GetOpenDayAsync(new GetOpenDayRequest(), cancellationToken: cancellation);
        Closes = answer.Closes;
        NextPage = answer.NextPageToken;
    }
}
