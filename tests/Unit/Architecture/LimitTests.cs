using System.Collections;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Participatory.Access.V1;
using Participatory.LimitOptions.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>What stands at a field as its limit is what the service takes: as much as that, and no more.</summary>
public sealed partial class LimitTests
{
    public static TheoryData<string> Services => [.. OurCode.Services.Select(service => service.FullName)];

    /// <summary>Texts of a shape of their own; everything else is letters.</summary>
    private static readonly Dictionary<string, Func<int, string>> Shapes = new(StringComparer.Ordinal)
    {
        ["Fund.currency"] = length => new string('A', length),
        ["Round.currency"] = length => new string('A', length),
        ["Video.address"] = length => "https://example.org/".PadRight(length, 'a'),
        ["SendCodeRequest.email"] = length => "a@example.".PadRight(length - 2, 'a') + "aa",
        ["UseCodeRequest.code"] = length => "123456".PadRight(length, ' '),
    };

    /// <summary>
    /// Texts whose form says more than a length, so that the longest that can be typed is refused, too: codes, cards and numbers with
    /// room for spaces and hyphens between their signs; and secrets, which open nothing whatever their length.
    /// </summary>
    private static readonly string[] OfAForm =
    [
        "charity_number", "company_number", "sort_code", "account_number", "code", "card", "tracking_code", "serial", "secret", "token",
        "close_date", "email",
    ];

    /// <summary>
    /// Left to the tests of the services: what an idea may hold depends on its round, and all its faults are said together; the faults of
    /// imported ballots are told by the number of the ballot, once there is a poll; a token that is too long is no link, as any other.
    /// </summary>
    internal static readonly string[] Later = ["CreateProposal", "ImportBallots", "OpenLink.token", "StopMail.token"];

    /// <summary>What else a request has to say for a field to count.</summary>
    private static readonly Dictionary<string, Action<IMessage>> Beside = new(StringComparer.Ordinal)
    {
        ["ChooseEvidence.groups"] = request => ((Grants.V1.ChooseEvidenceRequest)request).Evidence = Grants.V1.Evidence.Sample,
    };

