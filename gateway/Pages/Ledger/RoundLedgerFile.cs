using Participatory.Access.V1;
using Participatory.Gateway.Pages.Voting.Files;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>Every movement of a round with the daily closes, for whoever adds it up again.</summary>
[OpenTo(Role.Anyone)]
internal static class RoundLedgerFile
{
    /// <summary>A whole ledger of millions of movements takes a while.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IResult> Get(
        string id, GrantsService.GrantsServiceClient grants, HttpContext context, CancellationToken cancellation)
    {
        using var call = grants.ExportLedger(
            new ExportLedgerRequest { RoundId = id }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        await PublicFile.PassOn(
            context.Response, call.ResponseStream, piece => piece.Content, "application/jsonl; charset=utf-8", [id], "-ledger.jsonl",
                cancellation);
        return Results.Empty;
    }
}
