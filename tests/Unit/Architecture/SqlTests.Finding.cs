using Microsoft.Data.Sqlite;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>The plans of what is asked of ten thousand ideas at once: lists, searches, what is alike, and maps.</summary>
public sealed partial class SqlTests
{
    /// <summary>A statement, and what its plan has to use.</summary>
    public static TheoryData<string, string> OfManyIdeas => new()
    {
        { "Finding.ListFoundProposals.Select", "COVERING INDEX proposal_found (round_id=?)" },
        { "Finding.ListFoundProposals.SelectSought", "COVERING INDEX proposal_found (round_id=?)" },
        { "Finding.ListFoundProposals.SelectNearest", "COVERING INDEX proposal_found (round_id=?)" },
        { "Finding.ListFoundProposals.Count", "COVERING INDEX proposal_found (round_id=?)" },
        { "Finding.ListFoundEverywhere.Select", "INTEGER PRIMARY KEY (rowid=?)" },
        { "Finding.ListFoundEverywhere.Count", "INTEGER PRIMARY KEY (rowid=?)" },
        { "Finding.GetSimilarProposals.SelectTotals", "(word=?)" },
        { "Finding.GetSimilarProposals.SelectPlaces", "(word=?)" },
        { "Outlines.GetMap.SelectFields", "COVERING INDEX proposal_found (round_id=?)" },
        { "Outlines.GetMap.SelectAlone", "(round_id=? AND proposal_id=?)" },
        { "Outlines.GetMap.SelectBounds", "COVERING INDEX proposal_found (round_id=?)" },
        { "Outlines.GetMap.SelectNowhere", "(round_id=? AND proposal_id=?)" },
    };

    [Theory, MemberData(nameof(OfManyIdeas))]
    public async Task What_is_asked_of_ten_thousand_ideas_at_once_goes_by_an_index(string field, string used)
    {
        const string service = "Participatory.Proposals";
        await using var tables = await MigratedTables.Create(System.Reflection.Assembly.Load(service));
        await using var connection = new SqliteConnection(tables.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        var statement = Statements(service).Single(one => one.Field == $"{service}.{field}");
        var plan = Plan(connection, statement.Sql.For(Dialect.Sqlite));
        Assert.True(
            plan.Exists(step => step.StartsWith("SEARCH", StringComparison.Ordinal) && step.Contains(used, StringComparison.Ordinal)),
            string.Join('\n', plan));
    }
}
