using System.Reflection;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Unit.Architecture;

public sealed class SchemaTests
{
    public static TheoryData<string> Databases => SqlTests.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task Both_engines_get_the_same_tables_columns_and_indexes(string name)
    {
        var assembly = Assembly.Load(name);
        await using var tables = await MigratedTables.Create(assembly);
        var sqlite = await tables.Describe();

        var sqlServer = new TablesOfSqlServer();
        foreach (var (_, text) in Migrator.Scripts(typeof(Migrator).Assembly).Concat(Migrator.Scripts(assembly)))
        {
            foreach (var batch in Migrator.Batches(text, Dialect.SqlServer))
            {
                using var reader = new StringReader(batch);
                new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out _).Accept(sqlServer);
            }
        }

        Assert.NotEmpty(sqlite);
        Assert.Equal(sqlite, sqlServer.Found);
    }

    /// <summary>What the migrations leave behind, read from their text: a server is not needed to compare.</summary>
    private sealed class TablesOfSqlServer : TSqlFragmentVisitor
    {
        public SortedSet<string> Found { get; } = new(StringComparer.Ordinal);

        public override void Visit(CreateTableStatement node) => Add(Name(node.SchemaObjectName), node.Definition);

        public override void Visit(AlterTableAddTableElementStatement node) => Add(Name(node.SchemaObjectName), node.Definition);

        public override void Visit(CreateIndexStatement node) => Found.Add($"index {node.Name.Value} on {Name(node.OnName)}");

        public override void Visit(DropTableStatement node) =>
            Found.RemoveWhere(found => node.Objects.Any(table => found.StartsWith($"{Name(table)}.", StringComparison.Ordinal) || found.EndsWith($" on {Name(table)}", StringComparison.Ordinal)));

        public override void Visit(AlterTableDropTableElementStatement node)
        {
            foreach (var element in node.AlterTableDropTableElements.Where(element => element.TableElementType == TableElementType.Column))
            {
                Found.RemoveWhere(found => found.TrimEnd('?') == $"{Name(node.SchemaObjectName)}.{element.Name.Value}");
            }
        }

        public override void Visit(DropIndexClause node) => Found.Remove($"index {node.Index.Value} on {Name(node.Object)}");

        private void Add(string table, TableDefinition definition)
        {
            var keys = definition.TableConstraints.OfType<UniqueConstraintDefinition>().Where(key => key.IsPrimaryKey)
                .SelectMany(key => key.Columns).Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value).ToHashSet(StringComparer.Ordinal);
            foreach (var column in definition.ColumnDefinitions)
            {
                var name = column.ColumnIdentifier.Value;
                var required = keys.Contains(name)
                    || column.Constraints.OfType<NullableConstraintDefinition>().Any(constraint => !constraint.Nullable)
                    || column.Constraints.OfType<UniqueConstraintDefinition>().Any(constraint => constraint.IsPrimaryKey);
                Found.Add($"{table}.{name}{(required ? "" : "?")}");
            }
        }

        private static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;
    }
}
