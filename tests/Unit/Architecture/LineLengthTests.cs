using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>A line that fits can be read beside another file.</summary>
public sealed class LineLengthTests
{
    private const int LongestOfCode = 140;
    private const int LongestOfWords = 120;

    [Fact]
    public void No_line_of_code_is_over_140_columns() =>
        Assert.Empty(((string[])["*.cs", "*.cshtml", "*.proto", "*.sql"])
            .SelectMany(pattern => OurCode.Sources(pattern, "protos", "services", "gateway", "tests", "eng"))
            .SelectMany(file => Longer(file, LongestOfCode))
            .Select(line => line.Place));

    [Fact]
    public void READMEs_and_the_page_for_contributors_wrap_at_120_columns() =>
        Assert.Empty(OurCode.Sources("README.md", "protos", "services", "gateway", "tests", "eng")
            .Concat(((string[])["README.md", "CONTRIBUTING.md"]).Select(name => Path.Combine(Repository.Root, name)))
            .SelectMany(file => Longer(file, LongestOfWords))
            .Where(line => !line.IsTable)
            .Select(line => line.Place));

    private static IEnumerable<(string Place, bool IsTable)> Longer(string file, int longest) =>
        File.ReadLines(file)
            .Select((line, index) => (line, number: index + 1))
            .Where(one => one.line.Length > longest)
            .Select(one => ($"{Path.GetRelativePath(Repository.Root, file)}:{one.number} has {one.line.Length} columns", one.line.StartsWith('|')));
}
