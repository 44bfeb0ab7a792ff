using System.Text.Json;
using Participatory.Gateway.Pages.About;
using Participatory.Tests.Harness;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>The accessibility statement says what the last look at the pages found.</summary>
public sealed class AccessibilityStatementTests
{
    /// <summary>A run of today does not make a statement of yesterday untrue, and nobody commits a date every day.</summary>
    private const int MostDaysBehind = 31;

    [Fact]
    public void It_is_not_older_than_the_last_run_and_names_every_fault_that_it_found()
    {
        var path = Path.Combine(Repository.Root, "TestResults", "axe.json");
        // Where nobody has looked at pages, nothing newer is known than what the statement says.
        Assert.Empty(File.Exists(path) ? Missing(AccessibilityFile.Read(), File.ReadAllText(path)) : []);
    }

    [Fact]
    public void A_newer_run_and_a_fault_that_is_not_named_would_be_found()
    {
        var statement = new AccessibilityFile(new DateOnly(2026, 11, 1), [], [new FoundFault("label", "/a")]);
        Assert.Empty(Missing(statement, """{"on":"2026-12-02","pages":{"/a":["label"],"/b":[]}}"""));
        Assert.Single(Missing(statement, """{"on":"2026-12-03","pages":{"/a":["label"]}}"""));
        Assert.Single(Missing(statement, """{"on":"2026-11-01","pages":{"/a":["label"],"/b":["color-contrast"]}}"""));
    }

    [Fact]
    public void Everything_that_is_known_has_its_sentences_and_the_day_is_not_to_come()
    {
        using var english = Language.English();
        var statement = AccessibilityFile.Read();
        Assert.True(statement.Looked <= DateOnly.FromDateTime(DateTime.UtcNow.AddDays(1)), "Nobody has looked yet on that day.");
        Assert.All(statement.Known, name =>
        {
            Assert.NotEmpty(AccessibilityModel.Of("Fault", name));
            Assert.NotEmpty(AccessibilityModel.Of("Rule", name));
        });
    }

    private static List<string> Missing(AccessibilityFile statement, string run)
    {
        using var found = JsonDocument.Parse(run);
        var on = DateOnly.Parse(found.RootElement.GetProperty("on").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        List<string> missing =
        [
            .. from page in found.RootElement.GetProperty("pages").EnumerateObject()
               from rule in page.Value.EnumerateArray()
               let fault = new FoundFault(rule.GetString()!, page.Name)
               where !statement.Faults.Contains(fault)
               select $"eng/accessibility.json does not say that {fault.Page} breaks {fault.Rule}",
        ];
        if (on.DayNumber - statement.Looked.DayNumber > MostDaysBehind)
        {
            missing.Add($"eng/accessibility.json is of {statement.Looked:O} and the pages were looked at on {on:O}: run tests/Browser with "
                + "PARTICIPATORY_TEST_STATEMENT=1");
        }

        return missing;
    }
}
