using System.Diagnostics;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Faults;

/// <summary>
/// The disk fills up in the middle of a round; when there is room again the round goes on, and nothing that was acknowledged is missing.
/// </summary>
public sealed class FullDiskTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string disk = Directory.CreateTempSubdirectory("participatory-disk-").FullName;

    public async ValueTask InitializeAsync() =>
        Needs.That(await Shell("mount", "-t", "tmpfs", "-o", "size=6m", "participatory", disk) == 0,
            "No small disk: mounting one needs root.");

    public async ValueTask DisposeAsync()
    {
        await Shell("umount", disk);
        Directory.Delete(disk);
    }

    [Fact]
    public async Task A_full_disk_stops_the_round_with_a_sentence_and_loses_nothing()
    {
        var data = Path.Combine(disk, "data");
        var expected = await Undisturbed();
        var starts = 0;
        for (var size = 6; ; size += 3)
        {
            Directory.CreateDirectory(data);
            await using var run = StandaloneProcess.Launch(data, [.. StandaloneProcess.QuickDemo]);
            var code = await run.Exit();
            starts++;
            if (code == 0)
            {
                Assert.Equal(expected, run.LastLine);
                Assert.True(starts > 1, "The disk never was full.");
                output.WriteLine($"It came to its end at {size} MB after {starts} starts.");
                return;
            }

            Assert.Matches("The round stopped: |cannot be written: ", run.Errors);
            Assert.DoesNotContain("Unhandled exception", run.Errors, StringComparison.Ordinal);
            Assert.True(size < 64, $"The round did not come to its end with room enough.\n{run.Output}\n{run.Errors}");
            Assert.Equal(0, await Shell("mount", "-o", $"remount,size={size + 3}m", disk));
        }
    }

    private static async Task<string> Undisturbed()
    {
        var folder = Directory.CreateTempSubdirectory("participatory-roomy-").FullName;
        try
        {
            await using var run = StandaloneProcess.Launch(folder, [.. StandaloneProcess.QuickDemo]);
            Assert.Equal(0, await run.Exit());
            return run.LastLine;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Shell(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
