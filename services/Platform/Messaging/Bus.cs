using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Participatory.Platform.Storage;
using Participatory.Platform.Telemetry;

namespace Participatory.Platform.Messaging;

/// <summary>
/// Takes messages from the outboxes to those who listen. In one process that is <see cref="InProcessBus"/>, between
/// processes <see cref="RabbitBus"/>; consumers and senders cannot tell them apart.
/// </summary>
public abstract class Bus : IAsyncDisposable
{
    private static readonly Sql InsertInbox = new("""
        INSERT INTO inbox (message_id, consumer, handled_at) SELECT @MessageId, @Consumer, @Now
        WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE message_id = @MessageId AND consumer = @Consumer)
        """);

    private readonly List<Subscription> subscriptions = [];
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool closedToListeners;

    /// <summary>Comes when messages may be sent: everybody who wants to listen does, so that none passes those who are late.</summary>
    public Task Opened => opened.Task;

    /// <summary>How many messages may be on their way at a time.</summary>
    public abstract int AtOnce { get; }

    /// <summary>Who listens in this process.</summary>
    public IReadOnlyList<Subscription> Subscriptions => subscriptions;

    /// <summary>
    /// Applies every <typeparamref name="T"/> to <paramref name="database"/>, once. <paramref name="apply"/> may be called
    /// late and in any order; what it writes and publishes commits with the note that the message has been handled.
    /// </summary>
    /// <param name="consumer">Unique and never renamed: the inbox and the broker remember it. "service.verb-noun".</param>
    public void On<T>(string consumer, Database database, Func<T, Transaction, Task> apply) where T : class
    {
        if (closedToListeners)
        {
            throw new InvalidOperationException($"{consumer} begins to listen when messages have been sent already.");
        }

        if (subscriptions.Any(other => other.Consumer == consumer))
        {
            throw new InvalidOperationException($"Two consumers are called {consumer}.");
        }

        subscriptions.Add(new Subscription(consumer, MessageTypes.NameOf(typeof(T)), Handle));

        async Task Handle(Envelope envelope, CancellationToken cancellation)
        {
            using var activity = Traces.Source.StartActivity($"handle {envelope.Type}", ActivityKind.Consumer, envelope.TraceParent);
            activity?.SetTag("messaging.consumer", consumer);

            await using var transaction = await database.Begin(cancellation).ConfigureAwait(false);
            var key = new { envelope.MessageId, Consumer = consumer, Now = DateTimeOffset.UtcNow };
            if (!await IsNew(transaction, key).ConfigureAwait(false))
            {
                return;
            }

            var message = JsonSerializer.Deserialize<T>(envelope.Body, MessageTypes.Json)
                ?? throw new JsonException($"The body of {envelope.MessageId} is empty.");
            await apply(message, transaction).ConfigureAwait(false);
            await transaction.Commit().ConfigureAwait(false);
            Metrics.MessagesHandled.Add(1, new KeyValuePair<string, object?>("consumer", consumer));
        }
    }

    /// <summary>
    /// Notes that the message is handled. Where it comes twice at a time the second waits here for the first. Nothing is locked but the row
    /// itself: ids rise with time, and a lock on the gap behind the last one would hold up all that come after it.
    /// </summary>
    private static async Task<bool> IsNew(Transaction transaction, object key)
    {
        try
        {
            return await transaction.Execute(InsertInbox, key).ConfigureAwait(false) == 1;
        }
        catch (DbException failure) when (Dialect.IsUniqueViolation(failure))
        {
            return false;
        }
    }

    /// <summary>Nobody else will listen; messages may be sent as soon as there is a way.</summary>
    public async Task Open(CancellationToken cancellation)
    {
        closedToListeners = true;
        await Connect(cancellation).ConfigureAwait(false);
        opened.TrySetResult();
    }

    /// <summary>
    /// Takes a message in charge: when this returns, nothing but its consumers' own failures keeps it from them. Delivering
    /// again is harmless.
    /// </summary>
    /// <exception cref="BusAway">There is no way to send anything just now.</exception>
    /// <exception cref="Exception">This message cannot be sent.</exception>
    public abstract Task Deliver(Envelope envelope, CancellationToken cancellation);

    /// <summary>Messages that a consumer of this process gave up, oldest first; at most <paramref name="atMost"/>.</summary>
    /// <exception cref="BusAway">Nobody can tell just now.</exception>
    public abstract Task<IReadOnlyList<ParkedMessage>> Parked(int atMost, CancellationToken cancellation);

    /// <summary>How many messages wait for the consumers of this process, and how many they gave up.</summary>
    /// <exception cref="BusAway">Nobody can tell just now.</exception>
    public abstract Task<(long Waiting, long Parked)> Depth(CancellationToken cancellation);

    /// <summary>Gives a parked message to its consumer again.</summary>
    /// <returns>False where no such message is parked.</returns>
    /// <exception cref="BusAway">It cannot be sent just now; it stays parked.</exception>
    public abstract Task<bool> SendAgain(string consumer, string messageId, CancellationToken cancellation);

    /// <summary>Whether messages can be sent at this moment.</summary>
    public abstract bool IsConnected { get; }

    /// <summary>Finds the way, however long it takes.</summary>
    protected abstract Task Connect(CancellationToken cancellation);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A consumer, the message that it hears ("Grants.BudgetReleased"), and what it does with it.</summary>
public sealed record Subscription(string Consumer, string Type, Func<Envelope, CancellationToken, Task> Handle);

/// <summary>A message that waits for a person.</summary>
/// <param name="Consumer">Who could not handle it; empty where it could not be sent.</param>
/// <param name="Reason">What went wrong the last time; not what the message says.</param>
public sealed record ParkedMessage(string MessageId, string Type, string Consumer, DateTimeOffset ParkedAt, string Reason);

/// <summary>No message can be sent: the broker is away. It is nobody's fault and does not count as an attempt.</summary>
public sealed class BusAway(string message, Exception? inner = null) : Exception(message, inner);
