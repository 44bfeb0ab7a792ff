using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Hosting;

namespace Participatory.Platform.Storage;

/// <summary>
/// Brings a database up to date before the first request, and makes it where a server has none: the platform's own tables, then the
/// service's
/// <c>Migrations/NNNN_name.sql</c> in order, each in a transaction of its own and once. A file may have parts for one
/// engine, between lines <c>--@sqlite</c> or <c>--@sqlserver</c> and <c>--@end</c>; a line <c>GO</c> ends a batch.
/// </summary>
/// <exception cref="InvalidOperationException">A migration that has run was changed afterwards.</exception>
/// <param name="scripts">The service's own migrations, in the order in which they run.</param>
public sealed class Migrator(Database database, IEnumerable<(string Name, string Text)> scripts) : IHostedLifecycleService
{
    /// <summary>An index over a million rows takes its time, and so do others who migrate the same database first.</summary>
    private static readonly TimeSpan StatementTime = TimeSpan.FromHours(2);

    private static readonly TimeSpan SettingPatience = TimeSpan.FromSeconds(30);

    private static readonly Sql ReadsCommitted = new("{reads-committed}");

    private static readonly Sql CreateVersions = new("""
        CREATE TABLE schema_version (
            name {id} NOT NULL PRIMARY KEY,
            checksum {id} NOT NULL,
            applied_at {time} NOT NULL
        )
        """);

    private static readonly Sql SelectVersion = new("SELECT checksum FROM schema_version WHERE name = @name");

    private static readonly Sql InsertVersion = new("""
        INSERT INTO schema_version (name, checksum, applied_at) VALUES (@name, @checksum, @now)
        """);

    /// <summary>For the migrations that are embedded in <paramref name="migrations"/>.</summary>
    public Migrator(Database database, Assembly migrations) : this(database, Scripts(migrations))
    {
    }

    /// <summary>Runs what has not run yet.</summary>
    public async Task Migrate(CancellationToken cancellation)
    {
        await database.Create(cancellation).ConfigureAwait(false);
        await MustReadWhileOthersWrite(cancellation).ConfigureAwait(false);
        foreach (var (name, text) in Scripts(typeof(Migrator).Assembly).Concat(scripts))
        {
            await using var transaction = await database.Begin(cancellation, StatementTime).ConfigureAwait(false);
            await Apply(transaction, name, text).ConfigureAwait(false);
            await transaction.Commit().ConfigureAwait(false);
        }
    }

    /// <summary>The embedded migrations of <paramref name="assembly"/>, in the order in which they run.</summary>
    public static IEnumerable<(string Name, string Text)> Scripts(Assembly assembly) =>
        from resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
        where resource.Contains(".Migrations.", StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal)
        let name = resource[(resource.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..^".sql".Length]
        select (name, ReadAll(assembly, resource));

    /// <summary>The batches of a migration as <paramref name="dialect"/> runs them.</summary>
    public static IEnumerable<string> Batches(string text, Dialect dialect)
    {
        var batch = new StringBuilder();
        var skipping = false;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.StartsWith("--@", StringComparison.Ordinal))
            {
                skipping = line != "--@end" && line[3..] != dialect.Name;
            }
            else if (line == "GO")
            {
                yield return batch.ToString();
                batch.Clear();
            }
            else if (!skipping)
            {
                batch.Append(dialect.Fill(line)).Append('\n');
            }
        }

        yield return batch.ToString();
    }

    /// <summary>
    /// On SQL Server readers see what was committed last and wait for no writer, as they do on SQLite, because the database is set so. We
    /// set it where we make the database, and nowhere else: it cuts off everybody who is connected.
    /// </summary>
    /// <exception cref="InvalidOperationException">Whoever made the database did not set it.</exception>
    private async Task MustReadWhileOthersWrite(CancellationToken cancellation)
    {
        for (var until = DateTimeOffset.UtcNow + SettingPatience; ;)
        {
            try
            {
                await using var session = await database.Read(cancellation).ConfigureAwait(false);
                if (await session.One<int>(ReadsCommitted).ConfigureAwait(false) == 1)
                {
                    return;
                }
            }
            // Another process has just made the database, and sets it now.
            catch (DbException failure) when (Dialect.IsTransient(failure) && DateTimeOffset.UtcNow < until)
            {
            }

            if (DateTimeOffset.UtcNow >= until)
            {
                throw new InvalidOperationException(
                    "The database lacks a setting. Its administrator runs: ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellation).ConfigureAwait(false);
        }
    }

    private async Task Apply(Transaction transaction, string name, string text)
    {
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
        var before = await Version(transaction, name).ConfigureAwait(false);
        if (before == checksum)
        {
            return;
        }

        if (before is not null)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The migration {name} has run on this database and was changed afterwards. Put it back as it was and add a new one."));
        }

        foreach (var batch in Batches(text, database.Dialect).Where(batch => !string.IsNullOrWhiteSpace(batch)))
        {
            await transaction.Execute(new Sql(batch)).ConfigureAwait(false);
        }

        await transaction.Execute(InsertVersion, new { name, checksum, now = DateTimeOffset.UtcNow }).ConfigureAwait(false);
    }

    private async Task<string?> Version(Transaction transaction, string name)
    {
        if (!await VersionsExist().ConfigureAwait(false))
        {
            await transaction.Execute(CreateVersions).ConfigureAwait(false);
        }

        return await transaction.One<string>(SelectVersion, new { name }).ConfigureAwait(false);

        async Task<bool> VersionsExist()
        {
            var exists = database.Dialect == Dialect.Sqlite
                ? new Sql("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'")
                : new Sql("EXEC sp_getapplock @Resource = 'participatory.migrate', @LockMode = 'Exclusive'; SELECT COUNT(*) FROM "
                    + "sys.tables WHERE name = 'schema_version'");
            return await transaction.One<long>(exists).ConfigureAwait(false) > 0;
        }
    }

    private static string ReadAll(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        database.Own();
        return Migrate(cancellationToken);
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
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
