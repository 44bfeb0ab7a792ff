using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Participatory.Tests.Harness;

/// <summary>The embedded form as a process of its own, on ports of its own, stopped with the test.</summary>
public sealed class StandaloneProcess : IAsyncDisposable
{
    /// <summary>A small round, played to its end, with its totals in the last line.</summary>
    public static readonly IReadOnlyList<string> QuickDemo = ["demo", "--quick", "--exit", "--json"];

    /// <summary>
    /// Longer than the process itself waits for anything: a round that waits for a message on a full disk gives up after two
    /// minutes, with a sentence, and that sentence is what a test wants to see.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource<Uri> pages = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string data;

    private StandaloneProcess(string data, string[] arguments, IReadOnlyDictionary<string, string>? settings)
    {
        this.data = data;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = data,
        };
        start.ArgumentList.Add(Repository.Built("services/Standalone", "Participatory.Standalone.dll"));
        foreach (var argument in (string[])[.. arguments, "--data", data, .. arguments is ["backup" or "restore", ..] ? (string[])[]
            : arguments.Contains("--urls") ? [] : ["--urls", "http://127.0.0.1:0"]])
        {
            start.ArgumentList.Add(argument);
        }

        // Where nothing else is said the council is far away, and changes its clock during the round.
        start.Environment["TZDIR"] = FarAway.Folder;
        start.Environment["Council__TimeZone"] = FarAway.Name;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Take(output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(errors, line.Data);
        process.Exited += (_, _) => pages.TrySetException(new InvalidOperationException("It stopped before it was ready."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where the pages are.</summary>
    public Uri Pages { get; private set; } = null!;

    /// <summary>Where gRPC is spoken.</summary>
    public Uri GrpcDoor { get; private set; } = null!;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>The last line that it has printed: the totals, where it was asked for JSON.</summary>
    public string LastLine => Output.TrimEnd().Split('\n')[^1].Trim();

    /// <summary>It has come to its end.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>What it has complained of so far.</summary>
    public string Errors
    {
        get
        {
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    /// <summary>Starts it on <paramref name="data"/> and returns when it says where its pages are.</summary>
    public static Task<StandaloneProcess> Start(string data, params string[] arguments) => StartWith(data, null, arguments);

    /// <summary>As <see cref="Start"/>, with settings such as "Officers:People:0:Email".</summary>
    public static async Task<StandaloneProcess> StartWith(
        string data, IReadOnlyDictionary<string, string>? settings, params string[] arguments)
    {
        var started = new StandaloneProcess(data, arguments, settings);
        try
        {
            started.Pages = await started.pages.Task.WaitAsync(Patience);
            using var addresses = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data, "addresses.json")));
            started.GrpcDoor = new Uri(addresses.RootElement.GetProperty("grpc").GetString()!);
            return started;
        }
        catch (Exception failure)
        {
            await started.DisposeAsync();
            throw new InvalidOperationException($"The process did not get ready.\n{started.Output}\n{started.Errors}", failure);
        }
    }

    /// <summary>Starts it and returns at once, for a test that will not wait for it to be ready.</summary>
    public static StandaloneProcess Launch(string data, params string[] arguments) => new(data, arguments, settings: null);

    /// <summary>As <see cref="Launch"/>, with settings such as "Officers:People:0:Email".</summary>
    public static StandaloneProcess LaunchWith(string data, IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        new(data, arguments, settings);

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a system that stops services sends it; returns the exit code.</summary>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await Exit();
    }

    /// <summary>Waits for it to stop by itself; returns the exit code.</summary>
    /// <exception cref="TimeoutException">It is still running; says what it has printed.</exception>
    public async Task<int> Exit()
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"It was still running after {Patience.TotalMinutes} minutes.\n{Output}\n{Errors}", late);
        }

        process.WaitForExit();
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    private void Take(StringBuilder to, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (to)
        {
            to.AppendLine(line);
        }

        const string ready = "Participatory is running. Open ";
        if (to == output && line.StartsWith(ready, StringComparison.Ordinal))
        {
            pages.TrySetResult(new Uri(line[ready.Length..]));
        }
    }
}
