using System.Reflection;
using Google.Protobuf.Reflection;
using Participatory.Access.V1;
using Participatory.Accountability.V1;

namespace Participatory.Tests.Service.Accountability;

public sealed class NoReceiptsTests
{
    private static readonly string[] Words =
    [
        "receipt", "invoice", "voucher", "proof", "evidence", "expense", "spend", "spent", "bill", "document", "attachment", "file_name",
        "statement", "audit", "complian", "overdue", "deadline", "bank", "account_number", "purchase", "vendor", "supplier", "itemi",
    ];

    [Fact]
    public void Nothing_can_hold_or_ask_for_a_receipt()
    {
        var names = Files.SelectMany(Names).Select(name => name.ToLowerInvariant()).ToList();

        Assert.Contains("addphotorequest.content", names);
        Assert.All(names, name => Assert.DoesNotContain(Words, word => name.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_only_files_that_can_be_sent_are_photos_and_voice_notes()
    {
        var bytes = Files.SelectMany(file => file.MessageTypes)
            .SelectMany(message => message.Fields.InDeclarationOrder())
            .Where(field => field.FieldType == FieldType.Bytes)
            .Select(field => field.FullName);

        Assert.Equal(
            [
                "participatory.accountability.v1.AddPhotoRequest.content",
                // Officers alone send it, and of the table numbers alone are kept: no group has anything to do with it.
                "participatory.accountability.v1.AddResidentsRequest.content",
                "participatory.accountability.v1.AddVoiceRequest.content",
                "participatory.accountability.v1.GetPhotoResponse.content", "participatory.accountability.v1.GetVoiceResponse.content",
            ],
            bytes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_method_of_an_officer_asks_a_group_for_anything()
    {
        var officers = AccountabilityReflection.Descriptor.Services.Single().Methods
            .Where(method => method.GetOptions().GetExtension(AccessExtensions.Access) is { } access && access.Allow.Contains(Role.Officer))
            .Select(method => method.Name)
            .ToList();

        Assert.Contains("AnswerStory", officers);
        Assert.All(officers, name => Assert.DoesNotContain(
            (string[])["Ask", "Request", "Demand", "Require", "Question", "Remind", "Return", "Reject"],
                word => name.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_can_hold_the_name_of_a_child() => Assert.Equal(
        ["participatory.accountability.v1.AddPhotoRequest.parents_said_yes",
            "participatory.accountability.v1.AddPhotoRequest.they_said_yes"],
        Files.SelectMany(file => file.MessageTypes).Single(message => message.Name == "AddPhotoRequest").Fields.InDeclarationOrder()
            .Where(field => field.FieldType == FieldType.Bool).Select(field => field.FullName).Order(StringComparer.Ordinal)
            .Concat(Files.SelectMany(file => file.MessageTypes).SelectMany(message => message.Fields.InDeclarationOrder())
                .Where(field => field.Name.Contains("child", StringComparison.Ordinal)
                    || field.Name.EndsWith("_name", StringComparison.Ordinal)).Select(field => field.FullName)));

    /// <summary>Every file of the contract of this service.</summary>
    private static IReadOnlyList<FileDescriptor> Files => typeof(AccountabilityReflection).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(AccountabilityReflection).Namespace)
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
        .Where(property => property?.PropertyType == typeof(FileDescriptor))
        .Select(property => (FileDescriptor)property!.GetValue(null)!)
        .ToList();

    private static IEnumerable<string> Names(FileDescriptor file) =>
    [
        .. file.Services.SelectMany(service => service.Methods).Select(method => method.Name),
        .. file.MessageTypes.SelectMany(Names),
        .. file.EnumTypes.SelectMany(type => type.Values.Select(value => value.Name).Append(type.Name)),
    ];

    private static IEnumerable<string> Names(MessageDescriptor message) =>
    [
        message.Name,
        .. message.Fields.InDeclarationOrder().Select(field => $"{message.Name}.{field.Name}"),
        .. message.NestedTypes.SelectMany(Names),
    ];
}
