using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Harness;

/// <summary>
/// Counts every call to every database it is given to, and has one of them fail: before it is made, or after it was, with its answer lost.
/// </summary>
public sealed class Misfortune
{
    private long calls;
    private int busy;

    /// <summary>Which call fails, from 1; 0 is none.</summary>
    public long FailingCall { get; init; }

    /// <summary>
    /// The first call with this in its text fails as one does whose database is busy, or that was chosen to end a deadlock.
    /// </summary>
    public string BusyAt { get; init; } = "";

    /// <summary>The call is made and its answer is lost.</summary>
    public bool AnswerIsLost { get; init; }

    /// <summary>How many seconds each reading statement was given the last time, by its text.</summary>
    public ConcurrentDictionary<string, int> Seconds { get; } = new(StringComparer.Ordinal);

    /// <summary>How many calls there were.</summary>
    public long Calls => Interlocked.Read(ref calls);

    /// <summary>What the failing call was.</summary>
    public string Struck { get; private set; } = "";

    internal async Task<T> Around<T>(string what, Func<Task<T>> call)
    {
        if (BusyAt.Length > 0 && what.Contains(BusyAt, StringComparison.Ordinal) && Interlocked.Exchange(ref busy, 1) == 0)
        {
            Struck = what;
            throw new SqliteException("database is locked", 5);
        }

        var strikes = Interlocked.Increment(ref calls) == FailingCall;
        if (strikes)
        {
            Struck = what;
        }

        if (strikes && !AnswerIsLost)
        {
            throw Failure();
        }

        var answer = await call();
        return strikes ? throw Failure() : answer;
    }

    internal T Around<T>(string what, Func<T> call) => Around(what, () => Task.FromResult(call())).GetAwaiter().GetResult();

    // SQLITE_IOERR: nothing that anybody tries again by itself.
    private static SqliteException Failure() => new("disk I/O error", 10);
}

/// <summary>An embedded database on a disk that <paramref name="misfortune"/> strikes.</summary>
public sealed class FaultyDatabase(string connectionString, Misfortune misfortune) : Database(Dialect.Sqlite, connectionString)
{
    /// <inheritdoc/>
    protected override DbConnection Connection(string connectionString) =>
        new FaultyConnection(new SqliteConnection(connectionString), misfortune);
}

internal sealed class FaultyConnection(SqliteConnection inner, Misfortune misfortune) : DbConnection
{
    [AllowNull]
    public override string ConnectionString { get => inner.ConnectionString; set => inner.ConnectionString = value; }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Open() => inner.Open();

    public override void Close() => inner.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        new FaultyTransaction(misfortune.Around("BEGIN", () => inner.BeginTransaction(isolationLevel)), this, misfortune);

    protected override DbCommand CreateDbCommand() => new FaultyCommand(inner.CreateCommand(), this, misfortune);

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}

internal sealed class FaultyTransaction(SqliteTransaction inner, FaultyConnection connection, Misfortune misfortune) : DbTransaction
{
    public SqliteTransaction Inner => inner;

    public override IsolationLevel IsolationLevel => inner.IsolationLevel;

    protected override DbConnection DbConnection => connection;

    public override void Commit() => misfortune.Around("COMMIT", () =>
    {
        inner.Commit();
        return true;
    });

    public override void Rollback() => inner.Rollback();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}

internal sealed class FaultyCommand(SqliteCommand inner, FaultyConnection connection, Misfortune misfortune) : DbCommand
{
    [AllowNull]
    public override string CommandText { get => inner.CommandText; set => inner.CommandText = value; }

    public override int CommandTimeout { get => inner.CommandTimeout; set => inner.CommandTimeout = value; }

    public override CommandType CommandType { get => inner.CommandType; set => inner.CommandType = value; }

    public override bool DesignTimeVisible { get => inner.DesignTimeVisible; set => inner.DesignTimeVisible = value; }

    public override UpdateRowSource UpdatedRowSource { get => inner.UpdatedRowSource; set => inner.UpdatedRowSource = value; }

    protected override DbConnection? DbConnection { get => connection; set => throw new NotSupportedException(); }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => inner.Transaction;
        set => inner.Transaction = ((FaultyTransaction?)value)?.Inner;
    }

    public override void Cancel() => inner.Cancel();

    public override int ExecuteNonQuery() => misfortune.Around(CommandText, inner.ExecuteNonQuery);

    public override object? ExecuteScalar() => misfortune.Around(CommandText, inner.ExecuteScalar);

    public override void Prepare() => inner.Prepare();

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        misfortune.Seconds[CommandText] = CommandTimeout;
        return misfortune.Around(CommandText, () => inner.ExecuteReader(behavior));
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Gives a service such a database.</summary>
public static class Suffering
{
    /// <summary>The service's embedded database is struck by <paramref name="misfortune"/>.</summary>
    public static void Suffer(this Microsoft.AspNetCore.Builder.WebApplicationBuilder builder, Misfortune misfortune) =>
        builder.Services.AddSingleton<Database>(_ => new FaultyDatabase(builder.Configuration["Database:ConnectionString"]!, misfortune));
}
