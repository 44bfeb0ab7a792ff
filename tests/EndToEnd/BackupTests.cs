using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

public sealed class BackupTests : IDisposable
{
    // Each of them is a whole round that goes on to its end.
    private static readonly int Most = Needs.FullRuns ? 8 : 2;

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-backup-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_backup_from_the_middle_of_a_running_round_goes_on_to_the_same_end()
    {
        await using var running = StandaloneProcess.Launch(NewFolder("data"), [.. StandaloneProcess.QuickDemo]);
        var backups = 0;
        while (!running.HasExited && backups < Most)
        {
            await Task.Delay(Random.Shared.Next(100, 700), TestContext.Current.CancellationToken);
            // Before the first database is there, there is nothing to copy.
            backups += await Run("data", "backup", Path.Combine(folder, $"backup-{backups}")) == 0 ? 1 : 0;
        }

        Assert.Equal(0, await running.Exit());
        Assert.True(backups >= 1, "The round was over before it could be copied.");
        for (var backup = 0; backup < backups; backup++)
        {
            NewFolder($"restored-{backup}");
            Assert.Equal(0, await Run($"restored-{backup}", "restore", Path.Combine(folder, $"backup-{backup}")));
            await using var again = StandaloneProcess.Launch(Path.Combine(folder, $"restored-{backup}"), [.. StandaloneProcess.QuickDemo]);
            Assert.True(await again.Exit() == 0, $"Backup {backup} of {backups}:\n{again.Output}\n{again.Errors}");
            Assert.Equal(running.LastLine, again.LastLine);
        }
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_a_damaged_one_is_not_restored()
    {
        await using (var demo = StandaloneProcess.Launch(NewFolder("data"), [.. StandaloneProcess.QuickDemo]))
        {
            Assert.Equal(0, await demo.Exit());
        }

        var backup = Path.Combine(folder, "backup");
        Assert.Equal(2, await Run("nothing", "backup", backup));
        Assert.Equal(0, await Run("data", "backup", backup));
        Assert.Equal(2, await Run("data", "backup", backup));
        Assert.Equal(2, await Run("data", "restore", backup));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var database in Directory.GetFiles(backup, "*.db"))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database));
            }
        }

        var file = Path.Combine(backup, "voting.db");
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length / 2, 4096 * 4).Fill(0xEE);
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await Run("damaged", "restore", backup));
    }

    private string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    private async Task<int> Run(string data, string command, string argument)
    {
        await using var run = StandaloneProcess.Launch(NewFolder(data), command, argument);
        return await run.Exit();
    }
}
