using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Platform.Messaging;

/// <summary>What a person may ask of the outbox, and do with what is parked in it.</summary>
public static class Outbox
{
    private static readonly Sql SelectOldest = new("""
        SELECT created_at FROM outbox WHERE sent_at IS NULL AND parked_at IS NULL ORDER BY sequence {limit @one}
        """);

    private static readonly Sql CountWaiting = new("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND parked_at IS NULL");

    private static readonly Sql CountParked = new("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND parked_at IS NOT NULL");

    private static readonly Sql SelectParked = new("""
        SELECT message_id, type, parked_at, parked_reason FROM outbox
        WHERE sent_at IS NULL AND parked_at IS NOT NULL AND (parked_at > @At OR (parked_at = @At AND message_id > @Id))
        ORDER BY parked_at, message_id {limit @Count}
        """);

    private static readonly Sql TakeUpAgain = new("""
        UPDATE outbox SET parked_at = NULL, parked_reason = NULL, attempts = 0, next_attempt_at = @now
        WHERE message_id = @messageId AND sent_at IS NULL AND parked_at IS NOT NULL
        """);

    /// <summary>How much waits, how much is parked, and how long the oldest that is still to be sent has waited.</summary>
    public static async Task<OutboxState> State(Database database, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation).ConfigureAwait(false);
        var oldest = await session.Many<DateTimeOffset>(SelectOldest, new { one = 1 }).ConfigureAwait(false);
        return new OutboxState(
            oldest.Count > 0 ? DateTimeOffset.UtcNow - oldest[0] : TimeSpan.Zero,
            await session.One<long>(CountWaiting).ConfigureAwait(false),
            await session.One<long>(CountParked).ConfigureAwait(false));
    }

    /// <summary>What was given up, oldest first.</summary>
    public static async Task<IReadOnlyList<ParkedMessage>> Parked(Database database, Page page, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation).ConfigureAwait(false);
        var rows = await session.Many<ParkedRow>(SelectParked, new { page.At, page.Id, page.Count }).ConfigureAwait(false);
        return rows.Select(row => new ParkedMessage(row.MessageId, row.Type, "", row.ParkedAt, row.ParkedReason)).ToList();
    }

    /// <summary>Has a parked message tried again from the beginning.</summary>
    /// <returns>False where no such message is parked.</returns>
    public static async Task<bool> SendAgain(Database database, string messageId, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation).ConfigureAwait(false);
        var taken = await transaction.Execute(TakeUpAgain, new { messageId, now = DateTimeOffset.UtcNow }).ConfigureAwait(false);
        await transaction.Commit().ConfigureAwait(false);
        database.OutboxSignal.Set();
        return taken == 1;
    }

    private sealed record ParkedRow
    {
        public string MessageId { get; init; } = "";
        public string Type { get; init; } = "";
        public DateTimeOffset ParkedAt { get; init; }
        public string ParkedReason { get; init; } = "";
    }
}

/// <param name="Oldest">How long the oldest unsent message has waited; zero where there is none.</param>
/// <param name="Waiting">Messages still to be sent.</param>
/// <param name="Parked">Messages that wait for a person.</param>
public sealed record OutboxState(TimeSpan Oldest, long Waiting, long Parked);
