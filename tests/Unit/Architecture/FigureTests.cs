using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>The figures that the code makes are those that the page for the one who runs it explains.</summary>
public sealed partial class FigureTests
{
    [Fact]
    public void Every_figure_that_we_make_stands_on_the_page_for_the_one_who_runs_it()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "eng", "RUNNING.md"));
        var made = OurCode.Sources("*.cs", "services", "gateway").SelectMany(path => Made().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups["name"].Value).Distinct().ToList();

        Assert.True(made.Count >= 10);
        Assert.DoesNotContain(made, name => !page.Contains($"`{name}`", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\.Create(Observable)?(Counter|Gauge|Histogram|UpDownCounter)(<\w+>)?\(\s*""(?<name>[a-z._]+)""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();
}
