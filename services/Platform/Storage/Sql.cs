namespace Participatory.Platform.Storage;

/// <summary>
/// One SQL statement, written once for both engines. What the engines spell differently stands in it as a token that
/// <see cref="Dialect"/> fills in. Every statement is a <c>static readonly Sql</c> field beside the code that uses it,
/// so that a test can find them all and parse each as T-SQL.
/// </summary>
/// <remarks>
/// Tokens: <c>{limit @n}</c> at the end of an ordered query; <c>{lock}</c> after a table whose row the transaction is
/// about to change; <c>{claim}</c> after a table from which a batch is taken, past rows that others hold.
/// </remarks>
public sealed class Sql(string text)
{
    private readonly string sqlite = Dialect.Sqlite.Fill(text);
    private readonly string sqlServer = Dialect.SqlServer.Fill(text);

    /// <summary>The statement as <paramref name="dialect"/> understands it.</summary>
    public string For(Dialect dialect) => dialect == Dialect.Sqlite ? sqlite : sqlServer;
}
