using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// What a README promises stands under "## Promises", one bullet for each promise, with the test that fails without it: `Class.Method`.
/// </summary>
public sealed class PromisesTests
{
    public static TheoryData<string> Services => [.. OurCode.Services
        .Select(service => service.Name[..^"Service".Length])
        .Where(name => Directory.Exists(Path.Combine(Repository.Root, "services", name)))];

    private static IEnumerable<string> Pages => OurCode.Sources("*.md", "protos", "services", "gateway", "tests", "eng")
        .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"));

    [Theory, MemberData(nameof(Services))]
    public void A_service_says_what_it_promises(string name) =>
        Assert.NotEmpty(Promises(File.ReadLines(Path.Combine(Repository.Root, "services", name, "README.md"))));

    [Fact]
    public void Every_promise_names_a_test()
    {
        var promises = Pages.SelectMany(page => Promises(File.ReadLines(page)).Select(promise => $"{Place(page)}: {promise}")).ToList();

        Assert.True(promises.Count > 100, "The promises were not found.");
        var without = promises.Where(promise => !NamedTests.AreIn(promise)).ToList();
        Assert.True(without.Count == 0, $"No test is named by\n{string.Join('\n', without)}");
    }

    [Fact]
    public void Every_test_that_a_page_names_is_there()
    {
        var tests = NamedTests.All;
        Assert.True(tests.Count > 100 && tests.Values.Sum(methods => methods.Count) > 1000, "The tests were not found.");
        var gone = Pages.SelectMany(page => NamedTests.Gone(File.ReadAllText(page)).Select(name => $"{Place(page)}: {name}")).ToList();
        Assert.True(gone.Count == 0, $"There is no test of the name of\n{string.Join('\n', gone)}");
    }

    [Fact]
    public void A_promise_without_a_test_and_a_test_that_is_gone_would_be_seen()
    {
        string[] page =
        [
            "- This is no promise.", "## Promises", "- It is **kept**", "  (`PromisesTests.Every_promise_names_a_test`).",
            "- It is not (`PromisesTests`).", "", "Some words.", "### More", "- Nor is this.", "## Events", "- Nor is this a promise.",
        ];

        Assert.Equal(
            ["It is **kept** (`PromisesTests.Every_promise_names_a_test`).", "It is not (`PromisesTests`).", "Nor is this."],
            Promises(page));
        Assert.Equal([true, false, false], Promises(page).Select(NamedTests.AreIn));
        Assert.Empty(NamedTests.Gone(string.Join('\n', page)));
        Assert.Equal(
            ["PromisesTests.Nothing_of_this_name", "Unit.NobodyTests"],
            NamedTests.Gone(
                "`PromisesTests.Nothing_of_this_name`, `Unit.NobodyTests`, `Unit.PromisesTests`, `Repository.Root` of `Tests`"));
    }

    /// <summary>The bullets under "## Promises", each as one line.</summary>
    private static List<string> Promises(IEnumerable<string> page)
    {
        var (promises, inside, goesOn) = (new List<string>(), false, false);
        foreach (var line in page)
        {
            inside = line.StartsWith("## ", StringComparison.Ordinal) ? line == "## Promises" : inside;
            if (inside && line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
            {
                promises.Add(line.TrimStart()[2..]);
                goesOn = true;
            }
            else if (goesOn && line.StartsWith("  ", StringComparison.Ordinal))
            {
                promises[^1] += $" {line.Trim()}";
            }
            else
            {
                goesOn = false;
            }
        }

        return promises;
    }

    private static string Place(string page) => Path.GetRelativePath(Repository.Root, page);
}
