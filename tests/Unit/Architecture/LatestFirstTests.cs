using System.Text.RegularExpressions;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// A statement that takes the latest or the first of several rows is right only where the thing has happened twice, and in both orders:
/// with one row, or with rows that come in order, any of them is the right one. Each such statement is found here by itself, and names the
/// test that has it happen twice; where we number the rows ourselves, one after the other, there is one order only.
/// </summary>
public sealed partial class LatestFirstTests
{
    /// <summary>We give the number ourselves while nobody else can: what came later has the higher one.</summary>
    private const string Numbered = "numbered by us";

    private static readonly Dictionary<string, string> Shown = new(StringComparer.Ordinal)
    {
    };

    [Fact]
    public void Whatever_takes_the_latest_or_the_first_has_a_test_in_which_there_are_two_in_both_orders()
    {
        var found = Found().ToDictionary(one => one.Field, one => one.Text, StringComparer.Ordinal);
        Assert.True(found.Count > 25, "The statements were not found.");
        Assert.Empty(found.Keys.Except(Shown.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(field => $"{field} takes the latest or the first: name the test in which there are two of them, in both orders.\n{found[field]}"));
        Assert.Empty(Shown.Keys.Except(found.Keys, StringComparer.Ordinal).Select(field => $"{field} is gone, or takes no latest any more."));
    }

    [Fact]
    public void Every_test_that_is_named_is_there_and_what_has_an_instant_is_not_numbered()
    {
        Assert.Empty(from one in Shown
                     where one.Value != Numbered && !NamedTests.AreIn($"(`{one.Value}`)")
                     select $"{one.Key}: there is no test {one.Value}.");
        Assert.Empty(from one in Found()
                     where Shown.GetValueOrDefault(one.Field) == Numbered && ByInstant().IsMatch(one.Text)
                     select $"{one.Field} goes by an instant, and those come in any order.");
    }

    [Fact]
    public void A_statement_of_each_kind_would_be_seen()
    {
        string[] seen =
        [
            "SELECT MAX(number) FROM proposal", "SELECT a FROM b ORDER BY told_on DESC LIMIT @one", "SELECT a FROM b ORDER BY c LIMIT 1",
            "SELECT a, (SELECT MIN(reviewed_at) FROM review) FROM b",
        ];
        Assert.All(seen, text => Assert.Matches(TakesOne(), text));
        Assert.DoesNotMatch(TakesOne(), "SELECT a FROM b ORDER BY c DESC LIMIT @Count");
    }

    private static IEnumerable<(string Field, string Text)> Found() =>
        (from assembly in OurCode.WithDatabase
         from statement in SqlTests.Statements(assembly.GetName().Name!)
         let text = Regex.Replace(statement.Sql.For(Dialect.Sqlite), @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1))
         where TakesOne().IsMatch(text)
         select (Field: statement.Field["Participatory.".Length..], text)).DistinctBy(one => one.Field);

    [GeneratedRegex(@"\b(MAX|MIN)\(|\bLIMIT (@one|1)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TakesOne();

    [GeneratedRegex(@"\b(MAX|MIN)\((\w+\.)?\w+_(at|on)\)|ORDER BY [^()]*_(at|on)\b[^()]* LIMIT (@one|1)\b",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByInstant();
}
