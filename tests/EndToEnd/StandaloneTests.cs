using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

public sealed class StandaloneTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-e2e-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_whole_round_runs_in_one_process_and_a_second_start_finds_it_again()
    {
        await using (var first = await StandaloneProcess.Start(data))
        {
            await Play(first);
            Assert.Equal(0, await first.Terminate());
        }

        await using var second = await StandaloneProcess.Start(data);
        using var anyone = Visitor.Anyone(second.Pages, second.GrpcDoor);
        Assert.Equal(2, (await anyone.Accountability.ListStoriesAsync(new())).Stories.Count);
    }

    private static async Task Play(StandaloneProcess process)
    {
        try
        {
            await WholeRound.Play(process.Pages, process.GrpcDoor);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The scenario stopped. The process said:\n{process.Errors}", failure);
        }
    }

    [Fact]
    public async Task A_published_election_is_played_to_the_last_closed_grant()
    {
        var file = Path.Combine(Repository.Shared("pabulib"), "France_Toulouse_2022_6_-_Saint-Cyprien.pb");
        await using var run = StandaloneProcess.Launch(data, "demo", "--pb", file, "--exit", "--json");
        Assert.Equal(0, await run.Exit());
        Assert.Contains("\"ballots\":436,", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"balanced\":true", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_cannot_open_the_same_folder()
    {
        await using var first = await StandaloneProcess.Start(data);
        await using var second = StandaloneProcess.Launch(data);
        Assert.Equal(2, await second.Exit());
        Assert.Contains("--data", second.Errors, StringComparison.Ordinal);
    }
}
