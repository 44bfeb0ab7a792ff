using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Mixing;

/// <summary>Mixes the ballots of open polls, destroys the keys of what has been mixed, and keeps the write-ahead log short.</summary>
internal sealed class MixClock(Database database, Mixer mixer, MixKeys keys, TimeProvider clock, ILogger<MixClock> log)
{
    private static readonly TimeSpan EveryMinute = TimeSpan.FromMinutes(1);

    private static readonly Sql SelectWithCrowd = new("""
        SELECT DISTINCT m.poll_id FROM mix m JOIN poll p ON p.poll_id = m.poll_id
        WHERE p.state = 'OPEN' AND m.resting = @no AND m.voters >= @crowd
        """);

    private static readonly Sql SelectThere = new("SELECT mix_id FROM mix");

    private DateTimeOffset truncated;

    /// <summary>Mixes every crowd that is there.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        // Looked at without a lock, so that voters wait for a crowd only where there is one.
        IReadOnlyList<string> crowded;
        await using (var session = await database.Read(cancellation))
        {
            crowded = await session.Many<string>(SelectWithCrowd, new { no = false, crowd = MixRow.Crowd });
        }

        foreach (var pollId in crowded)
        {
            try
            {
                await Mix(pollId, cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                // One poll that cannot be mixed must not keep the others waiting; its ballots stay sealed, and the next tick tries again.
                log.LogError(failure, "The ballots of poll {PollId} could not be mixed", pollId);
            }
        }

        await DestroyLeftOver(cancellation);
        if (clock.GetUtcNow() - truncated >= EveryMinute)
        {
            truncated = clock.GetUtcNow();
            await database.TruncateLog(cancellation);
        }
    }

    private async Task Mix(string pollId, CancellationToken cancellation)
    {
        IReadOnlyList<string>? mixed;
        await using (var transaction = await database.Begin(cancellation))
        {
            var poll = await PollRow.Lock(transaction, pollId);
            mixed = poll.StateNow == PollState.Open ? await mixer.MixCrowds(transaction, poll) : null;
            if (mixed is null)
            {
                return;
            }

            await transaction.Commit();
        }

        keys.Destroy(mixed);
    }

    // A process that is killed between the commit and the destroying leaves a key, one whose commit fails, too, and another process may
    // have mixed what is open here. What is known here before the question was there before it, so a mix that is not there is mixed.
    private async Task DestroyLeftOver(CancellationToken cancellation)
    {
        var known = keys.Loaded().Concat(keys.Old(DateTime.UtcNow)).ToList();
        if (known.Count > 0)
        {
            await using var session = await database.Read(cancellation);
            keys.Destroy(known.Except(await session.Many<string>(SelectThere), StringComparer.Ordinal));
        }
    }
}
