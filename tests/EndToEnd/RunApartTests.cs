using System.Diagnostics;
using System.Net;
using System.Globalization;
using System.Text;
using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

public sealed class RunApartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task The_script_starts_six_processes_that_get_ready_and_stops_all_of_them()
    {
        await using var broker = await PrivateBroker.Start();
        var folder = Directory.CreateTempSubdirectory("participatory-run-apart-").FullName;
        var port = Ports.FreeInARow(7);
        var said = new StringBuilder();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var script = Launch(broker.Url, folder, port, line =>
        {
            lock (said)
            {
                said.AppendLine(line);
            }

            if (line is not null && line.EndsWith($"Open http://127.0.0.1:{port}/", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        });
        try
        {
            await Task.WhenAny(ready.Task, script.WaitForExitAsync(TestContext.Current.CancellationToken))
                .WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.True(ready.Task.IsCompleted, said.ToString());
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
            Assert.Equal(HttpStatusCode.OK,
                (await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(["accountability.db", "grants.db", "people.db", "proposals.db", "voting.db"],
                Directory.EnumerateFiles(folder, "*.db").Select(Path.GetFileName).Order(StringComparer.Ordinal));

            using (var stop = Process.Start("kill", ["-TERM", script.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await script.WaitForExitAsync(TestContext.Current.CancellationToken)
                    .WaitAsync(Patience, TestContext.Current.CancellationToken);
            }

            Assert.True(script.ExitCode == 0, said.ToString());
            Assert.All(Enumerable.Range(port, 7), free => Assert.True(Ports.IsFree(free), $"Somebody still listens on port {free}."));
        }
        finally
        {
            if (!script.HasExited)
            {
                script.Kill(entireProcessTree: true);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Without_a_broker_to_go_to_the_script_says_how_it_is_called()
    {
        using var script = Process.Start(
            new ProcessStartInfo(
            Path.Combine(Repository.Root, "eng", "run-apart.sh"))
            { RedirectStandardError = true, UseShellExecute = false })!;
        var said = await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, script.ExitCode);
        Assert.Contains("eng/run-apart.sh amqp://", said, StringComparison.Ordinal);
    }

    private static Process Launch(Uri broker, string folder, int port, Action<string?> take)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "eng", "run-apart.sh"), ["--no-build", broker.ToString(), folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["CONFIGURATION"] = Repository.Configuration;
        var script = new Process { StartInfo = start };
        script.OutputDataReceived += (_, line) => take(line.Data);
        script.ErrorDataReceived += (_, line) => take(line.Data);
        script.Start();
        script.BeginOutputReadLine();
        script.BeginErrorReadLine();
        return script;
    }
}
