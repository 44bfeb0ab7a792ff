using System.Diagnostics;
using System.Globalization;
using System.Text;
using Grpc.Core;
using Grpc.Health.V1;
using Participatory.Platform.Calls;

namespace Participatory.Tests.Harness;

/// <summary>The five services and the gateway, each a process of its own that knows nothing but its environment variables.</summary>
public sealed class Apart : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-apart-").FullName;
    private readonly Dictionary<string, ApartProcess> processes = new(StringComparer.Ordinal);

    private Apart(Uri broker)
    {
        foreach (var name in (string[])["proposals", "voting", "grants", "accountability", "people"])
        {
            processes[name] = new ApartProcess(
                folder, name, Repository.Built($"services/{Capital(name)}", $"Participatory.{Capital(name)}.dll"), broker);
        }

        processes["people"].Environment["Demo"] = "true";
        var gateway = new ApartProcess(folder, "gateway", Repository.Built("gateway", "Participatory.Gateway.dll"), broker);
        Pages = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        gateway.Environment["Kestrel__Endpoints__Pages__Url"] = Pages.ToString();
        gateway.Environment["Kestrel__Endpoints__Pages__Protocols"] = "Http1";
        gateway.Environment["Kestrel__Endpoints__Grpc__Url"] = gateway.Address.ToString();
        gateway.Environment["Kestrel__Endpoints__Grpc__Protocols"] = "Http2";
        foreach (var (name, service) in processes)
        {
            gateway.Environment[$"Services__{Capital(name)}"] = service.Address.ToString();
        }

        gateway.Environment["Demo"] = "true";
        processes["gateway"] = gateway;
    }

    /// <summary>Where the pages are.</summary>
    public Uri Pages { get; }

    /// <summary>Where gRPC is spoken.</summary>
    public Uri GrpcDoor => processes["gateway"].Address;

    /// <summary>The six, by their names in small letters.</summary>
    public IReadOnlyDictionary<string, ApartProcess> Processes => processes;

    /// <summary>Starts all six and returns when each is ready.</summary>
    public static async Task<Apart> Start(Uri broker, string logLevel = "Warning")
    {
        var apart = new Apart(broker);
        foreach (var process in apart.processes.Values)
        {
            process.Environment["Logging__LogLevel__Default"] = logLevel;
            process.Run();
        }

        try
        {
            foreach (var process in apart.processes.Values)
            {
                await process.Ready(Patience);
            }

            return apart;
        }
        catch
        {
            // Nobody else would stop the others.
            await apart.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Values)
        {
            await process.Kill();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}

/// <summary>One of our processes, on an embedded database in <paramref name="folder"/> and on a port that stays its own.</summary>
/// <param name="folder">Where all of them keep what they keep.</param>
/// <param name="name">Its own name there.</param>
/// <param name="program">What is run.</param>
/// <param name="broker">Null where it has nobody to talk to.</param>
public sealed class ApartProcess(string folder, string name, string program, Uri? broker)
{
    private readonly StringBuilder log = new();
    private Process? process;

    /// <summary>Where it speaks gRPC.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Free()}/");

    /// <summary>Its database.</summary>
    public string DatabaseFile { get; } = Path.Combine(folder, $"{name}.db");

    /// <summary>What it is told.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["Database__Engine"] = "sqlite",
        ["Database__ConnectionString"] = $"Data Source={Path.Combine(folder, $"{name}.db")}",
        ["Bus__Url"] = broker?.ToString() ?? "in-process",
        ["Data"] = Path.Combine(folder, name),
        ["Identity__PublicKeyFile"] = Path.Combine(folder, "people", "keys", "public", "identity.pem"),
        ["Gateway__Secret"] = "a secret of gateways that only tests have",
    };

    /// <summary>What it has taken of the processors since it was started.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>What it has logged so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>Starts it, again after <see cref="Kill"/>.</summary>
    public void Run()
    {
        process = Launch();
    }

    /// <summary>Runs it with an argument such as --migrate-only, and returns its exit code.</summary>
    public async Task<int> RunWith(string argument)
    {
        using var once = Launch(argument);
        await once.WaitForExitAsync();
        return once.ExitCode;
    }

    /// <summary>Returns when it says that it is ready for calls.</summary>
    public async Task Ready(TimeSpan patience)
    {
        using var channel = Channels.To(Address.ToString(), Health.Descriptor);
        var health = new Health.HealthClient(channel.For(() => null, TimeSpan.FromSeconds(2)));
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                if ((await health.CheckAsync(new HealthCheckRequest())).Status == HealthCheckResponse.Types.ServingStatus.Serving)
                {
                    return;
                }
            }
            catch (RpcException notYet) when (notYet.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                // It is starting.
            }

            if (clock.Elapsed > patience || process is null or { HasExited: true })
            {
                throw new InvalidOperationException($"{name} did not get ready.\n{Log}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        if (process is { } running)
        {
            process = null;
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
            running.Dispose();
        }
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> Terminate()
    {
        var running = process!;
        process = null;
        using var kill = Process.Start("kill", ["-TERM", running.Id.ToString(CultureInfo.InvariantCulture)]);
        await running.WaitForExitAsync();
        var code = running.ExitCode;
        running.Dispose();
        return code;
    }

    private Process Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        if (!Environment.ContainsKey("Kestrel__Endpoints__Grpc__Url"))
        {
            start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        }

        foreach (var (variable, value) in Environment)
        {
            start.Environment[variable] = value;
        }

        var launched = new Process { StartInfo = start };
        launched.OutputDataReceived += (_, line) => Take(line.Data);
        launched.ErrorDataReceived += (_, line) => Take(line.Data);
        launched.Start();
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    private void Take(string? line)
    {
        lock (log)
        {
            log.AppendLine(line);
        }
    }
}
