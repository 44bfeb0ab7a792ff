using Participatory.Platform.Storage;
using Participatory.Voting.V1;

namespace Participatory.Voting.Polls;

/// <summary>Opens and closes polls by their dates.</summary>
internal sealed class PollClock(Database database, OpenPoll open, ClosePoll close, TimeProvider clock, ILogger<PollClock> log)
{
    private static readonly Sql SelectToOpen = new("""
        SELECT poll_id FROM poll WHERE state = 'SCHEDULED' AND opens_at <= @now ORDER BY opens_at, poll_id {limit @count}
        """);

    private static readonly Sql SelectToClose = new($$"""
        SELECT poll_id FROM poll WHERE state = 'OPEN' AND {{PollRow.ClosesAtNow}} <= @now ORDER BY closes_at, poll_id {limit @count}
        """);

    private const int MostAtOnce = 100;

    /// <summary>Does what is due now.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        await ForEach(SelectToOpen, PollState.Scheduled, open.ByTheClock, cancellation);
        await ForEach(SelectToClose, PollState.Open, close.ByTheClock, cancellation);
    }

    private async Task ForEach(Sql select, PollState state, Func<string, CancellationToken, Task> move, CancellationToken cancellation)
    {
        IReadOnlyList<string> due;
        await using (var session = await database.Read(cancellation))
        {
            due = await session.Many<string>(select, new { now = clock.GetUtcNow(), count = MostAtOnce });
        }

        foreach (var pollId in due)
        {
            try
            {
                await move(pollId, cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                // One poll that cannot be moved must not keep the others waiting; the next tick tries again.
                log.LogError(failure, "The poll {PollId} could not be moved on from {State}", pollId, state);
            }
        }
    }
}
