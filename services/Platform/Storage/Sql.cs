using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Participatory.Platform.Storage;

/// <summary>
/// One SQL statement, written once for both engines. What the engines spell differently stands in it as a token that
/// <see cref="Dialect"/> fills in. Every statement is a <c>static readonly Sql</c> field beside the code that uses it,
/// so that a test can find them all and parse each as T-SQL.
/// </summary>
/// <remarks>
/// Tokens: <c>{some}</c> after DELETE, for a batch of rows that is run until nothing is left; <c>{hold @name}</c> before a
/// statement, which then waits until no other transaction holds that name; <c>{limit @n}</c> at the end of an ordered query;
/// <c>{lock}</c> after a table whose row the transaction is
/// about to change; <c>{claim}</c> after a table from which a batch is taken, past rows that others hold;
/// <c>{hashes @list}</c>, <c>{numbers @list}</c> and <c>{texts @list}</c> for a table with a column <c>item</c>
/// and a row for each entry of a <see cref="List(IEnumerable{byte[]})"/>: one parameter however
/// many, where <c>IN @list</c> makes one of each. <c>FROM {hashes @list} AS given CROSS JOIN roll_entry</c> looks each
/// entry up by the index; asked for <c>code_hash IN (…)</c>, SQLite reads all rows that share the first column.
/// <c>{rows @list}</c> is for what comes in by the thousand, without a way to the server for each: a table with the columns
/// <c>number</c>, <c>first_text</c>, <c>second_text</c> and <c>hash</c>.
/// </remarks>
public sealed class Sql(string text)
{
    private readonly string sqlite = Dialect.Sqlite.Fill(text);
    private readonly string sqlServer = Dialect.SqlServer.Fill(text);

    /// <summary>The statement as <paramref name="dialect"/> understands it.</summary>
    public string For(Dialect dialect) => dialect == Dialect.Sqlite ? sqlite : sqlServer;

    /// <summary>A name for <c>{hold @name}</c>: the same for the same parts, and as short as the engine wants it.</summary>
    public static string Held(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    /// <summary>What <c>{hashes @list}</c> reads.</summary>
    public static string List(IEnumerable<byte[]> hashes) => JsonSerializer.Serialize(hashes.Select(Convert.ToHexString));

    /// <summary>What <c>{rows @list}</c> reads.</summary>
    public static string Rows(IEnumerable<(long Number, string FirstText, string SecondText, byte[] Hash)> rows) =>
        JsonSerializer.Serialize(
            rows.Select(row => new object[] { row.Number, row.FirstText, row.SecondText, Convert.ToHexString(row.Hash) }));

    /// <summary>What <c>{texts @list}</c> reads; each at most 4,000 characters.</summary>
    public static string List(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);

    /// <summary>What <c>{numbers @list}</c> reads.</summary>
    public static string List(IEnumerable<long> numbers) => JsonSerializer.Serialize(numbers);
}
