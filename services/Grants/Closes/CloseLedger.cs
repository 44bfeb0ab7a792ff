using System.Globalization;
using Microsoft.Extensions.Logging;
using Participatory.Grants.Awards;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Transfers;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Closes;

/// <summary>
/// Closes the days of the ledger, one after the other, each a little after midnight UTC. A day on which nothing moved is
/// closed, too, so that nobody can wonder where it is. What does not add up is published with the close and logged; it
/// keeps no close from being made.
/// </summary>
internal sealed class CloseLedger(Database database, TimeProvider clock, ILogger<CloseLedger> log)
{
    /// <summary>How long after midnight: no transfer of a day takes so long to be committed.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private const string DateFormat = "yyyy-MM-dd";
    private const int AtOnce = 1000;

    private static readonly Sql SelectLast = new("SELECT " + CloseRow.Columns + " FROM ledger_close ORDER BY close_date DESC {limit @one}");

    private static readonly Sql SelectFirstTransfer = new("SELECT transferred_at FROM transfer ORDER BY sequence {limit @one}");

    private static readonly Sql LockTransfers = new("SELECT " + TransferRow.Columns + """
         FROM transfer {lock} WHERE sequence > @after ORDER BY sequence {limit @count}
        """);

    private static readonly Sql SelectHead = new("""
        SELECT book, transfers, head FROM close_book WHERE book = @book ORDER BY close_date DESC {limit @one}
        """);

    private static readonly Sql InsertClose = new("INSERT INTO ledger_close (" + CloseRow.Columns + """
        )
        VALUES (@CloseDate, @FromSequence, @ToSequence, @Transfers, @Differences, @PreviousHash, @CloseHash, @ClosedAt)
        """);

    private static readonly Sql InsertBook = new("""
        INSERT INTO close_book (close_date, book, transfers, head) VALUES (@closeDate, @Book, @Transfers, @Head)
        """);

    private static readonly Sql InsertTotal = new("""
        INSERT INTO close_total (close_date, currency, kind, debits, credits) VALUES (@closeDate, @Currency, @Kind, @Debits, @Credits)
        """);

    // Every transfer there is is added up; nobody waits for it.
    private static readonly TimeSpan AddingUp = TimeSpan.FromMinutes(30);

    /// <summary>Closes every day that is over and not closed.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        int? differences = null;
        while (await Due(cancellation) is { } day)
        {
            // Adding up the whole ledger takes a while, so it happens before the lock, and once for all days that are due.
            differences ??= await CountDifferences(cancellation);
            await Close(day, differences.Value, cancellation);
        }
    }

    private async Task<DateOnly?> Due(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var day = await session.One<CloseRow>(SelectLast, new { one = 1 }) is { } last
            ? DateOf(last).AddDays(1)
            : await session.One<DateTimeOffset?>(SelectFirstTransfer, new { one = 1 }) is { } first
                ? DateOnly.FromDateTime(first.UtcDateTime) : DateOnly.MaxValue;
        return day < DateOnly.FromDateTime((clock.GetUtcNow() - Rest).UtcDateTime) ? day : null;
    }

    private async Task<int> CountDifferences(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation, AddingUp);
        var differences = await Ledger.LoadDifferences(session);
        if (differences.Count > 0)
        {
            log.LogError("The ledger does not add up: {Count} accounts or promises are not what their transfers say, the first is {First}",
                differences.Count, differences[0].AccountId);
        }

        return differences.Count;
    }

    private async Task Close(DateOnly day, int differences, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        await transaction.Hold("close");
        var last = await transaction.One<CloseRow>(SelectLast, new { one = 1 });
        if (last is not null && DateOf(last) >= day)
        {
            // Another process was quicker.
            return;
        }

        var running = new RunningClose(last is null ? [] : await last.LoadTotals(transaction));
        var from = last?.ToSequence ?? 0;
        var to = await TakeDay(transaction, running, from, new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));
        var books = running.Books;
        var totals = running.Totals;
        var date = day.ToString(DateFormat, CultureInfo.InvariantCulture);
        var previous = last?.CloseHash ?? Chain.Start;
        await transaction.Execute(InsertClose, new CloseRow
        {
            CloseDate = date,
            FromSequence = from,
            ToSequence = to,
            Transfers = books.Sum(book => book.Transfers),
            Differences = differences,
            PreviousHash = previous,
            CloseHash = Chain.OfClose(date, previous, differences, books, totals),
            ClosedAt = clock.GetUtcNow(),
        });
        foreach (var book in books)
        {
            await transaction.Execute(InsertBook, new { closeDate = date, book.Book, book.Transfers, book.Head });
        }

        foreach (var total in totals)
        {
            await transaction.Execute(InsertTotal, new { closeDate = date, total.Currency, total.Kind, total.Debits, total.Credits });
        }

        await transaction.Commit();
    }

    /// <summary>
    /// Takes the transfers after one, up to the last before <paramref name="end"/> in unbroken order; answers which that is.
    /// </summary>
    private static async Task<long> TakeDay(Transaction transaction, RunningClose running, long after, DateTimeOffset end)
    {
        while (true)
        {
            var page = await transaction.Many<TransferRow>(LockTransfers, new { after, count = AtOnce });
            var ofDay = page.TakeWhile(transfer => transfer.TransferredAt < end).ToList();
            foreach (var book in ofDay.Select(transfer => transfer.RoundId ?? "").Distinct(StringComparer.Ordinal)
                .Where(book => !running.Knows(book)).ToList())
            {
                running.Continue(book, (await transaction.One<BookRow>(SelectHead, new { book, one = 1 }))?.Head ?? Chain.Start);
            }

            foreach (var transfer in ofDay)
            {
                running.Take(transfer);
                after = transfer.Sequence;
            }

            if (ofDay.Count < AtOnce)
            {
                return after;
            }
        }
    }

    private static DateOnly DateOf(CloseRow close) => DateOnly.ParseExact(close.CloseDate, DateFormat, CultureInfo.InvariantCulture);
}
