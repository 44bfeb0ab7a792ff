using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.V1;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Closes;

/// <summary>The close of a day, without its books and totals.</summary>
internal sealed record CloseRow
{
    public const string Columns = "close_date, from_sequence, to_sequence, transfers, differences, previous_hash, close_hash, closed_at";

    private static readonly Sql SelectBooks = new("SELECT book, transfers, head FROM close_book WHERE close_date = @CloseDate");

    private static readonly Sql SelectTotals = new("SELECT currency, kind, debits, credits FROM close_total WHERE close_date = @CloseDate");

    /// <summary>Such as "2026-07-03", in UTC.</summary>
    public string CloseDate { get; init; } = "";

    /// <summary>Transfers after this one, up to <see cref="ToSequence"/>.</summary>
    public long FromSequence { get; init; }

    public long ToSequence { get; init; }
    public long Transfers { get; init; }
    public int Differences { get; init; }
    public string PreviousHash { get; init; } = "";
    public string CloseHash { get; init; } = "";
    public DateTimeOffset ClosedAt { get; init; }

    /// <summary>The books that got transfers on the day, in the order in which they are hashed.</summary>
    public async Task<IReadOnlyList<BookRow>> LoadBooks(Session session) =>
        (await session.Many<BookRow>(SelectBooks, this)).OrderBy(row => row.Book, StringComparer.Ordinal).ToList();

    /// <summary>The totals since the ledger began, in the order in which they are hashed.</summary>
    public async Task<IReadOnlyList<TotalRow>> LoadTotals(Session session) =>
        (await session.Many<TotalRow>(SelectTotals, this)).OrderBy(row => row.Currency, StringComparer.Ordinal)
            .ThenBy(row => row.Kind, StringComparer.Ordinal).ToList();

    public LedgerClose ToMessage() => new()
    {
        CloseDate = CloseDate,
        Transfers = Transfers,
        Differences = Differences,
        PreviousHash = PreviousHash,
        CloseHash = CloseHash,
        CloseTime = Timestamp.FromDateTimeOffset(ClosedAt),
    };
}

/// <summary>Where a book has got to.</summary>
internal sealed record BookRow
{
    /// <summary>A round; empty for what belongs to none.</summary>
    public string Book { get; init; } = "";

    public long Transfers { get; init; }
    public string Head { get; init; } = "";
}

/// <summary>What the accounts of one kind have given and received since the ledger began.</summary>
internal sealed record TotalRow
{
    public string Currency { get; init; } = "";
    public string Kind { get; init; } = "";
    public long Debits { get; init; }
    public long Credits { get; init; }
}
