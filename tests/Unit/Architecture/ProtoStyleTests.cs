using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Participatory.Access.V1;

namespace Participatory.Tests.Unit.Architecture;

public sealed partial class ProtoStyleTests
{
    /// <summary>What a method that changes nothing begins with.</summary>
    private static readonly string[] Reads = ["Get", "List", "Export", "LookUp"];

    private static readonly string[] PhaseStarts =
        ["listening_from", "accepting_from", "reviewing_from", "balloting_from", "finished_from"];

    private static List<MethodDescriptor> Methods => OurCode.Services.SelectMany(service => service.Methods).ToList();

    private static List<MessageDescriptor> Messages => OurCode.Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested).ToList();

    [Fact]
    public void The_contract_was_found()
    {
        Assert.Equal(["AccountabilityService", "GrantsService", "OperationsService", "PeopleService", "ProposalsService", "RightsService",
            "VotingService"],
            OurCode.Services.Select(service => service.Name));
        Assert.True(Methods.Count > 50 && Messages.Count > 100);
    }

    [Fact]
    public void Every_method_says_who_may_call_it() => AllHold(Methods, method =>
        method.GetOptions()?.GetExtension(AccessExtensions.Access) is { Allow.Count: > 0 } access
            && !access.Allow.Contains(Role.Unspecified));

    [Fact]
    public void A_method_that_lets_in_officers_says_of_which_area_and_one_that_lets_in_people_whose_it_is() => AllHold(Methods, method =>
        method.GetOptions()?.GetExtension(AccessExtensions.Access) is { } access
            && access.Allow.Contains(Role.Officer) == (access.InArea != InArea.Unspecified)
            && access.Allow.Contains(Role.Person) == (access.Owner.Count > 0)
            && !access.Owner.Contains(Owner.Unspecified) && !access.Holds.Contains(Held.Unspecified));

    [Fact]
    public void Every_change_carries_a_request_id_first() => AllHold(Methods.Where(method => !IsRead(method)), method =>
        method.InputType.FindFieldByName("request_id") is { FieldNumber: 1, FieldType: FieldType.String, IsRepeated: false });

    [Fact]
    public void What_changes_nothing_needs_no_request_id() => AllHold(Methods.Where(IsRead), method =>
        method.InputType.FindFieldByName("request_id") is null && !method.IsClientStreaming);

    [Fact]
    public void Every_list_comes_in_pages() =>
        AllHold(Methods.Where(method => method.Name.StartsWith("List", StringComparison.Ordinal)), method =>
        method.InputType.FindFieldByName("page_size") is { FieldType: FieldType.Int32 }
        && method.InputType.FindFieldByName("page_token") is { FieldType: FieldType.String }
        && method.OutputType.FindFieldByName("next_page_token") is { FieldType: FieldType.String }
        && method.OutputType.FindFieldByNumber(1) is { IsRepeated: true, FieldType: FieldType.Message });

    [Fact]
    public void Nothing_else_returns_many_at_once() => AllHold(
        Methods.Where(method => !method.Name.StartsWith("List", StringComparison.Ordinal)),
            method => method.OutputType.FindFieldByName("next_page_token") is null);

    [Fact]
    public void States_change_by_name_not_by_setting_fields() => AllHold(Methods, method =>
        !new[] { "Update", "Set", "Patch", "Save", "Process", "Handle", "Do" }.Any(
            verb => method.Name.StartsWith(verb, StringComparison.Ordinal) && char.IsAsciiLetterUpper(method.Name[verb.Length])));

    [Fact]
    public void Every_method_has_a_request_of_its_own() => AllHold(Methods, method =>
        method.InputType.Name == $"{method.Name}Request" && method.InputType.File.Package == method.Service.File.Package);

    [Fact]
    public void Services_end_in_service_and_methods_are_verbs_in_pascal_case()
    {
        AllHold(OurCode.Services, service => service.Name.EndsWith("Service", StringComparison.Ordinal));
        AllHold(Methods, method => PascalCase().IsMatch(method.Name));
    }

    [Fact]
    public void Packages_files_and_namespaces_say_the_same() => AllHold(OurCode.Files, file =>
        Package().Match(file.Package) is { Success: true } match
        && file.Name.StartsWith($"participatory/{match.Groups["name"].Value}/v1/", StringComparison.Ordinal)
        && file.GetOptions().CsharpNamespace.EndsWith(".V1", StringComparison.Ordinal));

    [Fact]
    public void Every_service_lives_in_the_package_of_its_name() => AllHold(OurCode.Services, service =>
        service.File.Package == $"participatory.{service.Name[..^"Service".Length].ToLowerInvariant()}.v1");

    [Fact]
    public void Fields_are_lower_case_with_underscores() =>
        AllHold(Messages.SelectMany(message => message.Fields.InDeclarationOrder()), field => SnakeCase().IsMatch(field.Name));

    [Fact]
    public void Messages_are_in_pascal_case() => AllHold(Messages, message => PascalCase().IsMatch(message.Name));

    [Fact]
    public void Every_enum_begins_unspecified_and_carries_its_name() => AllHold(
        OurCode.Files.SelectMany(file => file.EnumTypes).Concat(Messages.SelectMany(message => message.EnumTypes)), type =>
        {
            var prefix = Hump().Replace(type.Name, "_$0").TrimStart('_').ToUpperInvariant();
            return type.FindValueByNumber(0)?.Name == $"{prefix}_UNSPECIFIED"
                && type.Values.All(value => value.Name.StartsWith($"{prefix}_", StringComparison.Ordinal)
                    && UpperCase().IsMatch(value.Name));
        });

    [Fact]
    public void Instants_say_that_they_are() => AllHold(
        Messages.SelectMany(message => message.Fields.InDeclarationOrder())
            .Where(field => field is { FieldType: FieldType.Message, MessageType.FullName: "google.protobuf.Timestamp" }),
        // The dates of a round's phases are each "from" when: the phase's own name says the rest.
        field => field.Name == "time" || field.Name.EndsWith("_time", StringComparison.Ordinal) || PhaseStarts.Contains(field.Name));

    [Fact]
    public void Amounts_of_money_are_never_bare_numbers() => AllHold(
        Messages.Where(message => message.FullName != "participatory.type.v1.Money")
            .SelectMany(message => message.Fields.InDeclarationOrder()),
        field => !field.Name.EndsWith("_minor", StringComparison.Ordinal) && field.FieldType is not (FieldType.Float or FieldType.Double)
            || field.Name.EndsWith("_percent", StringComparison.Ordinal));

    private static bool IsRead(MethodDescriptor method) => Reads.Any(read => method.Name.StartsWith(read, StringComparison.Ordinal));

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        [message, .. message.NestedTypes.SelectMany(WithNested)];

    private static void AllHold<T>(IEnumerable<T> items, Func<T, bool> holds) where T : IDescriptor
    {
        var all = items.ToList();
        Assert.NotEmpty(all);
        Assert.Empty(all.Where(item => !holds(item)).Select(item => item.FullName));
    }

    [GeneratedRegex(@"^participatory\.(?<name>[a-z]+)\.v1\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Package();

    [GeneratedRegex(@"^[a-z][a-z0-9]*(_[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SnakeCase();

    [GeneratedRegex(@"^([A-Z][a-z0-9]+)+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PascalCase();

    [GeneratedRegex(@"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UpperCase();

    [GeneratedRegex("[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Hump();
}
