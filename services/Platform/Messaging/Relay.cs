using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Storage;
using Participatory.Platform.Telemetry;

namespace Participatory.Platform.Messaging;

/// <summary>
/// Sends what the outbox holds, oldest first, and marks a row as sent only after it has been delivered: a crash in
/// between sends it again, and consumers know it. What fails waits longer each time and is parked with its reason
/// after <see cref="MaxAttempts"/>; it never holds up the rest. A database that is busy or full is nobody's fault and does not count.
/// </summary>
public sealed class Relay(Database database, Bus bus, ILogger<Relay> log) : BackgroundService
{
    /// <summary>How often a message is tried: with the waits in between about seventeen minutes.</summary>
    public const int MaxAttempts = 12;

    private const int BatchSize = 500;

    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(1);

    private static readonly Sql SelectDue = new("""
        SELECT sequence, message_id, type, body, trace_parent, attempts FROM outbox
        WHERE sent_at IS NULL AND parked_at IS NULL AND next_attempt_at <= @now
        ORDER BY sequence {limit @batch}
        """);

    private static readonly Sql MarkSent = new("""
        UPDATE outbox SET sent_at = COALESCE(sent_at, @now) WHERE sequence IN (SELECT item FROM {numbers @sequences} AS given)
        """);

    private static readonly Sql MarkFailed = new("""
        UPDATE outbox SET attempts = @attempts, next_attempt_at = @next, parked_at = @parkedAt, parked_reason = @reason
        WHERE sequence = @Sequence AND sent_at IS NULL
        """);

    private readonly RelayTurn turn = new(database);
    private bool isAway;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await bus.Opened.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Where several processes share the database one of them sends; the others are there when it is gone.
                if (!await turn.IsOurs(stoppingToken).ConfigureAwait(false))
                {
                    await Task.Delay(IdleWait, stoppingToken).ConfigureAwait(false);
                }
                else if (await SendDue(stoppingToken).ConfigureAwait(false) < BatchSize)
                {
                    await database.OutboxSignal.Wait(IdleWait, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                // The database is away or full. What is in the outbox stays there; the next look may find it well again.
                log.LogError(failure, "The outbox could not be read; trying again");
                await Task.Delay(IdleWait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await turn.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Sends one batch and returns how many rows it has done with.</summary>
    private async Task<int> SendDue(CancellationToken cancellation)
    {
        IReadOnlyList<OutboxRow> due;
        await using (var session = await database.Read(cancellation).ConfigureAwait(false))
        {
            due = await session.Many<OutboxRow>(SelectDue, new { now = DateTimeOffset.UtcNow, batch = BatchSize }).ConfigureAwait(false);
        }

        foreach (var together in due.Chunk(bus.AtOnce))
        {
            var failures = await Task.WhenAll(together.Select(row => TryDeliver(row, cancellation))).ConfigureAwait(false);
            await Note(together.Zip(failures).ToList(), cancellation).ConfigureAwait(false);
            if (Array.Find(failures, failure => failure is BusAway) is { } away)
            {
                Tell(away);
                return 0;
            }

            isAway = false;
        }

        return due.Count;
    }

    /// <summary>Writes down what became of these; what could not be sent because nothing can is left as it was.</summary>
    private async Task Note(IReadOnlyList<(OutboxRow Row, Exception? Failure)> tried, CancellationToken cancellation)
    {
        var now = DateTimeOffset.UtcNow;
        var sequences = tried.Where(one => one.Failure is null).Select(one => one.Row.Sequence).ToList();
        var failed = tried.Where(one => one.Failure is not null and not BusAway).ToList();
        if (sequences.Count + failed.Count == 0)
        {
            return;
        }

        await using var transaction = await database.Begin(cancellation).ConfigureAwait(false);
        if (sequences.Count > 0)
        {
            await transaction.Execute(MarkSent, new { sequences = Sql.List(sequences), now }).ConfigureAwait(false);
        }

        foreach (var (row, failure) in failed)
        {
            await transaction.Execute(MarkFailed, AfterFailure(row, failure!, now)).ConfigureAwait(false);
        }

        await transaction.Commit().ConfigureAwait(false);
    }

    private void Tell(Exception away)
    {
        if (!isAway)
        {
            isAway = true;
            log.LogWarning(away, "Messages cannot be sent; they wait in the outbox");
        }
    }

    private async Task<Exception?> TryDeliver(OutboxRow row, CancellationToken cancellation)
    {
        try
        {
            await bus.Deliver(new Envelope(row.MessageId, row.Type, row.Body, row.TraceParent), cancellation).ConfigureAwait(false);
            return null;
        }
        catch (BusAway away)
        {
            return away;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // The body may hold people's words; the log gets the id and the reason.
            log.LogWarning(failure, "Message {MessageId} of type {Type} was not delivered (attempt {Attempt})", row.MessageId, row.Type,
                row.Attempts + 1);
            return failure;
        }
    }

    private static object AfterFailure(OutboxRow row, Exception failure, DateTimeOffset now)
    {
        var attempts = row.Attempts + (AllMayPass(failure) ? 0 : 1);
        var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempts) / 4, 300));
        var parked = attempts >= MaxAttempts;
        if (parked)
        {
            Metrics.MessagesParked.Add(1, new KeyValuePair<string, object?>("type", row.Type));
        }

        return new
        {
            row.Sequence,
            attempts,
            next = now + wait,
            parkedAt = parked ? now : (DateTimeOffset?)null,
            reason = Reason(failure),
        };
    }

    private static bool AllMayPass(Exception failure) =>
        failure is AggregateException all ? all.InnerExceptions.All(Dialect.MayPass) : Dialect.MayPass(failure);

    private static string Reason(Exception failure)
    {
        var reason = new StringBuilder();
        foreach (var inner in failure is AggregateException all ? (IEnumerable<Exception>)all.InnerExceptions : [failure])
        {
            reason.Append(inner.GetType().Name).Append(": ").Append(inner.Message).Append('\n');
        }

        return reason.Length > 2000 ? reason.ToString(0, 2000) : reason.ToString();
    }

    private sealed record OutboxRow
    {
        public long Sequence { get; init; }
        public string MessageId { get; init; } = "";
        public string Type { get; init; } = "";
        public string Body { get; init; } = "";
        public string TraceParent { get; init; } = "";
        public int Attempts { get; init; }
    }
}
