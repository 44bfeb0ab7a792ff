using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Transfers;

namespace Participatory.Grants.Closes;

/// <summary>
/// The file with which anybody recomputes the ledger: one JSON object a line, sent in pieces. README.md says what stands
/// in it.
/// </summary>
internal sealed class LedgerFile(Func<ReadOnlyMemory<byte>, Task> send)
{
    private const int PieceBytes = 64 * 1024;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly ArrayBufferWriter<byte> piece = new(PieceBytes * 2);

    public Task Begin(string roundId) => Line("ledger", json =>
    {
        json.WriteString("format", "participatory-ledger-1");
        json.WriteString("round", roundId);
    });

    public Task Transfer(TransferRow transfer) => Line("transfer", json =>
    {
        json.WriteString("id", transfer.TransferId);
        json.WriteString("debit", transfer.DebitAccount);
        json.WriteString("credit", transfer.CreditAccount);
        json.WriteNumber("amount_minor", transfer.AmountMinor);
        json.WriteString("currency", transfer.Currency);
        json.WriteString("code", transfer.Code);
        json.WriteString("reference", transfer.PublicReference);
        json.WriteString("budget_code", transfer.BudgetCode);
        json.WriteString("round", transfer.RoundId ?? "");
        json.WriteString("time", Chain.Time(transfer.TransferredAt));
        json.WriteString("corrects", transfer.Corrects ?? "");
        json.WriteString("resolves", transfer.Resolves ?? "");
    });

    public Task Close(CloseRow close, IEnumerable<BookRow> books, IEnumerable<TotalRow> totals) => Line("close", json =>
    {
        json.WriteString("date", close.CloseDate);
        json.WriteString("previous", close.PreviousHash);
        json.WriteNumber("differences", close.Differences);
        json.WriteStartArray("books");
        foreach (var book in books)
        {
            json.WriteStartObject();
            json.WriteString("book", book.Book);
            json.WriteNumber("transfers", book.Transfers);
            json.WriteString("head", book.Head);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("totals");
        foreach (var total in totals)
        {
            json.WriteStartObject();
            json.WriteString("currency", total.Currency);
            json.WriteString("kind", total.Kind);
            json.WriteNumber("debits", total.Debits);
            json.WriteNumber("credits", total.Credits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("hash", close.CloseHash);
    });

    /// <summary>What no close covers yet.</summary>
    public Task OpenDay(IReadOnlyList<BookRow> books) => Line("open", json =>
    {
        json.WriteNumber("transfers", books.Sum(book => book.Transfers));
        json.WriteString("hash", Chain.OfOpenDay(books));
    });

    public async Task End(long transfers, long closes)
    {
        await Line("end", json =>
        {
            json.WriteNumber("transfers", transfers);
            json.WriteNumber("closes", closes);
        });
        await Flush();
    }

    private async Task Line(string kind, Action<Utf8JsonWriter> fields)
    {
        using (var json = new Utf8JsonWriter(piece, Plain))
        {
            json.WriteStartObject();
            json.WriteStartObject(kind);
            fields(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        piece.Write("\n"u8);
        if (piece.WrittenCount >= PieceBytes)
        {
            await Flush();
        }
    }

    private async Task Flush()
    {
        await send(piece.WrittenMemory);
        piece.ResetWrittenCount();
    }
}
