using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Words;
using Participatory.Words.Holdings;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// Whoever asks for everything about themselves is given everything that the catalogue knows, but for what joins them to a vote.
/// </summary>
public sealed class RightsTests
{
    public static TheoryData<string> Services => [.. Catalogue.Databases.Select(database => database.Service)];

    [Theory, MemberData(nameof(Services))]
    public async Task Every_table_that_says_something_of_people_is_given_to_them_or_says_why_not(string name)
    {
        await using var service = await AnyMethod.Start(OurCode.Services.Single(one => one.Name == $"{name}Service"));
        var mine = new MyRows(
            service.Services.GetRequiredService<Database>(), People.Amina.Subject, _ => Task.CompletedTask,
            TestContext.Current.CancellationToken);
        await service.Services.GetRequiredService<PersonalData>().Read(mine);

        // The work of the staff is on record under name and title.
        var held = Catalogue.Databases.Single(database => database.Service == name).Tables.Concat(Catalogue.Platform.Tables)
            .Where(table => table.Columns.Any(columns => columns.Kind is { } kind && kind != PersonalKinds.Staff)).ToList();
        Assert.NotEmpty(held);
        Assert.Empty(held.Where(table => mine.Tables.Contains(table.Name) == table.NotGiven.Length > 0)
            .Select(table => $"{name}: give people what {table.Name} says of them, or say in services/Words/Holdings why not"));
    }

    [Fact]
    public async Task Voting_gives_nothing_that_leads_to_a_code_or_a_ballot()
    {
        var given = await Columns(Assembly.Load("Participatory.Voting"));

        Assert.Subset(new HashSet<string>(["poll_id", "about", "area_code", "state", "registered_on", "reason", "address"]), given);
        Assert.All(Catalogue.Databases.Single(database => database.Service == "Voting").Tables
            .Where(table => table.Columns.Any(columns => columns.Kind == PersonalKinds.Votes || columns.Kind == PersonalKinds.VoterList)),
            table => Assert.NotEmpty(table.NotGiven));
    }

    [Theory, MemberData(nameof(Services))]
    public async Task Every_column_that_people_are_given_has_a_name_for_people(string name)
    {
        var given = await Columns(Assembly.Load($"Participatory.{name}"));
        // Of pieces of files.
        given.ExceptWith(["media_type"]);

        Assert.NotEmpty(given);
        Assert.Empty(given.Where(column => YourData.ResourceManager.GetString(LabelOf(column), CultureInfo.InvariantCulture) is null)
            .Select(column => $"YourData.resx has no {LabelOf(column)}"));
    }

    private static string LabelOf(string column) =>
        "Column" + string.Concat(column.Split('_').Select(part => string.Concat(part[..1].ToUpperInvariant(), part[1..])));

    /// <summary>The names under which a service gives people what it holds of them.</summary>
    private static async Task<HashSet<string>> Columns(Assembly service)
    {
        await using var tables = await MigratedTables.Create(service);
        await using var connection = new SqliteConnection(tables.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var statements = service.GetTypes().Single(type => type.Name == "MyData").GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Sql)).Select(field => ((Sql)field.GetValue(null)!).For(Dialect.Sqlite));
        foreach (var statement in statements.Where(text => text.StartsWith("SELECT", StringComparison.Ordinal)))
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // These are the statements of the code.
            command.CommandText = statement;
#pragma warning restore CA2100
            foreach (var parameter in (string[])["@subject", "@pollId", "@hash", "@token"])
            {
                command.Parameters.AddWithValue(parameter, DBNull.Value);
            }

            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            names.UnionWith(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        }

        return names;
    }
}
