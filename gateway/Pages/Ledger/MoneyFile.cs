using System.Globalization;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Platform.Tables;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>Every movement of a round's money as CSV (RFC 4180, UTF-8), one page of the ledger after the other.</summary>
[OpenTo(Role.Anyone)]
internal static class MoneyFile
{
    private const int OnePage = 1000;
    private static readonly string[] Headings =
        ["transfer_id", "time", "kind", "from_account", "to_account", "amount", "currency", "reference", "budget_code"];

    public static async Task<IResult> Get(
        string id, GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals,
        HttpContext context, CancellationToken cancellation)
    {
        var round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        // Only with the first page is it sure that there is something to send.
        var page = await Load(grants, round.RoundId, "", cancellation);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{round.RoundId}-money.csv\"";
        await using var csv = Csv.Write(context.Response.Body);
        await csv.Cells(Headings).EndRecordAsync(cancellation);
        while (true)
        {
            foreach (var transfer in page.Transfers)
            {
                await csv.Cells(Cells(transfer)).EndRecordAsync(cancellation);
            }

            if (page.NextPageToken.Length == 0)
            {
                return Results.Empty;
            }

            page = await Load(grants, round.RoundId, page.NextPageToken, cancellation);
        }
    }

    private static async Task<ListTransfersResponse> Load(
        GrantsService.GrantsServiceClient grants, string roundId, string token, CancellationToken cancellation) =>
        await grants.ListTransfersAsync(
        new ListTransfersRequest { RoundId = roundId, PageSize = OnePage, PageToken = token }, cancellationToken: cancellation);

    private static IEnumerable<string> Cells(Transfer transfer) =>
    [
        transfer.TransferId,
        Say.Machine(transfer.Time),
        transfer.Code,
        transfer.DebitAccount,
        transfer.CreditAccount,
        Amount(transfer),
        transfer.Amount.Currency,
        transfer.Reference,
        transfer.BudgetCode,
    ];

    // In whole units with a point, as spreadsheets read it everywhere.
    private static string Amount(Transfer transfer)
    {
        var digits = Amounts.Digits(transfer.Amount.Currency);
        return transfer.Amount.InUnits().ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
