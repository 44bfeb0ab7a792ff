using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

/// <summary>
/// Our own containers of a Compose file as plain processes: the same programs, the same variables, the same order. Names of
/// containers become addresses on loopback, volumes become folders, SQL Server becomes SQLite, and the broker is the test's.
/// </summary>
internal sealed partial class ComposedHouse : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-composed-").FullName;
    private readonly Dictionary<string, int> ports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Process> running = new(StringComparer.Ordinal);
    private readonly HashSet<string> begun = new(StringComparer.Ordinal);
    private readonly StringBuilder said = new();
    private readonly IReadOnlyDictionary<string, Container> containers;
    private readonly PrivateBroker broker;
    private readonly Secrets secrets;

    /// <param name="broker">Speaks TLS, and knows the users of <paramref name="secrets"/>.</param>
    public ComposedHouse(ComposeFile file, IReadOnlyDictionary<string, string> chosen, PrivateBroker broker, Secrets secrets)
    {
        this.broker = broker;
        this.secrets = secrets;
        Pages = new Uri($"http://127.0.0.1:{Port("gateway", "8080")}/");
        containers = file.With(ComposeFile.ReadVariables(".env.example", new Dictionary<string, string>(chosen, StringComparer.Ordinal)
        {
            ["PAGES_DOOR"] = Pages.Authority,
        })).Containers;
        // Docker would do this: what is published is where it says, and leads to the pages.
        if (containers["gateway"].List("ports")[0] != $"{Pages.Authority}:8080")
        {
            throw new InvalidOperationException("The pages are not published where PAGES_DOOR says.");
        }
    }

    public Uri Pages { get; }

    /// <summary>Where a service speaks gRPC.</summary>
    public Uri AddressOf(string service) => new($"https://127.0.0.1:{Port(service, "8080")}/");

    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    /// <summary>Starts what is ours, each after what it waits for.</summary>
    public async Task Start()
    {
        foreach (var container in containers.Values.Where(container => container.IsOurs))
        {
            await Begin(container);
        }

        foreach (var container in containers.Values.Where(container => running.ContainsKey(container.Name)))
        {
            await Healthy(container);
        }
    }

    /// <summary>Tells every process to stop, those that call others first; returns their exit codes.</summary>
    public async Task<int[]> Stop()
    {
        List<int> codes = [];
        foreach (var (name, process) in running.Reverse())
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(Patience);
            codes.Add(process.ExitCode);
            process.Dispose();
            running.Remove(name);
        }

        return [.. codes];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in running.Values)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task Begin(Container container)
    {
        if (!container.IsOurs || !begun.Add(container.Name))
        {
            return;
        }

        foreach (var (first, condition) in container.DependsOn.Where(first => containers[first.Key].IsOurs))
        {
            await Begin(containers[first]);
            if (condition == "service_healthy")
            {
                await Healthy(containers[first]);
            }
        }

        var process = Launch(container, container.Command);
        if (containers.Values.Any(other => other.DependsOn.GetValueOrDefault(container.Name) == "service_completed_successfully"))
        {
            // A step that ends; somebody waits for its success.
            await process.WaitForExitAsync().WaitAsync(Patience);
            Require(process.ExitCode == 0, $"{container.Name} ended with {process.ExitCode}.");
            process.Dispose();
        }
        else
        {
            running.Add(container.Name, process);
        }
    }

    private async Task Healthy(Container container)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            using var check = Launch(container, container.HealthCheck.Skip(2));
            await check.WaitForExitAsync().WaitAsync(Patience);
            if (check.ExitCode == 0)
            {
                return;
            }

            Require(clock.Elapsed < Patience && !running[container.Name].HasExited, $"{container.Name} did not get well.");
        }
    }

    private Process Launch(Container container, IEnumerable<string> arguments)
    {
        // As in the image: one link for every program, whatever it is called.
        var program = Path.Combine(folder, container.Name, "app", "service");
        if (!File.Exists(program))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(program)!);
            File.CreateSymbolicLink(program, Repository.Built(container.Build["PROJECT"], container.Build["ASSEMBLY"]));
            Mount(container);
        }

        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(Repository.Built(container.Build["PROJECT"], container.Build["ASSEMBLY"])),
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var ofFile = container.Text("env_file") is { Length: > 0 } file
            ? ComposeFile.ReadVariables(Path.Combine("eng", $"{file}.example"), new Dictionary<string, string>()) : [];
        foreach (var (variable, value) in ofFile.Concat(container.Environment))
        {
            start.Environment[variable] = Here(container, variable, value);
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(container.Name, line.Data);
        process.ErrorDataReceived += (_, line) => Take(container.Name, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>A folder for each volume, and a link to it wherever it is mounted.</summary>
    private void Mount(Container container)
    {
        Directory.CreateDirectory(Path.Combine(folder, container.Name, "data"));
        foreach (var (volume, path, _) in container.Mounts.OrderBy(mount => mount.Path.Length))
        {
            if (volume.StartsWith("./eng/", StringComparison.Ordinal))
            {
                continue;
            }

            var from = volume.StartsWith("./secrets/", StringComparison.Ordinal)
                ? Path.Combine(secrets.Folder, volume["./secrets/".Length..])
                : Directory.CreateDirectory(Path.Combine(folder, "volumes", volume)).FullName;
            var to = Path.Combine(folder, container.Name, path[1..]);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (Directory.Exists(to) && new DirectoryInfo(to).LinkTarget is null)
            {
                Directory.Delete(to);
            }

            if (!Directory.Exists(to))
            {
                Directory.CreateSymbolicLink(to, from);
            }
        }
    }

    private string Here(Container container, string variable, string value) => variable switch
    {
        "Database__Engine" => Same(value, "sqlserver", "sqlite"),
        "Database__ConnectionString" => $"Data Source={Path.Combine(folder, DatabaseOf(value) + ".db")}",
        "Bus__Url" => value.Replace("rabbitmq:5671", $"127.0.0.1:{broker.SealedPort}", StringComparison.Ordinal),
        _ when value.StartsWith("/data", StringComparison.Ordinal) || value.StartsWith("/tls/", StringComparison.Ordinal)
            => Path.Combine(folder, container.Name) + value,
        _ => HostAndPort()
            .Replace(value,
            match => $"{match.Groups["scheme"].Value}://127.0.0.1:"
                + Port(match.Groups["host"].Value is "+" ? container.Name : match.Groups["host"].Value, match.Groups["port"].Value)),
    };

    private static string DatabaseOf(string connectionString)
    {
        var parsed = new SqlConnectionStringBuilder(connectionString);
        return Same(parsed.DataSource, "sqlserver", parsed.InitialCatalog);
    }

    private static string Same(string value, string expected, string result) =>
        value == expected ? result : throw new InvalidOperationException($"{value} should be {expected}.");

    private int Port(string container, string port)
    {
        var key = $"{container}:{port}";
        return ports.TryGetValue(key, out var known) ? known : ports[key] = Ports.Free();
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{otherwise}\n{Said}");
        }
    }

    private void Take(string container, string? line)
    {
        lock (said)
        {
            said.Append(container).Append(": ").AppendLine(line);
        }
    }

    [GeneratedRegex(@"(?<scheme>https?)://(?<host>\+|[a-z]+):(?<port>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HostAndPort();
}
