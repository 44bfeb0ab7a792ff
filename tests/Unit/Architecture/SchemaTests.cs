using System.Reflection;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Unit.Architecture;

public sealed class SchemaTests
{
    public static TheoryData<string> Databases => SqlTests.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task Both_engines_get_the_same_tables_columns_keys_checks_indexes_and_triggers(string name)
    {
        var assembly = Assembly.Load(name);
        await using var tables = await MigratedTables.Create(assembly);
        var sqlite = await tables.Describe();

        var sqlServer = new TablesOfSqlServer();
        foreach (var (_, text) in Migrator.Scripts(typeof(Migrator).Assembly).Concat(Migrator.Scripts(assembly)))
        {
            foreach (var batch in Migrator.Batches(text, Dialect.SqlServer))
            {
                Parse(batch).Accept(sqlServer);
            }
        }

        Assert.Contains("outbox: primary key (sequence)", sqlite);
        Assert.Contains("outbox: unique (message_id)", sqlite);
        Assert.Empty(sqlite.Except(sqlServer.Found).Select(line => $"only on SQLite: {line}")
            .Concat(sqlServer.Found.Except(sqlite).Select(line => $"only on SQL Server: {line}")));
    }

    [Fact]
    public void What_differs_would_be_seen()
    {
        var tables = new TablesOfSqlServer();
        Parse("""
            CREATE TABLE a (
                b int NOT NULL PRIMARY KEY, c int NULL REFERENCES d (e), f int NOT NULL UNIQUE CHECK (f > 0), g int,
                UNIQUE (c, f), FOREIGN KEY (c, f) REFERENCES h (i, j), CHECK (c < f));
            CREATE UNIQUE INDEX k ON a (c, g) WHERE g IS NOT NULL;
            """).Accept(tables);
        Parse("CREATE TRIGGER l ON a AFTER INSERT, UPDATE AS THROW 50001, 'No.', 1;").Accept(tables);
        Parse("CREATE TABLE m_new (n int NOT NULL PRIMARY KEY CHECK (n > 0));").Accept(tables);
        Parse("EXEC sp_rename 'm_new', 'm';").Accept(tables);

        Assert.Equal(
            [
                "a.b", "a.c?", "a.f", "a.g?",
                "a: (c) refers to d (e)", "a: (c, f) refers to h (i, j)", "a: 2 checks",
                "a: a trigger on insert", "a: a trigger on update",
                "a: index k unique partial (c, g)", "a: primary key (b)", "a: unique (c, f)", "a: unique (f)",
                "m.n", "m: 1 checks", "m: primary key (n)",
            ],
            tables.Found);
    }

    private static TSqlFragment Parse(string text)
    {
        using var reader = new StringReader(text);
        var parsed = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var faults);
        Assert.Empty(faults);
        return parsed;
    }
}
