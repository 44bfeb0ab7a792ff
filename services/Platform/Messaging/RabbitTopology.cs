using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Participatory.Platform.Messaging;

/// <summary>
/// The exchanges and queues at the broker, and their names: a message type has the exchange
/// <c>participatory.Publisher.Message</c>; a consumer has the queue <c>participatory.service.verb-noun</c> with an exchange
/// of the same name before it; what it gives up goes to that name with <c>_error</c>. All are durable, all queues are
/// quorum queues.
/// </summary>
/// <param name="listeners">The type of the message that each consumer hears.</param>
internal sealed class RabbitTopology(IReadOnlyDictionary<string, Type> listeners)
{
    private const string Prefix = "participatory.";

    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    private readonly HashSet<string> heard = listeners.Values.Select(MessageTypes.NameOf).ToHashSet(StringComparer.Ordinal);

    public static string ExchangeOf(string messageType) => Prefix + messageType;

    public static string QueueOf(string consumer) => Prefix + consumer;

    public static string ErrorQueueOf(string consumer) => QueueOf(consumer) + "_error";

    /// <summary>Whether a message of this type has to reach a queue.</summary>
    public bool IsHeard(string messageType) => heard.Contains(messageType);

    /// <summary>That a consumer stands in the table; one that does not would miss what is sent before it first runs.</summary>
    public void Require(Subscription subscription)
    {
        if (!listeners.TryGetValue(subscription.Consumer, out var type) || MessageTypes.NameOf(type) != subscription.Type)
        {
            throw new InvalidOperationException(
                $"{subscription.Consumer} hears {subscription.Type}, which the table of listeners does not say.");
        }
    }

    /// <summary>
    /// Declares everything; what is there already stays as it is. Where the broker lets each service make its own alone, what is
    /// others' is looked for: it is there when they have run once.
    /// </summary>
    /// <exception cref="OperationInterruptedException">What is others' is not there yet.</exception>
    public async Task Declare(IConnection connection, CancellationToken cancellation)
    {
        // Every service makes all that is its own before it looks for others', so that none waits for one that waits for it.
        foreach (var type in listeners.Values.Distinct())
        {
            await Allowed(channel => Exchange(channel, ExchangeOf(MessageTypes.NameOf(type)), cancellation)).ConfigureAwait(false);
        }

        List<string> others = [];
        foreach (var (consumer, type) in listeners)
        {
            if (!await Allowed(channel => Queues(channel, consumer, ExchangeOf(MessageTypes.NameOf(type)), cancellation))
                .ConfigureAwait(false))
            {
                others.Add(consumer);
            }
        }

        foreach (var consumer in others)
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
            // It is made last: where it is, everything before it is bound.
            await channel.QueueDeclarePassiveAsync(ErrorQueueOf(consumer), cancellation).ConfigureAwait(false);
        }

        // False where it is not ours to make; the broker has closed the channel then.
        async Task<bool> Allowed(Func<IChannel, Task> make)
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
            try
            {
                await make(channel).ConfigureAwait(false);
                return true;
            }
            catch (OperationInterruptedException refused) when (refused.ShutdownReason?.ReplyCode == Constants.AccessRefused)
            {
                return false;
            }
        }
    }

    private static Task Exchange(IChannel channel, string name, CancellationToken cancellation) => channel.ExchangeDeclareAsync(
        name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);

    private static async Task Queues(IChannel channel, string consumer, string source, CancellationToken cancellation)
    {
        await Queue(QueueOf(consumer)).ConfigureAwait(false);
        await channel.ExchangeBindAsync(QueueOf(consumer), source, "", cancellationToken: cancellation).ConfigureAwait(false);
        await Queue(ErrorQueueOf(consumer)).ConfigureAwait(false);

        async Task Queue(string name)
        {
            await Exchange(channel, name, cancellation).ConfigureAwait(false);
            await channel.QueueDeclareAsync(
                name, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: cancellation).ConfigureAwait(false);
            await channel.QueueBindAsync(name, name, "", cancellationToken: cancellation).ConfigureAwait(false);
        }
    }
}
