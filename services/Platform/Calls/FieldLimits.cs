using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Participatory.LimitOptions.V1;

namespace Participatory.Platform.Calls;

/// <summary>
/// How much a field takes, as it stands at the field in the protos: for services that refuse more and pages that let nobody type more.
/// </summary>
public static class FieldLimits
{
    private static readonly ConcurrentDictionary<(MessageDescriptor Message, string Field),
        (FieldDescriptor Field, Limits Limits)> Known = [];

    private static readonly ConcurrentDictionary<(Type Message, string Property), int> TypedInto = [];

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
    /// <param name="field">The field, for example <c>(DeclineReleaseRequest it) => it.Reason</c>.</param>
    /// <exception cref="InvalidOperationException">It states no limit.</exception>
    public static int Typed<T>(Expression<Func<T, object?>> field)
        where T : IMessage => Typed((LambdaExpression)field);

    /// <summary>The most characters that can be typed into a field: of a text its longest, of a number its digits.</summary>
    /// <param name="field">One property of a message.</param>
    /// <exception cref="InvalidOperationException">It is no field, or it states no limit.</exception>
    public static int Typed(LambdaExpression field)
    {
        var property = (field.Body is UnaryExpression { Operand: var inner } ? inner : field.Body) as MemberExpression
            ?? throw new InvalidOperationException($"{field} names no field.");
        return TypedInto.GetOrAdd((property.Member.DeclaringType!, property.Member.Name), static key =>
        {
            var message = (MessageDescriptor)key.Message.GetProperty("Descriptor")!.GetValue(null)!;
            var name = message.Fields.InFieldNumberOrder().Single(one => one.PropertyName == key.Property).Name;
            var limits = Of(message, name).Limits;
            return limits.Max > 0 ? limits.Max.ToString(CultureInfo.InvariantCulture).Length : LengthOf(message, name);
        });
    }

    /// <summary>It takes no line breaks.</summary>
    internal static bool IsOneLine(MessageDescriptor message, string field) => Of(message, field).Limits.OneLine;

    /// <summary>The text that stands in a field, or in one place of it.</summary>
    internal static string TextOf(IMessage message, string path)
    {
        var value = Of(message.Descriptor, path).Field.Accessor.GetValue(message);
        return value is IList several
            ? (string)several[int.Parse(path[(path.LastIndexOf('[') + 1)..^1], CultureInfo.InvariantCulture)]!
            : (string)value;
    }

    /// <summary>The number that stands in a field.</summary>
    internal static long NumberOf(IMessage message, string path) =>
        Convert.ToInt64(Of(message.Descriptor, path).Field.Accessor.GetValue(message), CultureInfo.InvariantCulture);

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
