using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Benchmarks;

/// <summary>
/// What suites share that drive a service: the service on one SQLite file and a port, many callers, and the bare rows that they are set
/// against.
/// </summary>
internal static class Driver
{
    public static async Task<WebApplication> Start(
        string folder, Action<WebApplicationBuilder> add, Action<WebApplication> map, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:Engine"] = "sqlite",
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder, "service.db")}",
            ["Identity:PublicKeyFile"] = SigningKey.PublicPath(KeysIn(folder)),
            ["Data"] = folder,
            ["Bus:Url"] = "in-process",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder);
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>Where processes that have <paramref name="folder"/> look for the key that signs who somebody is.</summary>
    public static string KeysIn(string folder) => Path.Combine(folder, "people", "keys");

    /// <summary>
    /// Makes the call so many times, by so many callers at once; how many a second, and how long each took, the shortest first.
    /// </summary>
    public static async Task<(double PerSecond, double[] Milliseconds)> All(int callers, int times, Func<int, Task> call)
    {
        var waits = new ConcurrentBag<double>();
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var at = Interlocked.Increment(ref next); at < times; at = Interlocked.Increment(ref next))
            {
                var start = clock.Elapsed;
                await call(at);
                waits.Add((clock.Elapsed - start).TotalMilliseconds);
            }
        })));
        return (times / clock.Elapsed.TotalSeconds, [.. waits.Order()]);
    }

    /// <summary>How many rows a second are made durable one by one, with nothing around them.</summary>
    public static double Bare(string folder, int rows)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bare (id BLOB PRIMARY KEY, amount INTEGER) WITHOUT ROWID;";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO bare (id, amount) VALUES ($id, 1)";
        var id = command.Parameters.Add("$id", SqliteType.Blob);
        var clock = Stopwatch.StartNew();
        for (var row = 0; row < rows; row++)
        {
            id.Value = Guid.NewGuid().ToByteArray();
            command.ExecuteNonQuery();
        }

        return rows / clock.Elapsed.TotalSeconds;
    }
}
