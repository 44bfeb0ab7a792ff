using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Voting.Files;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>Every movement of every round with the daily closes, for whoever adds it up again.</summary>
[OpenTo(Role.Anyone)]
public sealed class WholeLedgerModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        using var call = grants.ExportLedger(
            new ExportLedgerRequest(), deadline: DateTime.UtcNow + RoundLedgerModel.Patience, cancellationToken: cancellation);
        return await PublicFile.PassOn(
            Response, call.ResponseStream, piece => piece.Content, "application/jsonl; charset=utf-8", ["ledger"], ".jsonl", cancellation);
    }
}
