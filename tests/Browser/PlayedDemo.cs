using Participatory.Tests.Browser;
using Participatory.Tests.Harness;

[assembly: AssemblyFixture(typeof(PlayedDemo))]

namespace Participatory.Tests.Browser;

/// <summary>The short demonstration, played once for all tests that want a round which is over; each of them has a copy.</summary>
public sealed class PlayedDemo : IAsyncDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-played-").FullName;
    private readonly Lazy<Task> played;

    public PlayedDemo() => played = new(Play);

    /// <summary>Copies everything that the round left behind into a folder.</summary>
    public async Task CopyTo(string folder)
    {
        await played.Value;
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (played.IsValueCreated)
            {
                await played.Value;
            }
        }
        finally
        {
            // Also where the play has failed.
            Directory.Delete(data, recursive: true);
        }
    }

    private async Task Play()
    {
        await using var process = await StandaloneProcess.Start(data, [.. StandaloneProcess.QuickDemo]);
        Assert.Equal(0, await process.Exit());
    }
}
