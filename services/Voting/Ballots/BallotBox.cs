using System.Threading.Channels;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>
/// Where ballots queue. Making something durable takes the disk about as long for one ballot as for two hundred, so those
/// that come at the same time are settled in one transaction, and each is answered once that has committed. The queue has
/// an end; beyond it people are told at once to come again, instead of waiting for nothing.
/// </summary>
internal sealed class BallotBox(Settlement settlement, ILogger<BallotBox> log) : BackgroundService
{
    /// <summary>How many may wait.</summary>
    public const int Depth = 4_096;

    /// <summary>A deadlock or a lost connection goes away; after this many tries the callers are told.</summary>
    private const int Tries = 4;

    private readonly Channel<Cast> queue = Channel.CreateBounded<Cast>(new BoundedChannelOptions(Depth) { SingleReader = true });

    /// <summary>Puts a ballot in; the receipt comes once it is durable.</summary>
    /// <exception cref="Refusal">Too many are waiting, or it cannot be taken.</exception>
    public Task<Receipt> Put(Cast cast) => queue.Writer.TryWrite(cast) ? cast.Answer : throw Busy();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<Cast> casts = [];
        try
        {
            while (casts.Count > 0 || await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                while (casts.Count < Promises.MostLeaves && queue.Reader.TryRead(out var cast))
                {
                    casts.Add(cast);
                }

                casts = await Settle(casts);
            }
        }
        finally
        {
            // The web server has stopped before, so nobody waits any more; whoever does must not wait for ever.
            queue.Writer.TryComplete();
            casts.ForEach(cast => cast.Fail(Busy()));
            while (queue.Reader.TryRead(out var cast))
            {
                cast.Fail(Busy());
            }
        }
    }

    // Returns those that have to wait for the next transaction.
    private async Task<List<Cast>> Settle(List<Cast> casts)
    {
        List<Cast> later = [];
        foreach (var poll in casts.Where(cast => !cast.IsForsaken).GroupBy(cast => cast.PollId, StringComparer.Ordinal))
        {
            later.AddRange(await Settle(poll.Key, [.. poll]));
        }

        return later;
    }

    private async Task<IReadOnlyList<Cast>> Settle(string pollId, List<Cast> casts)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await settlement.Settle(pollId, casts, CancellationToken.None);
            }
            catch (Exception failure) when (tries < Tries && Dialect.IsTransient(failure))
            {
                log.LogWarning(failure, "Ballots met a busy database; trying again");
            }
            catch (Exception failure)
            {
                // Nothing of it was kept. Each caller hears of it and can send the same request again.
                casts.ForEach(cast => cast.Fail(failure));
                return [];
            }
        }
    }

    private static Refusal Busy() => new(VotingReasons.VotingIsBusy);
}
