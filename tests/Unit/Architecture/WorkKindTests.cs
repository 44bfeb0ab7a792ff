using System.Reflection;
using System.Text.RegularExpressions;
using Participatory.Contracts;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// Kinds of work stand in statements as text, and a kind that nobody knows is told to nobody: so what is counted is one of
/// <see cref="WorkKinds"/>, and each of those is counted by one service.
/// </summary>
public sealed partial class WorkKindTests
{
    [Fact]
    public void Every_kind_of_work_is_counted_by_one_service_and_none_that_nobody_knows()
    {
        var names = typeof(WorkKinds).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .ToDictionary(field => field.Name, field => (string)field.GetValue(null)!, StringComparer.Ordinal);
        Assert.Equal(names.Values.Order(StringComparer.Ordinal), WorkKinds.All.Order(StringComparer.Ordinal));
        var counted =
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "services"), "CountWork.cs", SearchOption.AllDirectories)
            let text = File.ReadAllText(file)
            from kind in Literals().Matches(text).Select(found => found.Groups["kind"].Value)
                .Concat(Constants().Matches(text).Select(found => names[found.Groups["name"].Value])).Distinct()
            select kind;
        Assert.Equal(names.Values.Order(StringComparer.Ordinal), counted.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("'(?<kind>[a-z]+(_[a-z]+)+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literals();

    [GeneratedRegex(@"WorkKinds\.(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Constants();
}
