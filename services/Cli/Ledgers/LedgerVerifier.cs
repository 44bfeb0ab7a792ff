using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Participatory.Cli.Verify;

namespace Participatory.Cli.Ledgers;

/// <summary>
/// Reads a ledger file once, from its first line to its last, and stops at the first thing wrong. Written from
/// services/Grants/README.md alone.
/// </summary>
/// <param name="keptClose">The hash of a close that has to be there; null for none.</param>
/// <param name="shownOpen">The hash that the council shows for what no close covers yet; null where the reader does not know it.</param>
internal sealed class LedgerVerifier(string? keptClose, string? shownOpen = null)
{
    private static readonly string Start = new('0', 64);

    private readonly Dictionary<string, Book> books = new(StringComparer.Ordinal);

    // Half of a hash of each id: as certain as the ids themselves, and a third of their room.
    private readonly HashSet<UInt128> ids = [];
    private bool foundKept = keptClose is null;
    private string newestDate = "";

    /// <summary>The round of the file; empty for the whole ledger.</summary>
    public string Round { get; private set; } = "";

    public long Transfers { get; private set; }

    /// <summary>How many of the transfers a close covers.</summary>
    public long Closed { get; private set; }

    public long Closes { get; private set; }

    public (string Date, string Hash)? LastClose { get; private set; }

    /// <summary>How many transfers no close covers yet.</summary>
    public long Open => Transfers - Closed;

    /// <summary>The hash of these.</summary>
    public string OpenHash { get; private set; } = "";

    /// <summary>Every transfer is one that a close covers, or that the reader has compared.</summary>
    public bool AllChecked => Open == 0 || shownOpen is not null;

    public LedgerBalances Balances { get; private set; } = new(whole: true);

    private bool Whole => Round.Length == 0;

    /// <exception cref="BundleFault">The first thing wrong.</exception>
    public async Task Verify(BundleReader reader, CancellationToken cancellation)
    {
        TakeHeader((await reader.Next(cancellation)).Expect("ledger").Only("format", "round"));
        while (true)
        {
            var line = await reader.Next(cancellation);
            switch (line.Kind)
            {
                case "transfer":
                    TakeTransfer(line);
                    break;
                case "close":
                    TakeClose(line);
                    break;
                case "open":
                    TakeOpen(line);
                    await TakeEnd(await reader.Next(cancellation), reader, cancellation);
                    return;
                default:
                    // A file of before there was such a line.
                    await TakeEnd(line, reader, cancellation);
                    return;
            }
        }
    }

    private void TakeHeader(BundleLine line)
    {
        if (line.Text("format") != "participatory-ledger-1")
        {
            throw line.Fault("format", $"This is of the format {line.Text("format")}; this program reads participatory-ledger-1.");
        }

        Round = line.Text("round");
        Balances = new LedgerBalances(Whole);
    }

