using System.Text.RegularExpressions;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// Where something is written, and later written again in the place of what was there, each column that was written first is written
/// again, too: what the second writing forgets stays as the first said it.
/// </summary>
public sealed partial class WrittenAgainTests
{
    [Fact]
    public void What_is_written_again_forgets_no_column()
    {
        var twice = OurCode.Sources("*.cs", "services").Where(path => Again().IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetFileNameWithoutExtension(path)).ToList();
        Assert.True(twice.Count >= 5, "The places where something is written again were not found.");

        var pairs = (from name in OurCode.WithDatabase
                     from room in SqlTests.Statements(name.GetName().Name!).GroupBy(statement => Room(statement.Field))
                     where twice.Contains(room.Key.Split('.')[^1])
                     from first in room.Where(statement => statement.Field.EndsWith(".Insert", StringComparison.Ordinal))
                     from again in room.Where(statement => statement.Field.EndsWith(".Update", StringComparison.Ordinal))
                     let inserted = Inserted().Match(first.Sql.For(Dialect.Sqlite))
                     let updated = again.Sql.For(Dialect.Sqlite)
                     where inserted.Success && updated.StartsWith($"UPDATE {inserted.Groups["table"].Value} ", StringComparison.Ordinal)
                     select (
                         Room: room.Key["Participatory.".Length..], Columns: inserted.Groups["columns"].Value,
                         Updated: updated)).ToList();
        Assert.Equal(twice.Order(StringComparer.Ordinal), pairs.Select(pair => pair.Room.Split('.')[^1]).Order(StringComparer.Ordinal));
        Assert.Empty(
            from pair in pairs
            from column in pair.Columns.Split(',', StringSplitOptions.TrimEntries)
            where !Regex.IsMatch(pair.Updated, $@"\b{column} =", RegexOptions.None, TimeSpan.FromSeconds(1))
            select $"{pair.Room} writes {column} the first time and forgets it the second.");
    }

    private static string Room(string field) => field[..field.LastIndexOf('.')];

    [GeneratedRegex(@"INSERT INTO (?<table>\w+) \((?<columns>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inserted();

    // One statement, and where it changed no row the other with the same values.
    [GeneratedRegex(
        @"Execute\((Insert|Update), (?<row>\w+)\) == 0\)\s*\{\s*await transaction\.Execute\((Insert|Update), \k<row>\)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Again();
}
