using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;

namespace Participatory.Platform.Storage;

/// <summary>The one database of a service. Reading and writing go through <see cref="Read"/> and <see cref="Begin"/>.</summary>
public class Database : IDisposable
{
    private static readonly Sql CreateDatabase = new("{create-database}");

    // Making a database waits for others who make one on the same server.
    private static readonly TimeSpan CreationTime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    // SQLite has one writer. Waiting here is fair and cheap; waiting in the engine is a poll.
    private readonly SemaphoreSlim? writer;
    private readonly string connectionString;
    private FileStream? owned;

    static Database()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        InstantHandler.Register();
    }

    /// <param name="connectionString">As the engine's own provider reads it.</param>
    public Database(Dialect dialect, string connectionString)
    {
        Dialect = dialect;
        if (dialect == Dialect.Sqlite)
        {
            writer = new SemaphoreSlim(1, 1);
            var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
            File = builder.DataSource is "" or ":memory:" ? null : Path.GetFullPath(builder.DataSource);
            connectionString = builder.ToString();
        }
        else
        {
            // After an outage the pool would refuse for up to a minute without asking the server again.
            var builder = new SqlConnectionStringBuilder(connectionString) { PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock };
            if (!builder.ShouldSerialize("Connect Timeout"))
            {
                builder.ConnectTimeout = (int)ConnectPatience.TotalSeconds;
            }

            connectionString = builder.ToString();
        }

        this.connectionString = connectionString;
    }

    /// <summary>Which engine it is.</summary>
    public Dialect Dialect { get; }

    /// <summary>Where an embedded database lies; null where a server keeps it.</summary>
    public string? File { get; }

    /// <summary>Wakes the relay when a committed transaction has left messages behind.</summary>
    public Signal OutboxSignal { get; } = new();

    /// <summary>A session that reads what is committed.</summary>
    /// <param name="cancellation">Ends every statement.</param>
    /// <param name="statementTime">How long a statement may take, where it is known to read a lot.</param>
    public async Task<Session> Read(CancellationToken cancellation, TimeSpan? statementTime = null)
    {
        var connection = await Open(connectionString, cancellation).ConfigureAwait(false);
        return new Session(Dialect, connection, transaction: null, cancellation) { StatementTime = statementTime };
    }

    /// <summary>The same on a connection that no pool keeps: what the session holds on the server is gone with it.</summary>
    internal async Task<Session> ReadAlone(CancellationToken cancellation)
    {
        var alone = Dialect == Dialect.Sqlite ? connectionString
            : new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString();
        return new Session(Dialect, await Open(alone, cancellation).ConfigureAwait(false), transaction: null, cancellation);
    }

    /// <summary>A transaction that is rolled back unless it is committed. On SQLite it holds the write lock from here on.</summary>
    /// <param name="cancellation">Ends every statement.</param>
    /// <param name="statementTime">How long a statement may take, for steps that are known to be long.</param>
    public async Task<Transaction> Begin(CancellationToken cancellation, TimeSpan? statementTime = null)
    {
        if (writer is not null)
        {
            await writer.WaitAsync(cancellation).ConfigureAwait(false);
        }

        DbConnection? connection = null;
        try
        {
            connection = await Open(connectionString, cancellation).ConfigureAwait(false);
            var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            return new Transaction(this, connection, transaction, writer, cancellation) { StatementTime = statementTime };
        }
        catch
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            writer?.Release();
            throw;
        }
    }

    /// <summary>Makes the database where its server has none of that name; several may try at the same time.</summary>
    public async Task Create(CancellationToken cancellation)
    {
        if (Dialect == Dialect.Sqlite || await Opens().ConfigureAwait(false))
        {
            return;
        }

        var target = new SqlConnectionStringBuilder(connectionString);
        var name = target.InitialCatalog;
        target.InitialCatalog = "master";
        // A pool would keep what it was refused in mind, and the session that holds the lock for others.
        target.Pooling = false;
        await using var master = new SqlConnection(target.ToString());
        await master.OpenAsync(cancellation).ConfigureAwait(false);
        await master.ExecuteAsync(new CommandDefinition(
            CreateDatabase.For(Dialect), new { name }, commandTimeout: (int)CreationTime.TotalSeconds, cancellationToken: cancellation))
            .ConfigureAwait(false);

        async Task<bool> Opens()
        {
            try
            {
                await using var connection = new SqlConnection(
                    new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
                await connection.OpenAsync(cancellation).ConfigureAwait(false);
                return true;
            }
            // "Cannot open database requested by the login": it is not there, or not ours to see.
            catch (SqlException refused) when (refused.Number == 4060)
            {
                return false;
            }
        }
    }

    /// <summary>Makes an embedded database this process's own, until it ends. A database server has room for many.</summary>
    /// <exception cref="InvalidOperationException">Another process owns it.</exception>
    public void Own()
    {
        if (File is null || owned is not null)
        {
            return;
        }

        PrivateFolder.Create(Path.GetDirectoryName(File)!);
        // What SQLite puts beside it gets the mode of this file.
        PrivateFolder.KeepFile(File);
        try
        {
            owned = new FileStream(File + ".owner", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"{File} belongs to another process. An embedded database has one; several need SQL Server (Database:Engine).", failure);
        }
    }

    /// <summary>
    /// Carries what waits in an embedded database's write-ahead log over and cuts it to nothing, so that it holds no history; a server has
    /// its own way. False where somebody was reading all the while: then it stays as it was, and it is for the caller to come again.
    /// </summary>
    public async Task<bool> TruncateLog(CancellationToken cancellation)
    {
        if (writer is null)
        {
            return true;
        }

        await writer.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await using var connection = await Open(connectionString, cancellation).ConfigureAwait(false);
            // It waits for those who read now: milliseconds, by the engine itself, and for no other statement on this connection.
            await connection.ExecuteAsync("PRAGMA busy_timeout = 2000").ConfigureAwait(false);
            try
            {
                return await connection.ExecuteScalarAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)").ConfigureAwait(false) == 0;
            }
            finally
            {
                await connection.ExecuteAsync("PRAGMA busy_timeout = 0").ConfigureAwait(false);
            }
        }
        finally
        {
            writer.Release();
        }
    }

    private async Task<DbConnection> Open(string to, CancellationToken cancellation)
    {
        var connection = Connection(to);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            if (Dialect == Dialect.Sqlite)
            {
                // WAL stays with the file; FULL makes every commit durable before it is acknowledged. 32 MB may wait in it (the engine's
                // own 4 MB): rows that come
                // in the order of random keys touch the same pages again and again, and are carried over once. What is deleted is written
                // over, so that no free page tells of somebody who was forgotten.
                await connection.ExecuteAsync(
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000; PRAGMA secure_delete = ON;")
                    .ConfigureAwait(false);
            }

            return connection;
        }
        // The pool says so when it is empty; whatever the server says is a SqlException.
        catch (InvalidOperationException full) when (connection is SqlConnection)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new NoConnectionLeft(full);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A connection that is not open yet.</summary>
    protected virtual DbConnection Connection(string connectionString) =>
        Dialect == Dialect.Sqlite ? new SqliteConnection(connectionString) : new SqlConnection(connectionString);

    /// <inheritdoc/>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        writer?.Dispose();
        owned?.Dispose();
        OutboxSignal.Dispose();
    }
}
