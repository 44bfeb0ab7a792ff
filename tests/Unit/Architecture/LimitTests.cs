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

    /// <summary>
    /// Texts whose form says more than a length, so that the longest that can be typed is refused, too: codes, cards and numbers with
    /// room for spaces and hyphens between their signs; and secrets, which open nothing whatever their length.
    /// </summary>
    private static readonly string[] OfAForm =
    [
        "charity_number", "company_number", "sort_code", "account_number", "code", "new_code", "old_code", "card", "tracking_code",
        "serial", "secret", "voice_secret", "language", "token", "close_date", "email",
    ];

    /// <summary>
    /// What an idea may hold depends on its round, and the faults of imported ballots are told by the number of the ballot, once there is a
    /// poll: AtTheNumberTests of their services walk them. A token that is too long is no link, as any other that is none.
    /// </summary>
    internal static readonly string[] Later = ["CreateProposal", "ImportBallots", "OpenLink.token", "StopMail.token"];

    /// <summary>What else a request has to say for a field to count.</summary>
    private static readonly Dictionary<string, Func<IMessage>> Beside = new(StringComparer.Ordinal)
    {
        ["ChooseEvidence.groups"] = () => new Grants.V1.ChooseEvidenceRequest { Evidence = Grants.V1.Evidence.Sample },
    };

    [Theory, MemberData(nameof(Services))]
    public async Task A_field_takes_one_less_than_its_limit_and_as_much_and_refuses_one_more(string name)
    {
        var descriptor = OurCode.Services.Single(service => service.FullName == name);
        await using var service = await AnyMethod.Start(descriptor);
        var wrong = new List<string>();
        foreach (var method in descriptor.Methods)
        {
            var invoker = Invoker(service, method);
            foreach (var path in LimitWalk.Limited(method.InputType).Where(
                path => !Later.Contains(method.Name) && !Later.Contains($"{method.Name}.{path[^1].Name}")))
            {
                var request = Beside.GetValueOrDefault($"{method.Name}.{path[^1].Name}")?.Invoke();
                wrong.AddRange(await LimitWalk.Past(invoker, method, request, path, OfAForm.Contains(path[^1].Name)));
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
                && !file.Contains("/Sounds/", StringComparison.Ordinal)
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
