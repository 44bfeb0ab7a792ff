using Google.Protobuf.Reflection;
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
        var names = Names(AccountabilityReflection.Descriptor).Select(name => name.ToLowerInvariant()).ToList();

        Assert.Contains("addphotorequest.content", names);
        Assert.All(names, name => Assert.DoesNotContain(Words, word => name.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_only_files_that_can_be_sent_are_photos()
    {
        var bytes = AccountabilityReflection.Descriptor.MessageTypes
            .SelectMany(message => message.Fields.InDeclarationOrder())
            .Where(field => field.FieldType == FieldType.Bytes)
            .Select(field => field.FullName);

        Assert.Equal(
            ["participatory.accountability.v1.AddPhotoRequest.content", "participatory.accountability.v1.GetPhotoResponse.content"],
            bytes.Order(StringComparer.Ordinal));
    }

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
