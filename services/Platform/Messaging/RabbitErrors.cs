using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Participatory.Platform.Messaging;

/// <summary>How MassTransit writes a message that a consumer gave up: the message as it came, with the reason in headers.</summary>
internal static class RabbitErrors
{
    private const string FaultPrefix = "MT-Fault-";
    private const int LongestReason = 2000;

    /// <summary>Who gave up what, when and why.</summary>
    public static ParkedMessage Read(BasicGetResult message, Subscription subscription)
    {
        var reason =
            $"{Header(message.BasicProperties, FaultPrefix + "ExceptionType")}: {Header(message.BasicProperties, FaultPrefix + "Message")}";
        return new ParkedMessage(
            message.BasicProperties.MessageId ?? Fingerprint(message.Body),
            subscription.Type,
            subscription.Consumer,
            DateTimeOffset.TryParse(Header(message.BasicProperties, FaultPrefix + "Timestamp"), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var at)
                ? at : DateTimeOffset.UnixEpoch,
            reason.Length > LongestReason ? reason[..LongestReason] : reason);
    }

    /// <summary>The properties without what the failure has added.</summary>
    public static BasicProperties AsItWas(IReadOnlyBasicProperties properties)
    {
        var copy = new BasicProperties(properties) { DeliveryMode = DeliveryModes.Persistent };
        copy.Headers = properties.Headers?
            .Where(header => !header.Key.StartsWith("MT-", StringComparison.Ordinal))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.Ordinal);
        return copy;
    }

    // A message that did not come from us may have no id; the same bytes have the same name.
    private static string Fingerprint(ReadOnlyMemory<byte> body) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body.Span))[..32];

    private static string Header(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers?.TryGetValue(name, out var value) == true
            ? value switch
            {
                byte[] bytes => Encoding.UTF8.GetString(bytes),
                null => "",
                _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""
            }
            : "";
}
