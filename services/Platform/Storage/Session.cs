using System.Data.Common;
using Dapper;

namespace Participatory.Platform.Storage;

/// <summary>
/// One connection that runs statements. Rows are records with init properties; a column <c>round_id</c> fills <c>RoundId</c>.
/// </summary>
public class Session : IAsyncDisposable
{
    private readonly Dialect dialect;
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;

    internal Session(Dialect dialect, DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
    {
        this.dialect = dialect;
        this.connection = connection;
        this.transaction = transaction;
        Cancellation = cancellation;
    }

    /// <summary>Ends every statement of the session.</summary>
    protected CancellationToken Cancellation { get; }

    /// <summary>The only row, or null where there is none.</summary>
    public async Task<T?> One<T>(Sql sql, object? parameters = null) =>
        await connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters)).ConfigureAwait(false);

    /// <summary>Every row. Where the number has no natural bound the statement has a limit.</summary>
    public async Task<IReadOnlyList<T>> Many<T>(Sql sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters)).ConfigureAwait(false)).AsList();

    /// <summary>Every row, one at a time, without holding them all.</summary>
    public IAsyncEnumerable<T> Stream<T>(Sql sql, object? parameters = null)
    {
        MustBeOpen();
        return connection.QueryUnbufferedAsync<T>(sql.For(dialect), parameters, transaction, Seconds);
    }

    /// <summary>Runs a statement and returns how many rows it touched.</summary>
    public Task<int> Execute(Sql sql, object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters));

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>How long a statement may take; null is the provider's own thirty seconds.</summary>
    internal TimeSpan? StatementTime { get; init; }

    private int? Seconds => (int?)StatementTime?.TotalSeconds;

    /// <summary>
    /// A server that ended the transaction by itself would run what follows outside of any, and keep it whatever comes of the rest.
    /// </summary>
    private void MustBeOpen()
    {
        if (transaction is { Connection: null })
        {
            throw new InvalidOperationException("The transaction has ended; nothing more can be done in it.");
        }
    }

    private CommandDefinition Command(Sql sql, object? parameters)
    {
        MustBeOpen();
        return new(sql.For(dialect), parameters, transaction, Seconds, cancellationToken: Cancellation);
    }
}
