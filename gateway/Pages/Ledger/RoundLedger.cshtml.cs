using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Voting.Files;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>Every movement of a round with the daily closes, for whoever adds it up again.</summary>
[OpenTo(Role.Anyone)]
public sealed class RoundLedgerModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    /// <summary>A whole ledger of millions of movements takes a while.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        using var call = grants.ExportLedger(
            new ExportLedgerRequest { RoundId = id }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        return await PublicFile.PassOn(
            Response, call.ResponseStream, piece => piece.Content, "application/jsonl; charset=utf-8", [id], "-ledger.jsonl", cancellation);
    }
}
