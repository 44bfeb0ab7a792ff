using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Tests.Harness;
using Participatory.Voting;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Faults;

/// <summary>The Voting service alone as a process, on one SQLite file and one port, to be killed and started again.</summary>
internal sealed class VotingProcess : IDisposable
{
    public const string PollId = "killed";

    private readonly string folder;
    private readonly ECDsa key;
    private readonly GrpcChannel channel;
    private readonly Dictionary<string, string?> settings;
    private Process? process;

    public VotingProcess(string folder)
    {
        this.folder = folder;
        key = SigningKey.LoadOrCreate(folder);
        Address = $"http://127.0.0.1:{PrivateBroker.FreePort()}";
        channel = Channels.To(Address, Participatory.Voting.V1.VotingService.Descriptor);
        settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:Engine"] = "sqlite",
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder, "voting.db")}",
            ["Identity:PublicKeyFile"] = SigningKey.PublicPath(folder),
            ["Data"] = folder,
            ["Bus:Url"] = "in-process",
        };
    }

    public string Address { get; }

    public Client Public => new(channel.For(() => null, TimeSpan.FromSeconds(30)));

    private Client Grace => new(channel.For(() => Tokens.Issue(People.Grace, key, DateTimeOffset.UtcNow), TimeSpan.FromMinutes(5)));

    /// <summary>Makes an open poll with as many voters, in this process, and returns the codes of their letters.</summary>
    public async Task<IReadOnlyList<string>> Prepare(int voters)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls(Address);
        builder.AddVoting();
        await using var app = builder.Build();
        app.MapVoting();
        await app.StartAsync();
        var codes = await PreparedPoll.Open(app.Services.GetRequiredService<Bus>(), Grace, PollId, voters);
        await app.StopAsync();
        return codes;
    }

    /// <summary>Starts the process and returns how long it took until it answered.</summary>
    public async Task<TimeSpan> Start()
    {
        var clock = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add(Repository.Built("services/Voting", "Participatory.Voting.dll"));
        foreach (var (name, value) in settings)
        {
            start.ArgumentList.Add($"--{name}={value}");
        }

        start.ArgumentList.Add($"--urls={Address}");
        start.ArgumentList.Add("--Logging:LogLevel:Default=Warning");
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (true)
        {
            try
            {
                await Public.GetPollAsync(new GetPollRequest { PollId = PollId });
                return clock.Elapsed;
            }
            catch (RpcException) when (clock.Elapsed < TimeSpan.FromMinutes(1) && !process.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async Task<Poll> Close() =>
        await Grace.ClosePollAsync(new ClosePollRequest { RequestId = Guid.NewGuid().ToString(), PollId = PollId, Reason = "Everybody has voted." });

    public async Task<Result> Declare() =>
        await Grace.DeclareResultAsync(new DeclareResultRequest { RequestId = Guid.NewGuid().ToString(), PollId = PollId });

    public async Task<string> Bundle()
    {
        using var call = Public.ExportBundle(new ExportBundleRequest { PollId = PollId }, deadline: DateTime.UtcNow.AddMinutes(10));
        using var bytes = new MemoryStream();
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            piece.Content.WriteTo(bytes);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public void Dispose()
    {
        process?.Kill();
        process?.Dispose();
        channel.Dispose();
        key.Dispose();
    }
}
