using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Participatory.Platform.Messaging;

namespace Participatory.Platform.Storage;

/// <summary>
/// Everything that one operation changes, and everything that it says: rows, the outgoing messages
/// (<see cref="Publish"/>) and the answer under its request id commit together or not at all.
/// </summary>
public sealed class Transaction : Session
{
    private static readonly Sql InsertMessage = new("""
        INSERT INTO outbox (message_id, type, body, trace_parent, created_at, attempts, next_attempt_at)
        VALUES (@MessageId, @Type, @Body, @TraceParent, @Now, 0, @Now)
        """);

    private static readonly Sql TakeHold = new("{hold @held} SELECT 0");

    private readonly Database database;
    private readonly DbTransaction transaction;
    private readonly SemaphoreSlim? writer;
    private bool published;

    internal Transaction(Database database, DbConnection connection, DbTransaction transaction, SemaphoreSlim? writer,
        CancellationToken cancellation)
        : base(database.Dialect, connection, transaction, cancellation)
    {
        this.database = database;
        this.transaction = transaction;
        this.writer = writer;
    }

    /// <summary>Leaves a message in the outbox. It is sent after, and only if, this transaction commits.</summary>
    public async Task Publish<T>(T message) where T : class
    {
        published = true;
        await Execute(InsertMessage, new
        {
            MessageId = Guid.CreateVersion7().ToString(),
            Type = MessageTypes.NameOf(typeof(T)),
            Body = JsonSerializer.Serialize(message, MessageTypes.Json),
            TraceParent = Activity.Current?.Id ?? "",
            Now = DateTimeOffset.UtcNow,
        }).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until no other transaction holds what these parts name, and holds it until this one ends. Asked for first, before anything is
    /// read: what is read without a lock is as it was when its statement began.
    /// </summary>
    public Task Hold(params string[] parts) => Execute(TakeHold, new { held = Sql.Held(parts) });

    /// <summary>Makes it so. Once this returns nothing of it can be lost.</summary>
    public async Task Commit()
    {
        // A caller that goes away now must not leave in doubt whether it happened.
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        if (published)
        {
            database.OutboxSignal.Set();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            writer?.Release();
        }
    }
}
