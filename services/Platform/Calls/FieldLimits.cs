using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Participatory.LimitOptions.V1;
using Participatory.Types.V1;

namespace Participatory.Platform.Calls;

/// <summary>
/// How much a field takes, as it stands at the field in the protos: for services that refuse more and pages that let nobody type more.
/// </summary>
public static class FieldLimits
{
    private static readonly ConcurrentDictionary<(MessageDescriptor Message, string Field),
        (FieldDescriptor Field, Limits Limits)> Known = [];

    private static readonly Lazy<Dictionary<string, MessageDescriptor>> Messages = new(() => typeof(Money).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>()
        .SelectMany(file => file.MessageTypes)
        .ToDictionary(message => message.FullName, StringComparer.Ordinal));

    /// <summary>The most characters of a text.</summary>
    /// <param name="message">The message that has the field.</param>
    /// <param name="field">The field, or a path that ends with it.</param>
    /// <param name="imported">True for what comes from an election that was published elsewhere.</param>
    /// <exception cref="InvalidOperationException">The field states no limit.</exception>
    public static int LengthOf(MessageDescriptor message, string field, bool imported = false)
    {
        var limits = Of(message, field).Limits;
        var most = imported && limits.MaxLengthImported > 0 ? limits.MaxLengthImported : limits.MaxLength;
        return most > 0 ? most : throw Missing(message, field, "max_length");
    }

    /// <summary>The most entries of a list.</summary>
    /// <param name="message">The message that has the field.</param>
    /// <param name="field">The field, or a path that ends with it.</param>
    /// <exception cref="InvalidOperationException">The field states no limit.</exception>
    public static int CountOf(MessageDescriptor message, string field) =>
        Of(message, field).Limits.MaxCount is > 0 and var most ? most : throw Missing(message, field, "max_count");

    /// <summary>The most that a number may be.</summary>
    /// <param name="message">The message that has the field.</param>
    /// <param name="field">The field, or a path that ends with it.</param>
    /// <exception cref="InvalidOperationException">The field states no limit.</exception>
    public static long MostOf(MessageDescriptor message, string field) =>
        Of(message, field).Limits.Max is > 0 and var most ? most : throw Missing(message, field, "max");

    /// <summary>The most characters that can be typed into a field: of a text its longest, of a number its digits.</summary>
    /// <param name="name">Package, message and field without the name of the house, for example
    /// <c>grants.v1.DeclineReleaseRequest.reason</c>.</param>
    /// <exception cref="InvalidOperationException">There is no such field, or it states no limit.</exception>
    public static int Typed(string name)
    {
        var dot = name.LastIndexOf('.');
        var message = Messages.Value.GetValueOrDefault($"participatory.{name[..dot]}")
            ?? throw new InvalidOperationException($"No message has the field {name}.");
        var limits = Of(message, name[(dot + 1)..]).Limits;
        return limits.Max > 0 ? limits.Max.ToString(System.Globalization.CultureInfo.InvariantCulture).Length
            : LengthOf(message, name[(dot + 1)..]);
    }

    /// <summary>The text that stands in a field, or in one place of it.</summary>
    internal static string TextOf(IMessage message, string path)
    {
        var value = Of(message.Descriptor, path).Field.Accessor.GetValue(message);
        return value is IList several
            ? (string)several[int.Parse(path[(path.LastIndexOf('[') + 1)..^1], System.Globalization.CultureInfo.InvariantCulture)]!
            : (string)value;
    }

    private static (FieldDescriptor Field, Limits Limits) Of(MessageDescriptor message, string path) =>
        Known.GetOrAdd((message, path[(path.LastIndexOf('.') + 1)..].Split('[')[0]), static key =>
        {
            var field = key.Message.FindFieldByName(key.Field)
                ?? throw new InvalidOperationException($"{key.Message.FullName} has no field {key.Field}.");
            return (field, field.GetOptions()?.GetExtension(LimitsExtensions.Limits) ?? new Limits());
        });

    private static InvalidOperationException Missing(MessageDescriptor message, string field, string limit) =>
        new($"{message.FullName} states no {limit} for {field}.");
}
