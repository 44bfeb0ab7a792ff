using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Closes;

/// <summary>What came since the newest close, of a round or of all.</summary>
internal sealed class ReadOpenDay(Database database)
{
    private const int AtOnce = 1000;

    private static readonly Sql SelectClosedTo = new("SELECT COALESCE(MAX(to_sequence), 0) FROM ledger_close");

    private const string Transfers = """
        sequence > @after AND sequence <= @newest
        ORDER BY sequence {limit @count}
        """;

    private static readonly Sql SelectTransfers = new("SELECT " + TransferRow.Columns + " FROM transfer WHERE " + Transfers);

    private static readonly Sql SelectTransfersOfRound = new(
        "SELECT " + TransferRow.Columns + " FROM transfer WHERE round_id = @roundId AND " + Transfers);

    private static readonly Sql SelectHead = new("""
        SELECT book, transfers, head FROM close_book WHERE book = @book ORDER BY close_date DESC {limit @one}
        """);

    public async Task<OpenDay> Handle(GetOpenDayRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Check();
        await using var session = await database.Read(cancellation);
        var closedTo = await session.One<long>(SelectClosedTo);
        var books = await Load(session, request.RoundId, closedTo, long.MaxValue);
        return new OpenDay { Transfers = books.Sum(book => book.Transfers), Hash = Chain.OfOpenDay(books) };
    }

    /// <summary>The books that got transfers since a close, in the order in which they are hashed.</summary>
    /// <param name="session">Reads.</param>
    /// <param name="roundId">Empty for all of them.</param>
    /// <param name="closedTo">The last transfer that the newest close covers; 0 where there is none.</param>
    /// <param name="newest">The last transfer to look at.</param>
    public static async Task<IReadOnlyList<BookRow>> Load(Session session, string roundId, long closedTo, long newest)
    {
        var running = new RunningClose([]);
        var after = closedTo;
        while (true)
        {
            var page = await session.Many<TransferRow>(
                roundId.Length == 0 ? SelectTransfers : SelectTransfersOfRound, new { roundId, after, newest, count = AtOnce });
            foreach (var transfer in page)
            {
                var book = transfer.RoundId ?? "";
                if (!running.Knows(book))
                {
                    running.Continue(book, (await session.One<BookRow>(SelectHead, new { book, one = 1 }))?.Head ?? Chain.Start);
                }

                running.Take(transfer);
                after = transfer.Sequence;
            }

            if (page.Count < AtOnce)
            {
                return running.Books;
            }
        }
    }
}
