using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>A line that fits can be read beside another file.</summary>
public sealed class LineLengthTests
{
    private const int LongestOfCode = 140;
    private const int LongestOfWords = 120;
    private const int LongestTest = 350;

    private static readonly string[] Everywhere = ["protos", "services", "gateway", "tests", "eng"];

    [Fact]
    public void No_line_of_code_is_over_140_columns() =>
        Assert.Empty(((string[])["*.cs", "*.cshtml", "*.proto", "*.sql", "*.sh"])
            .SelectMany(pattern => OurCode.Sources(pattern, Everywhere))
            .SelectMany(file => Longer(file, LongestOfCode))
            .Select(line => line.Place));

    // Tables, headings, HTML and what stands in a fence are not wrapped.
    [Fact]
    public void What_is_written_for_people_wraps_at_120_columns() =>
        Assert.Empty(OurCode.Sources("*.md", Everywhere)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .SelectMany(file => Longer(file, LongestOfWords))
            .Where(line => !line.IsCode && !"|#<".Contains(line.Text.TrimStart()[0], StringComparison.Ordinal)
                && line.Text.TrimStart().Contains(' ', StringComparison.Ordinal))
            .Select(line => line.Place));

    [Fact]
    public void No_file_of_tests_is_over_350_lines() =>
        Assert.Empty(OurCode.Sources("*.cs", "tests")
            .Where(file => File.ReadLines(file).Count() > LongestTest)
            .Select(file => Path.GetRelativePath(Repository.Root, file)));

    private static IEnumerable<(string Text, bool IsCode, string Place)> Longer(string file, int longest)
    {
        var (number, fenced) = (0, false);
        foreach (var line in File.ReadLines(file))
        {
            number++;
            fenced ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (line.Length > longest)
            {
                yield return (line, fenced, $"{Path.GetRelativePath(Repository.Root, file)}:{number} has {line.Length} columns");
            }
        }
    }
}