    private void TakeTransfer(BundleLine line)
    {
        var transfer = LedgerTransfer.Read(line);
        transfer.Check(line);
        if (!Whole && transfer.Round != Round)
        {
            throw line.Fault("round", $"This is the file of {Round}, and here is a transfer of {transfer.Round}.");
        }

        if (!ids.Add(MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes(transfer.Id)))))
        {
            throw line.Fault("transfer twice", $"There is a transfer {transfer.Id} already.");
        }

        Balances.Take(transfer, line);
        if (!books.TryGetValue(transfer.Round, out var book))
        {
            books.Add(transfer.Round, book = new Book { Head = Start });
        }

        book.Head = transfer.HeadAfter(book.Head);
        book.SinceClose++;
        newestDate = string.CompareOrdinal(transfer.Time[..10], newestDate) > 0 ? transfer.Time[..10] : newestDate;
        Transfers++;
    }

    private void TakeClose(BundleLine line)
    {
        line.Only("date", "previous", "differences", "books", "totals", "hash");
        var date = line.Text("date");
        CheckDay(line, date);
        var said = new List<string> { "participatory-close-1", date, line.Hash("previous"), Number(line.Number64("differences")) };
        said.AddRange(line.Parts("books").SelectMany(TakeBook));
        if (books.FirstOrDefault(book => book.Value.SinceClose > 0) is { Value: not null } missing)
        {
            throw line.Fault(
                "book", $"{missing.Value.SinceClose} transfers of {Named(missing.Key)} came since the close before, and this one does not "
                    + "cover them.");
        }

        said.AddRange(TakeTotals(line));
        var hash = Hashes.Hex(SHA256.HashData(Hashes.Join(said)));
        if (hash != line.Hash("hash"))
        {
            throw line.Fault("close hash", $"The hash of this close is {hash}, and {line.Hash("hash")} was published.");
        }

        if (line.Number64("differences") > 0)
        {
            throw line.Fault(
                "differences",
                $"When this day was closed, {line.Number64("differences")} accounts or promises were not what their transfers say. The "
                    + "council has to explain that.");
        }

        foundKept |= hash == keptClose;
        LastClose = (date, hash);
        Closed = Transfers;
        Closes++;
    }

    private void CheckDay(BundleLine line, string date)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw line.Fault("date", $"{date} is no day.");
        }

        if (LastClose is { } last && DateOnly.ParseExact(last.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(1) != day)
        {
            throw line.Fault("date", $"After the close of {last.Date} comes that of the next day, and this is of {date}.");
        }

        if (string.CompareOrdinal(newestDate, date) > 0)
        {
            throw line.Fault("date", $"A transfer of {newestDate} stands before the close of {date}.");
        }

        if ((LastClose?.Hash ?? (Whole ? Start : null)) is { } previous && line.Hash("previous") != previous)
        {
            throw line.Fault("previous close", "This close does not follow from the one before it.");
        }
    }

    private IEnumerable<string> TakeBook(BundleLine part)
    {
        var name = part.Only("book", "transfers", "head").Text("book");
        if (Whole || name == Round)
        {
            if (!books.TryGetValue(name, out var book) || part.Number64("transfers") != book.SinceClose)
            {
                throw part.Fault(
                    "book", $"{part.Number64("transfers")} transfers of {Named(name)} were closed, and {book?.SinceClose ?? 0} are here.");
            }

            if (part.Hash("head") != book.Head)
            {
                throw part.Fault("book", $"The transfers of {Named(name)} are not those that were closed.");
            }

            book.SinceClose = 0;
        }

        return ["book", name, Number(part.Number64("transfers")), part.Hash("head")];
    }

    private IEnumerable<string> TakeTotals(BundleLine line)
    {
        var totals = line.Parts("totals").Select(part => part.Only("currency", "kind", "debits", "credits"))
            .Select(part => (Currency: part.Text("currency"), Kind: part.Text("kind"), Debits: part.Number64("debits"),
                Credits: part.Number64("credits"))).ToList();
        foreach (var currency in totals.GroupBy(total => total.Currency, StringComparer.Ordinal))
        {
            // Sums of what a hostile file says may be anything, so they are wide.
            if (currency.Aggregate(Int128.Zero, (sum, total) => sum + total.Credits - total.Debits) != 0)
            {
                throw line.Fault("totals", $"What was given and what was received in {currency.Key} is not the same.");
            }
        }

        if (totals.FirstOrDefault(total => total.Kind != "FUNDER" && total.Credits < total.Debits) is { Kind: not null } below)
        {
            throw line.Fault("totals", $"The accounts of kind {below.Kind} have less than nothing.");
        }

        if (Whole && !totals.SequenceEqual(Balances.Totals))
        {
            throw line.Fault("totals", "The totals of this close are not those of the transfers.");
        }

        return totals.SelectMany(total => new[] { "total", total.Currency, total.Kind, Number(total.Debits), Number(total.Credits) });
    }

    private void TakeOpen(BundleLine line)
    {
        if (line.Only("transfers", "hash").Number64("transfers") != Open)
        {
            throw line.Fault("open day", $"{line.Number64("transfers")} transfers came since the newest close, and {Open} are here.");
        }

        if (line.Hash("hash") != HashOfOpen())
        {
            throw line.Fault("open day", "The transfers since the newest close are not those of this hash.");
        }
    }

    private string HashOfOpen() => Hashes.Hex(SHA256.HashData(Hashes.Join(
    [
        "participatory-open-1",
        .. books.Where(book => book.Value.SinceClose > 0).OrderBy(book => book.Key, StringComparer.Ordinal)
            .SelectMany(book => new[] { "book", book.Key, Number(book.Value.SinceClose), book.Value.Head }),
    ])));

    private async Task TakeEnd(BundleLine line, BundleReader reader, CancellationToken cancellation)
    {
        if (line.IsOver)
        {
            throw line.Fault("end", "The file breaks off: its last line, which says that it is whole, is missing.");
        }

        if (line.Expect("end").Only("transfers", "closes").Number64("transfers") != Transfers || line.Number64("closes") != Closes)
        {
            throw line.Fault(
                "end", $"{line.Number64("transfers")} transfers and {line.Number64("closes")} closes were written, and {Transfers} and "
                    + $"{Closes} are here.");
        }

        if (!foundKept)
        {
            throw line.Fault("your close", "No close of this file has the hash that you kept.");
        }

        OpenHash = HashOfOpen();
        if (shownOpen is not null && shownOpen != OpenHash)
        {
            throw line.Fault(
                "open day", $"The hash of what came since the newest close is {OpenHash}, and not the one that you have seen. If the "
                    + "council's page shows another number of movements by now, load the file again.");
        }

        if (await reader.Next(cancellation) is { IsOver: false } more)
        {
            throw more.Fault("end", "Something follows after the end.");
        }
    }

    private static string Named(string book) => book.Length == 0 ? "no round" : $"the round {book}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Book
    {
        public string Head { get; set; } = "";

        /// <summary>Transfers since the close before.</summary>
        public long SinceClose { get; set; }
    }
}
