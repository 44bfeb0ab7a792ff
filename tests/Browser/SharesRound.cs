using Participatory.Counting.Generating;
using Participatory.Counting.Pabulib;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>
/// A made-up election counted by equal shares, played to its end, so that its result page shows everything that such a result has to say.
/// </summary>
public sealed class SharesRound(PlayedDemo played) : FinishedRound(played)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <inheritdoc/>
    private protected override async Task<StandaloneProcess> Open()
    {
        var file = Path.Combine(Data, "shares-town.pb");
        await WriteElection(file);
        var process = await StandaloneProcess.Start(Data, "demo", "--pb", file);
        for (var until = DateTime.UtcNow
            + Patience; !process.Output.Contains("Balances to the penny", StringComparison.Ordinal); await Task.Delay(100))
        {
            Assert.True(DateTime.UtcNow < until, $"The demonstration did not come to its end.\n{process.Output}\n{process.Errors}");
        }

        return process;
    }

    private static async Task WriteElection(string path)
    {
        var town = new SyntheticElection(24, 300, 5);
        var header = town.Header;
        await using var text = new StreamWriter(path);
        var writer = new PbWriter(text);
        writer.WriteHeader(PbHeader.Create(
            header.Meta.Select(pair => pair.Key == "rule" ? new KeyValuePair<string, string>("rule", "equal-shares/add1u") : pair),
            header.ProjectColumns,
            header.Projects.Select(project => (IReadOnlyList<string>)project.Fields),
            header.VoteColumns));
        foreach (var vote in town.Votes())
        {
            writer.WriteVote(vote.Fields);
        }
    }
}
