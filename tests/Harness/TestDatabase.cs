using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Harness;

/// <summary>A database of its own for one test, gone when the test is.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly SemaphoreSlim Filling = new(1);
    private static readonly Dictionary<string, byte[]> Filled = new(StringComparer.Ordinal);

    private readonly string? folder;
    private readonly string? name;

    private TestDatabase(string engine, string connectionString, string? folder, string? name)
    {
        Engine = engine;
        ConnectionString = connectionString;
        this.folder = folder;
        this.name = name;
    }

    /// <summary>Where a SQL Server may be used, or null.</summary>
    public static string? SqlServer { get; } = Environment.GetEnvironmentVariable("PARTICIPATORY_TEST_SQLSERVER") is { Length: > 0 } set
        ? set : null;

    /// <summary>"sqlite" or "sqlserver".</summary>
    public string Engine { get; }

    /// <summary>As the setting Database:ConnectionString takes it.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes an empty database on <paramref name="engine"/>.</summary>
    public static async Task<TestDatabase> Create(string engine)
    {
        var database = Named(engine);
        if (database.name is { } name)
        {
            await Administer($"CREATE DATABASE [{name}]; ALTER DATABASE [{name}] SET READ_COMMITTED_SNAPSHOT ON;");
        }

        return database;
    }

    /// <summary>Says where there is no database yet; whoever gets it has to make it.</summary>
    public static TestDatabase Named(string engine)
    {
        if (engine == "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("participatory-test-").FullName;
            return new TestDatabase(engine, $"Data Source={Path.Combine(folder, "test.db")}", folder, name: null);
        }

        var name = $"participatory_test_{Guid.NewGuid():N}";
        return new TestDatabase(
            engine, new SqlConnectionStringBuilder(SqlServer!) { InitialCatalog = name }.ToString(), folder: null, name);
    }

    /// <summary>
    /// Brings an embedded database up to date as the first one of this process was: making all the tables for each test anew would take
    /// a third of its time.
    /// </summary>
    /// <param name="service">Whose tables they are, and who asks: a test may give a service tables of its own.</param>
    public async Task Fill(string service, Migrator migrator)
    {
        if (folder is null)
        {
            return;
        }

        await Filling.WaitAsync();
        try
        {
            var file = Path.Combine(folder, "test.db");
            if (Filled.TryGetValue(service, out var filled))
            {
                await File.WriteAllBytesAsync(file, filled);
                return;
            }

            await migrator.Migrate(CancellationToken.None);
            var copy = Path.Combine(folder, "filled.db");
            await using (var connection = new SqliteConnection(ConnectionString))
            {
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "VACUUM INTO @copy";
                command.Parameters.AddWithValue("@copy", copy);
                await command.ExecuteNonQueryAsync();
            }

            Filled[service] = await File.ReadAllBytesAsync(copy);
        }
        finally
        {
            Filling.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        if (name is not null)
        {
            SqlConnection.ClearAllPools();
            await Administer($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}];");
        }
    }

    private static async Task Administer(string sql)
    {
        await using var connection = new SqlConnection(SqlServer);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The only variable part is a name that was made above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
