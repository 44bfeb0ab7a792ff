using Participatory.Grants.Transfers;

namespace Participatory.Grants.Closes;

/// <summary>The books and the totals while a day is being closed.</summary>
/// <param name="totals">Those of the close before.</param>
internal sealed class RunningClose(IEnumerable<TotalRow> totals)
{
    private readonly Dictionary<(string Currency, string Kind),
        TotalRow> running = totals.ToDictionary(total => (total.Currency, total.Kind));
    private readonly Dictionary<string, BookRow> books = new(StringComparer.Ordinal);

    /// <summary>In the order in which they are hashed.</summary>
    public IReadOnlyList<BookRow> Books => books.Values.OrderBy(book => book.Book, StringComparer.Ordinal).ToList();

    /// <summary>In the order in which they are hashed.</summary>
    public IReadOnlyList<TotalRow> Totals => running.Values.OrderBy(total => total.Currency, StringComparer.Ordinal)
        .ThenBy(total => total.Kind, StringComparer.Ordinal).ToList();

    /// <summary>Where the book had got to has been said.</summary>
    public bool Knows(string book) => books.ContainsKey(book);

    /// <summary>Goes on with a book where it had got to.</summary>
    public void Continue(string book, string head) => books.Add(book, new BookRow { Book = book, Head = head });

    /// <summary>The next transfer, of a book that is known.</summary>
    public void Take(TransferRow transfer)
    {
        var book = books[transfer.RoundId ?? ""];
        books[book.Book] = book with { Transfers = book.Transfers + 1, Head = Chain.After(book.Head, transfer) };
        Add(transfer.Currency, transfer.DebitAccount, transfer.AmountMinor, 0);
        Add(transfer.Currency, transfer.CreditAccount, 0, transfer.AmountMinor);
    }

    private void Add(string currency, string accountId, long debit, long credit)
    {
        var kind = Account.KindOf(accountId);
        var before = running.GetValueOrDefault((currency, kind), new TotalRow { Currency = currency, Kind = kind });
        running[(currency, kind)] = before with { Debits = before.Debits + debit, Credits = before.Credits + credit };
    }
}
