using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>What the migrations leave behind on SQL Server, read from their text: a server is not needed to compare.</summary>
internal sealed class TablesOfSqlServer : TSqlFragmentVisitor
{
    private readonly Dictionary<string, int> checks = new(StringComparer.Ordinal);
    private readonly SortedSet<string> found = new(StringComparer.Ordinal);

    /// <summary>A line for each thing.</summary>
    public SortedSet<string> Found => [.. found, .. checks.Select(table => $"{table.Key}: {table.Value} checks")];

    public override void Visit(CreateTableStatement node)
    {
        checks[Name(node.SchemaObjectName)] = 0;
        Add(Name(node.SchemaObjectName), node.Definition);
    }

    public override void Visit(AlterTableAddTableElementStatement node) => Add(Name(node.SchemaObjectName), node.Definition);

    public override void Visit(CreateIndexStatement node) => found.Add(
        $"{Name(node.OnName)}: index {node.Name.Value}{(node.Unique ? " unique" : "")}{(node.FilterPredicate is null ? "" : " partial")} "
            + $"({Names(node.Columns)})");

    public override void Visit(CreateTriggerStatement node)
    {
        foreach (var action in node.TriggerActions)
        {
            found.Add($"{Name(node.TriggerObject.Name)}: a trigger on {action.TriggerActionType.ToString().ToLowerInvariant()}");
        }
    }

    public override void Visit(DropTableStatement node)
    {
        foreach (var table in node.Objects.Select(Name))
        {
            checks.Remove(table);
            found.RemoveWhere(line => line.StartsWith($"{table}.", StringComparison.Ordinal)
                || line.StartsWith($"{table}: ", StringComparison.Ordinal));
        }
    }

    public override void Visit(ExecutableProcedureReference node)
    {
        if (Name(node.ProcedureReference.ProcedureReference.Name) != "sp_rename")
        {
            return;
        }

        var names = node.Parameters.Select(parameter => ((StringLiteral)parameter.ParameterValue).Value).ToList();
        var lines = found.Where(line => line.StartsWith($"{names[0]}.", StringComparison.Ordinal)
            || line.StartsWith($"{names[0]}: ", StringComparison.Ordinal)).ToList();
        found.ExceptWith(lines);
        found.UnionWith(lines.Select(line => names[1] + line[names[0].Length..]));
        checks.Remove(names[0], out var count);
        checks[names[1]] = count;
    }

    public override void Visit(AlterTableDropTableElementStatement node)
    {
        foreach (var element in node.AlterTableDropTableElements.Where(element => element.TableElementType == TableElementType.Column))
        {
            found.RemoveWhere(line => line.TrimEnd('?') == $"{Name(node.SchemaObjectName)}.{element.Name.Value}");
        }
    }

    public override void Visit(DropIndexClause node) =>
        found.RemoveWhere(line => line.StartsWith($"{Name(node.Object)}: index {node.Index.Value} ", StringComparison.Ordinal));

    private void Add(string table, TableDefinition definition)
    {
        var keys = definition.TableConstraints.OfType<UniqueConstraintDefinition>().Where(key => key.IsPrimaryKey)
            .SelectMany(key => key.Columns).Select(Name).ToHashSet(StringComparer.Ordinal);
        foreach (var constraint in definition.TableConstraints)
        {
            Add(table, constraint, "");
        }

        foreach (var column in definition.ColumnDefinitions)
        {
            var name = column.ColumnIdentifier.Value;
            var required = keys.Contains(name)
                || column.Constraints.OfType<NullableConstraintDefinition>().Any(constraint => !constraint.Nullable)
                || column.Constraints.OfType<UniqueConstraintDefinition>().Any(constraint => constraint.IsPrimaryKey);
            found.Add($"{table}.{name}{(required ? "" : "?")}");
            foreach (var constraint in column.Constraints)
            {
                Add(table, constraint, name);
            }
        }
    }

    /// <param name="own">The column that the constraint stands at; empty where it names its columns itself.</param>
    private void Add(string table, ConstraintDefinition constraint, string own)
    {
        switch (constraint)
        {
            case UniqueConstraintDefinition key:
                found.Add($"{table}: {(key.IsPrimaryKey ? "primary key" : "unique")} ({(own.Length > 0 ? own : Names(key.Columns))})");
                break;
            case ForeignKeyConstraintDefinition key:
                found.Add($"{table}: ({(own.Length > 0 ? own : Names(key.Columns))}) refers to {Name(key.ReferenceTableName)} "
                    + $"({Names(key.ReferencedTableColumns)})");
                break;
            case CheckConstraintDefinition:
                checks[table]++;
                break;
        }
    }

    private static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;

    private static string Name(ColumnWithSortOrder column) => column.Column.MultiPartIdentifier.Identifiers[^1].Value;

    private static string Names(IEnumerable<ColumnWithSortOrder> columns) => string.Join(", ", columns.Select(Name));

    private static string Names(IEnumerable<Identifier> columns) => string.Join(", ", columns.Select(column => column.Value));
}
