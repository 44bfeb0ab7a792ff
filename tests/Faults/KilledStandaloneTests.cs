using System.Diagnostics;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Faults;

public sealed class KilledStandaloneTests(ITestOutputHelper output) : IDisposable
{
    private static int Kills => Needs.FullRuns ? 30 : 3;

    private readonly List<string> folders = [];

    public void Dispose() => folders.ForEach(folder => Directory.Delete(folder, recursive: true));

    [Fact]
    public async Task Killed_at_random_moments_the_round_still_ends_with_the_same_totals()
    {
        var (expected, length) = await Undisturbed();
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}; undisturbed {length.TotalSeconds:0.0} s: {expected}");
        var chance = new Random(seed);
        var data = NewFolder();
        var finished = 0;
        for (var kills = 0; kills < Kills;)
        {
            await using var run = StandaloneProcess.Launch(data, [.. StandaloneProcess.QuickDemo]);
            var moment = length * chance.NextDouble();
            if (await Task.WhenAny(run.Exit(), Task.Delay(moment)) is Task<int>)
            {
                // It was over before we struck: that round counts, and the next one begins.
                Assert.Equal(expected, await Totals(run));
                finished++;
                data = NewFolder();
                continue;
            }

            await run.Kill();
            kills++;
        }

        await using var last = StandaloneProcess.Launch(data, [.. StandaloneProcess.QuickDemo]);
        Assert.Equal(expected, await Totals(last));
        output.WriteLine($"{Kills} kills; {finished + 1} rounds came to their end");
    }

    private async Task<(string Totals, TimeSpan Length)> Undisturbed()
    {
        var clock = Stopwatch.StartNew();
        await using var run = StandaloneProcess.Launch(NewFolder(), [.. StandaloneProcess.QuickDemo]);
        var totals = await Totals(run);
        return (totals, clock.Elapsed);
    }

    private static async Task<string> Totals(StandaloneProcess run)
    {
        var code = await run.Exit();
        Assert.True(code == 0, $"It ended with {code}.\n{run.Output}\n{run.Errors}");
        var totals = run.LastLine;
        Assert.Contains("\"balanced\":true", totals, StringComparison.Ordinal);
        return totals;
    }

    private string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("participatory-faults-").FullName;
        folders.Add(folder);
        return folder;
    }
}
