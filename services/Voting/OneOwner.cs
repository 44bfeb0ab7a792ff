using Microsoft.Data.Sqlite;

namespace Participatory.Voting;

/// <summary>
/// With SQLite one process takes the ballots, because its lock on a poll is in its memory. A file beside the database is
/// held for as long as the process lives, however it ends; a second process is told so and does not start.
/// </summary>
internal sealed class OneOwner(IConfiguration configuration) : IHostedLifecycleService, IDisposable
{
    private FileStream? held;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (configuration["Database:Engine"] is not (null or "sqlite"))
        {
            return Task.CompletedTask;
        }

        var database = new SqliteConnectionStringBuilder(configuration["Database:ConnectionString"]).DataSource;
        if (database.Length == 0 || database == ":memory:")
        {
            return Task.CompletedTask;
        }

        try
        {
            held = new FileStream(database + ".owner", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new InvalidOperationException(
                $"Another process takes ballots with the database {database}. With SQLite there can be one; stop the other one first, or use SQL Server for several.", failure);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => held?.Dispose();
}
