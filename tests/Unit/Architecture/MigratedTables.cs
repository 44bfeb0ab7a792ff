using System.Reflection;
using Microsoft.Data.Sqlite;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>A SQLite database with the tables of one assembly.</summary>
internal sealed class MigratedTables(TestDatabase database) : IAsyncDisposable
{
    private const string OurTables =
        "(SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'schema_version') t";

    private static readonly string[] Questions =
    [
        // Columns, with "?" where they may be empty.
        $"""
        SELECT t.name || '.' || c.name || CASE WHEN c."notnull" = 0 AND c.pk = 0 THEN '?' ELSE '' END
        FROM {OurTables}, pragma_table_info(t.name) c
        """,
        $"""
        SELECT name || ': primary key (' || group_concat(part, ', ') || ')'
        FROM (SELECT t.name, c.name AS part FROM {OurTables}, pragma_table_info(t.name) c WHERE c.pk > 0 ORDER BY t.name,
            c.pk) GROUP BY name
        """,
        $"""
        SELECT name || ': unique (' || group_concat(part, ', ') || ')'
        FROM (SELECT t.name, l.name AS list, i.name AS part FROM {OurTables}, pragma_index_list(t.name) l,
            pragma_index_info(l.name) i WHERE l.origin = 'u' ORDER BY l.name, i.seqno)
        GROUP BY name, list
        """,
        $"""
        SELECT name || ': index ' || list || CASE WHEN is_unique = 1 THEN ' unique' ELSE '' END || CASE WHEN partial = 1
            THEN ' partial' ELSE '' END || ' (' || group_concat(part, ', ') || ')'
        FROM (
            SELECT t.name, l.name AS list, l."unique" AS is_unique, l.partial, i.name AS part
            FROM {OurTables}, pragma_index_list(t.name) l, pragma_index_info(l.name) i WHERE l.origin = 'c' ORDER BY l.name, i.seqno
        )
        GROUP BY name, list
        """,
        $"""
        SELECT name || ': (' || group_concat(part, ', ') || ') refers to ' || target || ' (' || group_concat(other, ', ') || ')'
        FROM (SELECT t.name, f.id, f."from" AS part, f."table" AS target, f."to" AS other FROM {OurTables},
            pragma_foreign_key_list(t.name) f ORDER BY t.name, f.id, f.seq)
        GROUP BY name, id
        """,
        $"SELECT t.name || ': ' || ((length(t.sql) - length(replace(t.sql, 'CHECK (', ''))) / 7) || ' checks' FROM {OurTables}",
        // Which changes a trigger looks at.
        """
        SELECT tbl_name || ': a trigger on ' || event
        FROM sqlite_master, (SELECT 'insert' AS event UNION ALL SELECT 'update' UNION ALL SELECT 'delete')
        WHERE type = 'trigger' AND (upper(sql) LIKE '%' || upper(event) || ' ON ' || upper(tbl_name) || '%'
            OR upper(sql) LIKE '% ' || upper(event) || ' OF % ON ' || upper(tbl_name) || '%')
        """,
    ];

    public string ConnectionString => database.ConnectionString;

    public static async Task<MigratedTables> Create(Assembly assembly)
    {
        var tables = new MigratedTables(await TestDatabase.Create("sqlite"));
        using var storage = new Database(Dialect.Sqlite, tables.ConnectionString);
        await new Migrator(storage, assembly).Migrate(CancellationToken.None);
        return tables;
    }

    /// <summary>
    /// What the tables hold and what holds them together, a line for each thing, as <see cref="SchemaTests"/> writes them.
    /// </summary>
    public async Task<SortedSet<string>> Describe()
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var question in Questions)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The questions are the ones below.
            command.CommandText = question;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                found.Add(reader.GetString(0));
            }
        }

        return found;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
