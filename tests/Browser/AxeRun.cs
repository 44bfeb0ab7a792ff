using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>
/// Notes what axe found on each page when it looked last, in <c>TestResults/axe.json</c>, which is kept by no repository; a test of
/// tests/Unit holds the accessibility statement against it. With <c>PARTICIPATORY_TEST_STATEMENT=1</c> it writes the statement's own file,
/// too, so that the statement says the day of this run and all that it found.
/// </summary>
internal static class AxeRun
{
    private static readonly Lock Turn = new();

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private static readonly SortedDictionary<string, SortedSet<string>> Found = new(StringComparer.Ordinal);

    /// <param name="page">The path of the page.</param>
    /// <param name="rules">Those that it breaks, as axe calls them.</param>
    public static void Note(string page, IEnumerable<string> rules)
    {
        lock (Turn)
        {
            // A page is looked at on a phone and on a large screen.
            Found[page] = [.. rules, .. Found.GetValueOrDefault(page, [])];
            var on = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults"));
            File.WriteAllText(
                Path.Combine(Repository.Root, "TestResults", "axe.json"), JsonSerializer.Serialize(new { on, pages = Found }, Json));
            if (Environment.GetEnvironmentVariable("PARTICIPATORY_TEST_STATEMENT") == "1")
            {
                WriteStatement(Path.Combine(Repository.Root, "eng", "accessibility.json"), on);
            }
        }
    }

    // What no program finds stays as somebody wrote it.
    private static void WriteStatement(string path, string on)
    {
        var statement = JsonNode.Parse(File.ReadAllText(path))!;
        statement["looked"] = on;
        statement["faults"] = JsonSerializer.SerializeToNode(
            Found.SelectMany(page => page.Value.Select(rule => new { rule, page = page.Key })));
        File.WriteAllText(path, statement.ToJsonString(Json) + "\n");
    }
}
