using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Participatory.LimitOptions.V1;

namespace Participatory.Tests.Harness.Walks;

/// <summary>Tries the limits that stand at the fields of a request: one less, as much, and one more.</summary>
public static class LimitWalk
{
    /// <summary>Texts of a shape of their own; everything else is letters.</summary>
    private static readonly Dictionary<string, Func<int, string>> Shapes = new(StringComparer.Ordinal)
    {
        ["Fund.currency"] = length => new string('A', length),
        ["Round.currency"] = length => new string('A', length),
        ["Video.address"] = length => "https://example.org/".PadRight(length, 'a'),
        ["SendCodeRequest.email"] = length => "a@example.".PadRight(length - 2, 'a') + "aa",
        ["UseCodeRequest.code"] = length => "123456".PadRight(length, ' '),
    };

    /// <summary>Texts that are never shorter than their limit.</summary>
    private static readonly string[] Whole = ["currency"];

    /// <summary>Every way from a message to a field of it, or of what it holds, that states a limit.</summary>
    public static IEnumerable<FieldDescriptor[]> Limited(MessageDescriptor message) => Limited(message, []);

    /// <summary>Fills a field with one less than its limit, with as much and with one more.</summary>
    /// <param name="invoker">Of somebody who may call.</param>
    /// <param name="method">What is called.</param>
    /// <param name="request">What else is said, with a request id of its own each time; null for nothing.</param>
    /// <param name="path">The way to the field.</param>
    /// <param name="hasAForm">What is filled in is at fault for its form, however long.</param>
    /// <param name="imported">The limit is that of what comes from an election that was published elsewhere.</param>
    /// <returns>What is not as the contract says.</returns>
    public static async Task<IReadOnlyList<string>> Past(
        CallInvoker invoker, MethodDescriptor method, IMessage? request, FieldDescriptor[] path, bool hasAForm = false,
        bool imported = false)
    {
        List<string> wrong = [];
        foreach (var (what, most, fill) in Fillings(path[^1], imported))
        {
            var taken = await Faults(invoker, method, request, path, (message, at) => fill(message, at, most));
            if (!Whole.Contains(path[^1].Name))
            {
                taken.UnionWith(await Faults(invoker, method, request, path, (message, at) => fill(message, at, most - 1)));
            }

            var refused = await Faults(invoker, method, request, path, (message, at) => fill(message, at, most + 1));
            if (!refused.Except(hasAForm ? [] : taken).Any(fault => IsAt(fault.Field, path[^1])))
            {
                wrong.Add($"{method.Name} takes more than {most} ({what}) for {string.Join('.', path.Select(field => field.Name))}, or "
                    + $"refuses {most} or one less: [{string.Join("; ", taken)}] and then [{string.Join("; ", refused)}]");
            }
        }

        return wrong;
    }

    /// <summary>The faults of a request in which one field is filled.</summary>
    public static async Task<HashSet<(string Field, string Reason)>> Faults(
        CallInvoker invoker, MethodDescriptor method, IMessage? request, FieldDescriptor[] path, Action<IMessage, FieldDescriptor> fill)
    {
        var filled = request is null ? Empty(method.InputType) : method.InputType.Parser.ParseFrom(request.ToByteArray());
        if (request is not null)
        {
            method.InputType.FindFieldByName("request_id")?.Accessor.SetValue(filled, Guid.NewGuid().ToString());
        }

        var at = filled;
        foreach (var field in path[..^1])
        {
            if (!field.IsRepeated && field.Accessor.GetValue(at) is IMessage there)
            {
                at = there;
                continue;
            }

            var inner = Empty(field.MessageType);
            Put(at, field, inner);
            at = inner;
        }

        fill(at, path[^1]);
        return AnyCall.Faults(await AnyCall.Try(invoker, method, filled));
    }

    /// <summary>Sets a field, or adds to it where it is a list.</summary>
    public static void Put(IMessage message, FieldDescriptor field, object value)
    {
        if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(value);
        }
        else
        {
            field.Accessor.SetValue(message, value);
        }
    }

    private static bool IsAt(string fault, FieldDescriptor field) => fault.Split('.')[^1].Split('[')[0] == field.Name;

    private static IEnumerable<FieldDescriptor[]> Limited(MessageDescriptor message, FieldDescriptor[] before)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            FieldDescriptor[] path = [.. before, field];
            if (field.GetOptions()?.GetExtension(LimitsExtensions.Limits) is not null)
            {
                yield return path;
            }

            if (field.FieldType == FieldType.Message && before.All(one => one.MessageType != field.MessageType))
            {
                foreach (var further in Limited(field.MessageType, path))
                {
                    yield return further;
                }
            }
        }
    }

    private static IEnumerable<(string What, long Most, Action<IMessage, FieldDescriptor, long> Fill)> Fillings(
        FieldDescriptor field, bool imported)
    {
        var limits = field.GetOptions().GetExtension(LimitsExtensions.Limits);
        if (limits.MaxLength > 0)
        {
            var most = imported && limits.MaxLengthImported > 0 ? limits.MaxLengthImported : limits.MaxLength;
            yield return ("characters", most, (message, at, length) => Put(message, at, TextOf(at, (int)length)));
        }

        if (limits.Max > 0)
        {
            yield return ("most", limits.Max, (message, at, number) =>
                Put(message, at, at.FieldType == FieldType.Int64 ? number : (object)(int)number));
        }

        if (limits.MaxCount > 0)
        {
            yield return ("entries", limits.MaxCount, (message, at, count) =>
            {
                for (var entry = 0; entry < count; entry++)
                {
                    Put(message, at, at.FieldType == FieldType.Message ? Entry(at.MessageType, entry)
                        : at.FieldType == FieldType.String ? $"entry-{entry}" : (object)(long)entry);
                }
            }
            );
        }
    }

    private static string TextOf(FieldDescriptor field, int length) =>
        Shapes.TryGetValue($"{field.ContainingType.Name}.{field.Name}", out var shape) ? shape(length) : new string('a', length);

    // Each different from the others, so that they are too many and nothing else.
    private static IMessage Entry(MessageDescriptor message, int number)
    {
        var entry = Empty(message);
        foreach (var field in message.Fields.InDeclarationOrder().Where(field => !field.IsRepeated))
        {
            switch (field.FieldType)
            {
                case FieldType.String:
                    Put(entry, field, $"entry-{number}");
                    break;
                case FieldType.Enum:
                    Put(entry, field, field.EnumType.Values[1].Number);
                    break;
                default:
                    break;
            }
        }

        return entry;
    }

    private static IMessage Empty(MessageDescriptor message) => (IMessage)Activator.CreateInstance(message.ClrType)!;
}
