using System.Reflection;
using Microsoft.Data.Sqlite;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>A SQLite database with the tables of one assembly.</summary>
internal sealed class MigratedTables(TestDatabase database) : IAsyncDisposable
{
    public string ConnectionString => database.ConnectionString;

    public static async Task<MigratedTables> Create(Assembly assembly)
    {
        var tables = new MigratedTables(await TestDatabase.Create("sqlite"));
        using var storage = new Database(Dialect.Sqlite, tables.ConnectionString);
        await new Migrator(storage, assembly).Migrate(CancellationToken.None);
        return tables;
    }

    /// <summary>Every table with its columns, and every index: "table.column" with "?" where it may be empty, "index name on table".</summary>
    public async Task<SortedSet<string>> Describe()
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT m.name || '.' || c.name || CASE WHEN c."notnull" = 0 AND c.pk = 0 THEN '?' ELSE '' END
            FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'schema_version'
            UNION ALL
            SELECT 'index ' || name || ' on ' || tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
            """;
        var found = new SortedSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
