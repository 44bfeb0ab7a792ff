using System.Diagnostics;
using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Faults;

/// <summary>
/// One service alone, on one SQLite file and one port: a process to be killed and started again, or in this process to prepare it and to
/// look at what became of it.
/// </summary>
internal sealed class LoneService : IDisposable
{
    private readonly ApartProcess process;
    private readonly ECDsa key;
    private readonly GrpcChannel channel;

    /// <param name="folder">Everything that it keeps.</param>
    /// <param name="name">As its folder is called: "Voting".</param>
    /// <param name="settings">Besides those that every service needs, or instead of some.</param>
    public LoneService(
        string folder, string name, Google.Protobuf.Reflection.ServiceDescriptor descriptor, params (string Name, string Value)[] settings)
    {
        key = SigningKey.LoadOrCreate(Path.Combine(folder, "people", "keys"));
        process = new ApartProcess(folder, name, Repository.Built($"services/{name}", $"Participatory.{name}.dll"), broker: null);
        process.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (setting, value) in settings)
        {
            process.Environment[setting.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        channel = Channels.To(process.Address.ToString(), descriptor);
    }

    /// <summary>Calls by somebody, each of which may take so long.</summary>
    public CallInvoker As(Caller caller, TimeSpan atMost) =>
        channel.For(() =>
            caller.IsSignedIn ? Tokens.Issue(caller with { ProvedAt = DateTimeOffset.UtcNow }, key, DateTimeOffset.UtcNow) : null, atMost);

    /// <summary>Starts the process and returns how long it took until it was ready.</summary>
    public async Task<TimeSpan> Start()
    {
        var clock = Stopwatch.StartNew();
        process.Run();
        await process.Ready(TimeSpan.FromMinutes(5));
        return clock.Elapsed;
    }

    /// <summary>kill -9.</summary>
    public Task Kill() => process.Kill();

    /// <summary>Runs it in this process; the other one is not running.</summary>
    public async Task<WebApplication> Here(Action<WebApplicationBuilder> add, Action<WebApplication> map, TimeProvider clock)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            process.Environment.Select(
            setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        builder.WebHost.UseUrls(process.Address.ToString());
        add(builder);
        builder.Services.AddSingleton(clock);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }

    public void Dispose()
    {
        process.Kill().GetAwaiter().GetResult();
        channel.Dispose();
        key.Dispose();
    }
}
