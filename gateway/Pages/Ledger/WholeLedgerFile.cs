using Participatory.Access.V1;
using Participatory.Gateway.Pages.Voting.Files;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>Every movement of every round with the daily closes, for whoever adds it up again.</summary>
[OpenTo(Role.Anyone)]
internal static class WholeLedgerFile
{
    public static async Task<IResult> Get(GrantsService.GrantsServiceClient grants, HttpContext context, CancellationToken cancellation)
    {
        using var call = grants.ExportLedger(
            new ExportLedgerRequest(), deadline: DateTime.UtcNow + RoundLedgerFile.Patience, cancellationToken: cancellation);
        await PublicFile.PassOn(
            context.Response, call.ResponseStream, piece => piece.Content, "application/jsonl; charset=utf-8", ["ledger"], ".jsonl",
                cancellation);
        return Results.Empty;
    }
}
