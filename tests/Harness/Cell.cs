using System.Text;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Harness;

/// <summary>A value that a database keeps, and where it stands.</summary>
public sealed record Cell(string Table, string Column, object? Value)
{
    private static readonly Sql SelectTables = new("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");

    private static readonly Sql SelectTablesOfServer = new("SELECT name FROM sys.tables");

    /// <summary>As text; bytes as hex and, where they are text, as that.</summary>
    public string Text => Value is byte[] bytes ? $"{Convert.ToHexString(bytes)} {Encoding.UTF8.GetString(bytes)}" : $"{Value}";

    /// <summary>Every value of every table.</summary>
    public static async Task<IReadOnlyList<Cell>> AllOf(Database database)
    {
        await using var session = await database.Read(CancellationToken.None);
        List<Cell> cells = [];
        foreach (var table in await session.Many<string>(database.Dialect == Dialect.Sqlite ? SelectTables : SelectTablesOfServer))
        {
            var rows = await session.Many<dynamic>(new Sql($"SELECT * FROM {table}"));
            cells.AddRange(rows.SelectMany(row => (IDictionary<string, object?>)row).Select(cell => new Cell(table, cell.Key, cell.Value)));
        }

        return cells;
    }

    /// <summary>All of it as one text, a value to a line.</summary>
    public static async Task<string> TextOf(Database database) => string.Join('\n', (await AllOf(database)).Select(cell => cell.Text));
}
