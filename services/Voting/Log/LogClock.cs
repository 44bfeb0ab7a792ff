using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Log;

/// <summary>Lets the logs of open polls grow.</summary>
internal sealed class LogClock(Database database, PollLog log)
{
    private static readonly Sql SelectWithCrowd = new("""
        SELECT w.poll_id FROM log_waiting w JOIN poll p ON p.poll_id = w.poll_id
        WHERE p.state = 'OPEN' GROUP BY w.poll_id HAVING COUNT(*) >= @enough
        """);

    /// <summary>
    /// Moves every crowd that waits. Between two batches voters have their turn, and who comes meanwhile waits for the next time: a commit
    /// for every few leaves would take that time from ballots.
    /// </summary>
    public async Task Tick(CancellationToken cancellation)
    {
        // Looked at without a lock, so that voters wait for a crowd only where there is one.
        IReadOnlyList<string> crowded;
        await using (var session = await database.Read(cancellation))
        {
            crowded = await session.Many<string>(SelectWithCrowd, new { enough = PollLog.Enough });
        }

        foreach (var pollId in crowded)
        {
            while (await AppendCrowd(pollId, cancellation) == PollLog.Most)
            {
            }
        }
    }

    private async Task<int> AppendCrowd(string pollId, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        var poll = await PollRow.Lock(transaction, pollId);
        var moved = poll.StateNow == PollState.Open ? await log.AppendCrowd(transaction, pollId) : 0;
        if (moved > 0)
        {
            await transaction.Commit();
        }

        return moved;
    }
}
