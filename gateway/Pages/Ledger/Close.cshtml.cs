using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>The close of one day.</summary>
[OpenTo(Role.Anyone)]
public sealed class CloseModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    public LedgerClose Close { get; private set; } = new();

    public static string KindName(string kind) => kind switch
    {
        "FUNDER" => Words.Closes.KindFUNDER,
        "FUND" => Words.Closes.KindFUND,
        "POT" => Words.Closes.KindPOT,
        "HELD" => Words.Closes.KindHELD,
        _ => Words.Closes.KindPAID,
    };

    public async Task OnGet(string date, CancellationToken cancellation) =>
        Close = await grants.GetCloseAsync(new GetCloseRequest { CloseDate = date }, cancellationToken: cancellation);
}
