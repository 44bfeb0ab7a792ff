using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>Every movement of a round's money as CSV (RFC 4180, UTF-8), one page of the ledger after the other.</summary>
[OpenTo(Role.Anyone)]
public sealed class TransfersModel(GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 1000;
    private const string Header = "transfer_id,time,kind,from_account,to_account,amount,currency,reference,budget_code\r\n";

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        var round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var token = "";
        var first = true;
        do
        {
            var page = await grants.ListTransfersAsync(
                new ListTransfersRequest { RoundId = round.RoundId, PageSize = OnePage, PageToken = token }, cancellationToken: cancellation);
            if (first)
            {
                // Only now is it sure that there is something to send.
                Response.ContentType = "text/csv; charset=utf-8";
                Response.Headers.ContentDisposition = $"attachment; filename=\"{round.RoundId}-money.csv\"";
                await Write(Header, cancellation);
                first = false;
            }

            await Write(string.Concat(page.Transfers.Select(Line)), cancellation);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return new EmptyResult();
    }

    private static string Line(Transfer transfer) => string.Join(
        ',',
        Field(transfer.TransferId),
        Say.Machine(transfer.Time),
        Field(transfer.Code),
        Field(transfer.DebitAccount),
        Field(transfer.CreditAccount),
        Amount(transfer),
        Field(transfer.Amount.Currency),
        Field(transfer.Reference),
        Field(transfer.BudgetCode)) + "\r\n";

    // In whole units with a point, as spreadsheets read it everywhere.
    private static string Amount(Transfer transfer)
    {
        var digits = Amounts.Digits(transfer.Amount.Currency);
        return transfer.Amount.InUnits().ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Field(string text)
    {
        // A spreadsheet would run what begins like a formula.
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private ValueTask<System.IO.Pipelines.FlushResult> Write(string text, CancellationToken cancellation) =>
        Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
}
