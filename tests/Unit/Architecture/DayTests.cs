using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>Whose day is it? The council's, and one class says which.</summary>
public sealed partial class DayTests
{
    private static readonly Dictionary<string, string> OfAnotherClock = new(StringComparer.Ordinal)
    {
        ["services/Words/CouncilDays.cs"] = "It is the one.",
        ["services/Words/Say.cs"] = "Says instants in the zone that it is given.",
        ["services/Grants/Closes/CloseLedger.cs"] = "Books close by UTC, which anybody can verify without knowing where the council is.",
        ["services/Voting/Ballots/Settlement.cs"] = "The day on which somebody voted is UTC's; it is shown nowhere.",
        ["services/Voting/Paper/OpenPaperBatch.cs"] = "As in Settlement.",
        ["services/Voting/Registrations/Register.cs"] = "The day of a registration is shown nowhere.",
        ["services/Grants/Payments/Runs/BankDays.cs"] = "Turns the dates of holidays into days; there is no instant in it.",
    };

    [Fact]
    public void A_day_is_taken_from_an_instant_where_the_council_is_and_nowhere_else()
    {
        var found = OurCode.Sources("*.cs", "services", "gateway").Concat(OurCode.Sources("*.cshtml", "gateway"))
            .Where(path => ByItself().IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("services/Counting/", StringComparison.Ordinal)
                && !path.StartsWith("services/Standalone/Demo/", StringComparison.Ordinal));

        Assert.Equal(OfAnotherClock.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    // An instant that is cut to its day, or a day that is put at a midnight, without asking whose.
    [GeneratedRegex(
        "FromDateTime\\b|DateTime\\.(Today|Now)\\b|UtcNow\\.Date\\b|UtcDateTime\\.(Date|Day|Month|Year)\\b|TimeOnly\\.MinValue"
            + "|UtcDateTime\\.ToString\\(\"yyyy-MM(-dd)?\"|DateTimeOffset\\.Now\\b",
        RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ByItself();
}
