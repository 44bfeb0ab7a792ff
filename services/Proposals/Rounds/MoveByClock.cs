using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Proposals.Rounds;

/// <summary>
/// Moves rounds whose date has come from LISTENING to ACCEPTING and from ACCEPTING to REVIEWING, one step at a time and
/// each step on record, with nobody's name. It looks at the phase that a round is in, so a round that an officer moved
/// ahead of its dates stays there.
/// </summary>
internal sealed class MoveByClock(Database database, TimeProvider clock)
{
    private const int BatchSize = 100;

    private static readonly Sql SelectDue = new("""
        SELECT round_id FROM round {claim}
        WHERE (phase = 'LISTENING' AND accepting_from <= @now) OR (phase = 'ACCEPTING' AND reviewing_from <= @now)
        ORDER BY sequence {limit @limit}
        """);

    private static readonly Sql InsertChanges = new("""
        INSERT INTO phase_change (round_id, phase, changed_at, decided_by, reason)
        SELECT round_id, CASE phase WHEN 'LISTENING' THEN 'ACCEPTING' ELSE 'REVIEWING' END, @now, '', ''
        FROM round WHERE round_id IN (SELECT item FROM {texts @due} AS given)
        """);

    private static readonly Sql Update = new("""
        UPDATE round SET phase = CASE phase WHEN 'LISTENING' THEN 'ACCEPTING' ELSE 'REVIEWING' END
        WHERE round_id IN (SELECT item FROM {texts @due} AS given)
        """);

    /// <summary>Moves everything that is due.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        while (await MoveBatch(cancellation) > 0)
        {
            // A round that was away for several dates takes its next step in the next batch.
        }
    }

    private async Task<int> MoveBatch(CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        var now = clock.Now();
        var due = await transaction.Many<string>(SelectDue, new { now, limit = BatchSize });
        if (due.Count > 0)
        {
            var taken = Sql.List(due);
            await transaction.Execute(InsertChanges, new { now, due = taken });
            await transaction.Execute(Update, new { due = taken });
            await transaction.Commit();
        }

        return due.Count;
    }
}
