using RabbitMQ.Client;

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

    /// <summary>Declares everything; what is there already stays as it is.</summary>
    public async Task Declare(IConnection connection, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
        foreach (var (consumer, type) in listeners)
        {
            var source = ExchangeOf(MessageTypes.NameOf(type));
            await channel.ExchangeDeclareAsync(
                source, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation).ConfigureAwait(false);
            await channel.ExchangeBindAsync(
                await Queue(QueueOf(consumer)).ConfigureAwait(false), source, "", cancellationToken: cancellation).ConfigureAwait(false);
            await Queue(ErrorQueueOf(consumer)).ConfigureAwait(false);
        }

        async Task<string> Queue(string name)
        {
            await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation)
                .ConfigureAwait(false);
            await channel.QueueDeclareAsync(
                name, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: cancellation).ConfigureAwait(false);
            await channel.QueueBindAsync(name, name, "", cancellationToken: cancellation).ConfigureAwait(false);
            return name;
        }
    }
}
