using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Closes;

/// <summary>
/// Every transfer of a round, or of all, in the order in which it was posted, each close after the last transfer that it
/// covers, from the first close that has any of them.
/// </summary>
internal sealed class ExportLedger(Database database)
{
    private const int AtOnce = 1000;

    private static readonly Sql SelectNewest = new("SELECT COALESCE(MAX(sequence), 0) FROM transfer");

    private const string Transfers = """
        sequence > @after AND sequence <= @newest
        ORDER BY sequence {limit @count}
        """;

    // A round and all of them are two statements: a server that makes one plan for both looks at everything for a round.
    private static readonly Sql SelectTransfers = new("SELECT " + TransferRow.Columns + " FROM transfer WHERE " + Transfers);

    private static readonly Sql SelectTransfersOfRound = new(
        "SELECT " + TransferRow.Columns + " FROM transfer WHERE round_id = @RoundId AND " + Transfers);

    private static readonly Sql SelectClosesAfter = new("SELECT " + CloseRow.Columns + """
         FROM ledger_close
        WHERE to_sequence >= @first AND close_date > @date
        ORDER BY close_date {limit @count}
        """);

    public async Task Handle(ExportLedgerRequest request, Func<ReadOnlyMemory<byte>, Task> send, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Check();
        await using var session = await database.Read(cancellation);
        var file = new LedgerFile(send);
        await file.Begin(request.RoundId);

        // What is posted from here on is in the next file.
        var newest = await session.One<long>(SelectNewest);
        long after = 0, transfers = 0;
        var closes = new Closes(session, file);
        while (true)
        {
            var page = await session.Many<TransferRow>(
                request.RoundId.Length == 0 ? SelectTransfers : SelectTransfersOfRound,
                new { request.RoundId, after, newest, count = AtOnce });
            foreach (var transfer in page)
            {
                await closes.WriteBefore(transfer.Sequence);
                await file.Transfer(transfer);
                after = transfer.Sequence;
                transfers++;
            }

            if (page.Count < AtOnce)
            {
                break;
            }
        }

        await closes.WriteBefore(newest + 1);
        await file.OpenDay(await ReadOpenDay.Load(session, request.RoundId, closes.WrittenTo, newest));
        await file.End(transfers, closes.Written);
    }

    /// <summary>The closes, one after the other, each where it belongs.</summary>
    private sealed class Closes(Session session, LedgerFile file)
    {
        private readonly Queue<CloseRow> next = new();
        private bool begun;
        private string date = "";
        private long first;
        private bool all;

        public long Written { get; private set; }

        /// <summary>The last transfer that a written close covers; 0 before the first.</summary>
        public long WrittenTo { get; private set; }

        /// <summary>Writes what was closed before the transfer with that sequence was posted.</summary>
        public async Task WriteBefore(long sequence)
        {
            if (!begun)
            {
                // The first transfer: the file begins with the close that covers it.
                (begun, first) = (true, sequence);
            }

            while (await Peek() is { } close && close.ToSequence < sequence)
            {
                next.Dequeue();
                await file.Close(close, await close.LoadBooks(session), await close.LoadTotals(session));
                Written++;
                WrittenTo = close.ToSequence;
            }
        }

        private async Task<CloseRow?> Peek()
        {
            if (next.Count == 0 && !all)
            {
                foreach (var close in await session.Many<CloseRow>(SelectClosesAfter, new { first, date, count = AtOnce }))
                {
                    next.Enqueue(close);
                    date = close.CloseDate;
                }

                all = next.Count < AtOnce;
            }

            return next.TryPeek(out var found) ? found : null;
        }
    }
}
