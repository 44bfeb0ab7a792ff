using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Platform.Messaging;

/// <summary>Messages that wait for a person: those that could not be sent, in the outbox, and those that a consumer here gave up.</summary>
public sealed class ParkedMessages(Database database, Bus bus)
{
    /// <summary>A broker gives its messages one by one from the beginning; behind so many nobody looks.</summary>
    private const int MostAtBroker = 2000;

    /// <summary>What a list of them is ordered by: the oldest first.</summary>
    internal static PageKey KeyOf(ParkedMessage message) => PageKey.Of(message.ParkedAt, $"{message.MessageId} {message.Consumer}");

    /// <summary>As many as <paramref name="page"/> needs, oldest first.</summary>
    /// <exception cref="Refusal">The broker is away; what it holds cannot be seen.</exception>
    public Task<IReadOnlyList<ParkedMessage>> List(Page page, CancellationToken cancellation) => OrAway(async () =>
    {
        var unsent = await Outbox.Parked(database, page, cancellation).ConfigureAwait(false);
        var unhandled = (await bus.Parked(MostAtBroker, cancellation).ConfigureAwait(false)).Where(message => KeyOf(message) is var key
            && (key.Number > page.At || (key.Number == page.At && string.CompareOrdinal(key.Text, page.Id) > 0)));
        return (IReadOnlyList<ParkedMessage>)[.. unsent.Concat(unhandled)
            .OrderBy(message => KeyOf(message).Number).ThenBy(message => KeyOf(message).Text, StringComparer.Ordinal).Take(page.Count)];
    });

    /// <summary>Has a message tried again.</summary>
    /// <param name="consumer">As listed; empty where the message could not be sent.</param>
    /// <exception cref="Refusal">There is no such message, or the broker is away.</exception>
    public async Task SendAgain(string consumer, string messageId, CancellationToken cancellation)
    {
        var found = await OrAway(() => consumer.Length == 0
            ? Outbox.SendAgain(database, messageId, cancellation)
            : bus.SendAgain(consumer, messageId, cancellation)).ConfigureAwait(false);
        if (!found)
        {
            throw new Refusal(Reasons.MessageNotParked, field: "message_id");
        }
    }

    private static async Task<T> OrAway<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (BusAway)
        {
            throw new Refusal(Reasons.BrokerAway);
        }
    }
}