    [Theory, MemberData(nameof(Services))]
    public async Task A_field_takes_as_much_as_its_limit_and_refuses_more(string name)
    {
        var descriptor = OurCode.Services.Single(service => service.FullName == name);
        await using var service = await AnyMethod.Start(descriptor);
        var wrong = new List<string>();
        foreach (var method in descriptor.Methods)
        {
            var invoker = Invoker(service, method);
            foreach (var path in Limited(method.InputType, []).Where(
                path => !Later.Contains(method.Name) && !Later.Contains($"{method.Name}.{path[^1].Name}")))
            {
                foreach (var (what, most, fill) in Fillings(path[^1]))
                {
                    var taken = await Faults(invoker, method, path, fill, most);
                    var refused = await Faults(invoker, method, path, fill, most + 1);
                    var place = string.Join('.', path.Select(field => field.Name));
                    if (!refused.Except(OfAForm.Contains(path[^1].Name) ? [] : taken)
                        .Any(fault => fault.Field.Split('.')[^1].Split('[')[0] == path[^1].Name))
                    {
                        wrong.Add($"{method.Name} takes more than {most} ({what}) for {place}, or refuses {most}: "
                            + $"[{string.Join("; ", taken)}] and then [{string.Join("; ", refused)}]");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void A_page_that_names_a_field_lets_nobody_type_more_than_it_takes()
    {
        Assert.Equal(1000, FieldLimits.Typed((Grants.V1.DeclineReleaseRequest it) => it.Reason));
        // Of a number, its digits.
        Assert.Equal(4, FieldLimits.Typed((Accountability.V1.SendMinutesRequest it) => it.Minutes));
        Assert.Throws<InvalidOperationException>(() => FieldLimits.Typed((Grants.V1.DeclineReleaseRequest it) => it.RequestId));
    }

    [Fact]
    public void No_page_says_a_limit_as_a_number() => Assert.Empty(OurCode.Sources("*.cshtml", "gateway")
        .SelectMany(file => File.ReadLines(file)
            .Where(line => NumberInPage().IsMatch(line))
            .Select(line => $"{Path.GetFileName(file)}: {line.Trim()}")));

    [Fact]
    public void No_service_says_the_limit_of_a_field_as_a_number()
    {
        // Of what is no field's own limit: amounts of money everywhere, ballots of all messages together, the ceilings of a policy,
        // and a day from today.
        string[] others = ["MaxAmountMinor", "MaxBallots", "MostOfSentence", "MostOfQuestions", "MostDaysAhead"];
        var found =
            from file in OurCode.Sources("*.cs", "services")
            where !file.Contains("/Voices/", StringComparison.Ordinal) && !file.Contains("/Pictures/", StringComparison.Ordinal)
            let text = File.ReadAllText(file)
            let named = Constant().Matches(text).Select(match => match.Groups["name"].Value).Except(others).ToList()
            from check in Checked().Matches(text).Select(match => match.Value)
            where NumberInCheck().IsMatch(check) || named.Any(name => Regex.IsMatch(
                check, $@"(<=|<|>|>=|, |max: ) ?{name}\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            select $"{Path.GetFileName(file)}: {check}";

        Assert.Empty(found);
    }

    /// <summary>Somebody who may call a method.</summary>
    internal static CallInvoker Invoker(RunningService service, MethodDescriptor method)
    {
        var allowed = method.GetOptions().GetExtension(AccessExtensions.Access).Allow;
        return allowed.Contains(Role.Service)
            ? service.As(People.Nobody).Intercept(headers =>
            {
                headers.Add("authorization", Platform.Identity.GatewaySecret.Scheme + RunningService.GatewaySecret);
                return headers;
            })
            : service.As(AnyMethod.Everybody.First(caller => allowed.Any(caller.Is)));
    }

    /// <summary>Every way from a message to a field of it, or of what it holds, that states a limit.</summary>
    internal static IEnumerable<FieldDescriptor[]> Limited(MessageDescriptor message, FieldDescriptor[] before)
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

    private static IEnumerable<(string What, long Most, Action<IMessage, FieldDescriptor, long> Fill)> Fillings(FieldDescriptor field)
    {
        var limits = field.GetOptions().GetExtension(LimitsExtensions.Limits);
        if (limits.MaxLength > 0)
        {
            yield return ("characters", limits.MaxLength, (message, at, length) => Put(message, at, TextOf(at, (int)length)));
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

    internal static async Task<HashSet<(string Field, string Reason)>> Faults(
        CallInvoker invoker, MethodDescriptor method, FieldDescriptor[] path, Action<IMessage, FieldDescriptor, long> fill, long amount)
    {
        var request = Empty(method.InputType);
        Beside.GetValueOrDefault($"{method.Name}.{path[^1].Name}")?.Invoke(request);
        var at = request;
        foreach (var field in path[..^1])
        {
            var inner = Empty(field.MessageType);
            Put(at, field, inner);
            at = inner;
        }

        fill(at, path[^1], amount);
        return AnyCall.Faults(await AnyCall.Try(invoker, method, request));
    }

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

    internal static void Put(IMessage message, FieldDescriptor field, object value)
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

    [GeneratedRegex("\\b(max|maxlength|limit)=\"[0-9]", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex NumberInPage();

    [GeneratedRegex(@"const (int|long) (?<name>\w+) = [0-9_]+;", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Constant();

    // What is given to a check of a field, with at most two parentheses within each other.
    [GeneratedRegex(@"\.(Require|Text|Id|Code|Number)\(([^()""]|""[^""]*""|\(([^()""]|""[^""]*"")*\))*",
        RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Checked();

    [GeneratedRegex("(<=|<|>|>=|max:) ?[0-9][0-9_]+", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex NumberInCheck();
}
