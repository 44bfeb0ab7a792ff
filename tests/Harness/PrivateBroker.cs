using System.Diagnostics;
using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Participatory.Tests.Harness;

/// <summary>A RabbitMQ node of the test's own: on ports and in a folder of its own, stopped with the test.</summary>
public sealed class PrivateBroker : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-broker-").FullName;
    private readonly int port = Ports.Free();
    private readonly int distributionPort = Ports.Free();
    private readonly int mapperPort = Ports.Free();
    private readonly StringBuilder said = new();
    private Process? node;

    private readonly Func<PrivateBroker, string>? configuration;
    private readonly string credentials;

    private PrivateBroker(Func<PrivateBroker, string>? configuration, string credentials)
    {
        this.configuration = configuration;
        this.credentials = credentials;
    }

    /// <summary>Where it takes messages.</summary>
    public Uri Url => new($"amqp://{credentials}@127.0.0.1:{port}/");

    /// <summary>Where it takes messages over TLS, if its configuration says so.</summary>
    public int SealedPort { get; } = Ports.Free();

    /// <summary>The same for one of the users that its configuration brings.</summary>
    public Uri UrlOf(string user, string password) => new($"amqp://{user}:{password}@127.0.0.1:{port}/");

    /// <summary>Starts one, or skips the test where RabbitMQ is not installed.</summary>
    /// <param name="configuration">What stands in its rabbitmq.conf.</param>
    /// <param name="credentials">Of a user that it knows; guest is there where its configuration brings no others.</param>
    public static async Task<PrivateBroker> Start(
        Func<PrivateBroker, string>? configuration = null, string credentials = "guest:guest")
    {
        Needs.That(File.Exists(Server), "No RabbitMQ: install rabbitmq-server, or set PARTICIPATORY_TEST_RABBITMQ to its bin folder.");
        var broker = new PrivateBroker(configuration, credentials);
        try
        {
            await broker.Run();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, again after <see cref="Kill"/>, and returns when it takes connections.</summary>
    public async Task Run()
    {
        if (configuration is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq.conf"), configuration(this));
        }

        node = Launch(Server);
        node.OutputDataReceived += (_, line) => Take(line.Data);
        node.ErrorDataReceived += (_, line) => Take(line.Data);
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (!await Answers())
        {
            if (node.HasExited || clock.Elapsed > Patience)
            {
                throw new InvalidOperationException($"The broker did not start.\n{said}");
            }

            await Task.Delay(100);
        }
    }

    /// <summary>How many connections it has.</summary>
    public async Task<int> Connections()
    {
        using var ask = Launch(Path.Combine(Bin, "rabbitmqctl"), "--quiet", "list_connections", "pid", "--no-table-headers");
        var lines = await ask.StandardOutput.ReadToEndAsync();
        await ask.WaitForExitAsync();
        return ask.ExitCode == 0 ? lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length
            : throw new InvalidOperationException(await ask.StandardError.ReadToEndAsync());
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        node!.Kill(entireProcessTree: true);
        await node.WaitForExitAsync();
        node.Dispose();
        node = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await Kill();
        }

        // The port mapper is a process of its own that outlives the node; this one is ours alone.
        using var end = Launch("epmd", "-port", mapperPort.ToString(CultureInfo.InvariantCulture), "-kill");
        await end.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Bin => Environment.GetEnvironmentVariable("PARTICIPATORY_TEST_RABBITMQ") is { Length: > 0 } named ? named
        : "/usr/lib/rabbitmq/bin";

    private static string Server => Path.Combine(Bin, "rabbitmq-server");

    private Process Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            UseShellExecute = false, WorkingDirectory = folder
        };
        foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = $"participatory{port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["ERL_EPMD_PORT"] = mapperPort.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        })
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private async Task<bool> Answers()
    {
        try
        {
            await using var connection =
                await new ConnectionFactory { Uri = Url, RequestedConnectionTimeout = TimeSpan.FromSeconds(2) }.CreateConnectionAsync();
            return true;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }

    private void Take(string? line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }
    }
}
