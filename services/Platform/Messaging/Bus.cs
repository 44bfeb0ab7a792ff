using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Participatory.Platform.Storage;
using Participatory.Platform.Telemetry;

namespace Participatory.Platform.Messaging;

/// <summary>
/// The bus of the embedded form: a message is delivered by calling its consumers, each in a transaction of its own
/// together with its inbox row. <see cref="Deliver"/> returns only after all of them have committed, so the sender may
/// then forget the message. Delivering again is harmless.
/// </summary>
public sealed class Bus
{
    private static readonly Sql InsertInbox = new("INSERT INTO inbox (message_id, consumer, handled_at) VALUES (@MessageId, @Consumer, @Now)");

    private static readonly Sql CountInbox = new("SELECT COUNT(*) FROM inbox {lock} WHERE message_id = @MessageId AND consumer = @Consumer");

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Func<Envelope, CancellationToken, Task>>> consumers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Comes when everybody who wants to listen does. A message that is sent before would be lost to those who are late.</summary>
    public Task Opened => opened.Task;

    /// <summary>Nobody else will listen; messages may be sent now.</summary>
    public void Open() => opened.TrySetResult();

    /// <summary>
    /// Applies every <typeparamref name="T"/> to <paramref name="database"/>, once. <paramref name="apply"/> may be called
    /// late and in any order; what it writes and publishes commits with the note that the message has been handled.
    /// </summary>
    /// <param name="consumer">Unique and never renamed: the inbox remembers it. "service.verb-noun".</param>
    public void On<T>(string consumer, Database database, Func<T, Transaction, Task> apply) where T : class
    {
        if (Opened.IsCompleted)
        {
            throw new InvalidOperationException($"{consumer} begins to listen when messages have been sent already.");
        }

        var byConsumer = consumers.GetOrAdd(MessageTypes.NameOf(typeof(T)), _ => new(StringComparer.Ordinal));
        if (!byConsumer.TryAdd(consumer, Handle))
        {
            throw new InvalidOperationException($"Two consumers are called {consumer}.");
        }

        async Task Handle(Envelope envelope, CancellationToken cancellation)
        {
            using var activity = Traces.Source.StartActivity($"handle {envelope.Type}", ActivityKind.Consumer, envelope.TraceParent);
            activity?.SetTag("messaging.consumer", consumer);

            await using var transaction = await database.Begin(cancellation).ConfigureAwait(false);
            var key = new { envelope.MessageId, Consumer = consumer, Now = DateTimeOffset.UtcNow };
            if (await transaction.One<long>(CountInbox, key).ConfigureAwait(false) > 0)
            {
                return;
            }

            await transaction.Execute(InsertInbox, key).ConfigureAwait(false);
            var message = JsonSerializer.Deserialize<T>(envelope.Body, MessageTypes.Json)
                ?? throw new JsonException($"The body of {envelope.MessageId} is empty.");
            await apply(message, transaction).ConfigureAwait(false);
            await transaction.Commit().ConfigureAwait(false);
            Metrics.MessagesHandled.Add(1, new KeyValuePair<string, object?>("consumer", consumer));
        }
    }

    /// <summary>Calls every consumer of the message and returns when all of them have committed.</summary>
    /// <exception cref="AggregateException">Some failed; the others have committed and will not run again.</exception>
    public async Task Deliver(Envelope envelope, CancellationToken cancellation)
    {
        if (!consumers.TryGetValue(envelope.Type, out var byConsumer))
        {
            return;
        }

        List<Exception> failures = [];
        foreach (var (_, handle) in byConsumer)
        {
            try
            {
                await handle(envelope, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                // One consumer that cannot go on must not keep the message from the others.
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
