using Google.Protobuf.Reflection;
using Participatory.Gateway.Pages.Council.Imports;
using Participatory.LimitOptions.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// A name or a title may come to stand in the subject of an e-mail or in a line of a file, where a line break begins something of its own.
/// </summary>
public sealed class OneLineTests
{
    /// <summary>No field as short as this is written in several lines.</summary>
    private const int ShortText = 200;

    /// <summary>Codes, cards and numbers, of which the signs are read without what stands between them; themes, in which every white space
    /// becomes a space.</summary>
    private static readonly string[] Folded =
        ["sort_code", "account_number", "code", "new_code", "old_code", "card", "tracking_code", "serial", "secret",
            "close_date", "themes"];

    public static TheoryData<string> Services => LimitTests.Services;

    [Theory, MemberData(nameof(Services))]
    public async Task A_field_of_one_line_refuses_line_breaks(string name)
    {
        var descriptor = OurCode.Services.Single(service => service.FullName == name);
        await using var service = await AnyMethod.Start(descriptor);
        var wrong = new List<string>();
        foreach (var method in descriptor.Methods)
        {
            var invoker = LimitTests.Invoker(service, method);
            foreach (var path in LimitWalk.Limited(method.InputType).Where(path => IsOneLine(path[^1])
                && !LimitTests.Later.Contains(method.Name) && !LimitTests.Later.Contains($"{method.Name}.{path[^1].Name}")))
            {
                foreach (var text in new[] { "A\nb", "A\r\nb", "A\rb", "A\u2028b", "A\u2029b", "A\u0085b", "A\vb", "A\fb" })
                {
                    var refused = await LimitWalk.Faults(invoker, method, null, path, (message, at) => LimitWalk.Put(message, at, text));
                    if (!refused.Any(fault => fault.Field.Split('.')[^1].Split('[')[0] == path[^1].Name))
                    {
                        wrong.Add($"{method.Name} takes {Uri.EscapeDataString(text)} for {string.Join('.', path.Select(one => one.Name))}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void A_name_from_a_file_is_folded_to_one_line_and_cut() =>
        Assert.Equal("A bench Bcc: a", PublishedElection.OneLine("A bench\r\nBcc:\u2028a@example.org", 14));

    [Fact]
    public void Every_short_text_says_that_it_is_of_one_line() => Assert.Empty(
        from service in OurCode.Services
        from method in service.Methods
        from path in LimitWalk.Limited(method.InputType)
        let field = path[^1]
        where field.FieldType == FieldType.String
            && field.GetOptions().GetExtension(LimitsExtensions.Limits).MaxLength is > 0 and <= ShortText
            && !IsOneLine(field) && !Folded.Contains(field.Name)
        select field.FullName);

    private static bool IsOneLine(FieldDescriptor field) => field.GetOptions().GetExtension(LimitsExtensions.Limits).OneLine;
}
