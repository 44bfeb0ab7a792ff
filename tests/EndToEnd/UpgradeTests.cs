using System.IO.Compression;
using System.Formats.Tar;
using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

/// <summary>
/// What earlier versions left, kept in <c>Kept/</c> by eng/keep-databases.sh, is brought up to date by this one, which plays on in it.
/// </summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("participatory-kept-").FullName;

    private static string KeptFolder => Path.Combine(Repository.Root, "tests", "EndToEnd", "Kept");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_databases_of_every_version_that_is_out_are_kept()
    {
        // A version on its way, such as 0.2.0-dev, has none yet.
        if (ProductVersion.IsAnyOut(ProductVersion.Current) && !ProductVersion.Current.Contains('-', StringComparison.Ordinal))
        {
            Assert.True(File.Exists(Path.Combine(KeptFolder, $"{ProductVersion.Current}.tar.gz")),
                "Please run eng/keep-databases.sh and commit what it makes.");
        }
    }

    [Fact]
    public async Task What_every_version_left_is_brought_up_to_date_and_a_whole_round_is_played_in_it()
    {
        // This version's own way of keeping is tried first, so that the way is known to be good on the day that it is needed.
        string[] earlier = Directory.Exists(KeptFolder) ? Directory.GetFiles(KeptFolder, "*.tar.gz") : [];
        foreach (var kept in (string[])[await KeepThisVersion(), .. earlier.Order(StringComparer.Ordinal)])
        {
            var name = Path.GetFileName(kept)[..^".tar.gz".Length];
            var (backup, data) = (New($"backup-{name}"), New($"data-{name}"));
            await using (var packed = new GZipStream(File.OpenRead(kept), CompressionMode.Decompress))
            {
                await TarFile.ExtractToDirectoryAsync(packed, backup, overwriteFiles: false, TestContext.Current.CancellationToken);
            }

            await using (var restore = StandaloneProcess.Launch(data, "restore", backup))
            {
                Assert.True(await restore.Exit() == 0, $"{name} cannot be restored:\n{restore.Errors}");
            }

            await using var house = await StandaloneProcess.Start(data);
            using var anyone = Visitor.Anyone(house.Pages, house.GrpcDoor);
            var stories = (await anyone.Accountability.ListStoriesAsync(new())).Stories.Count;
            Assert.True(stories > 0, $"{name} left stories, and none is to be seen.");
            await WholeRound.Play(house.Pages, house.GrpcDoor);
            Assert.True((await anyone.Accountability.ListStoriesAsync(new())).Stories.Count > stories, $"In {name} nothing new is told.");
        }
    }

    /// <summary>What eng/keep-databases.sh does: the demonstration, a backup, and one file.</summary>
    private async Task<string> KeepThisVersion()
    {
        var (data, backup, kept) = (New("data"), Path.Combine(folder, "backup"), Path.Combine(folder, "this-version.tar.gz"));
        foreach (var command in (string[][])[[.. StandaloneProcess.QuickDemo], ["backup", backup]])
        {
            await using var run = StandaloneProcess.Launch(data, command);
            Assert.True(await run.Exit() == 0, $"{command[0]}:\n{run.Errors}");
        }

        await using var packed = new GZipStream(File.Create(kept), CompressionLevel.SmallestSize);
        await TarFile.CreateFromDirectoryAsync(backup, packed, includeBaseDirectory: false, TestContext.Current.CancellationToken);
        return kept;
    }

    private string New(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
}
