using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Cli.Verify;
using Participatory.Tests.Harness;
using Participatory.Voting.Log;
using Participatory.Voting.Mixing;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>A poll that people have voted in: 60 in Elm Park, of whom some changed their ballot, and 6 in Oak Hill.</summary>
internal static class VotedPoll
{
    public static async Task<(Polling Polling, IReadOnlyList<Receipt> Receipts)> Cast(
        string engine, Func<Contracts.Proposals.BallotPaperPublished, Contracts.Proposals.BallotPaperPublished>? change = null)
    {
        var polling = await Polling.WithPoll(engine, change, Polling.WithoutClock);
        await polling.ImportRoll(Polling.Csv(
            [.. Enumerable.Range(1, 70).Select(voter => $"E{voter},{Polling.Elm}"), .. Enumerable.Range(1, 9)
                .Select(voter => $"O{voter},{Polling.Oak}")]));
        var letters = await polling.Letters();
        await polling.Open();
        string[][] ballots = [["bench"], ["swings", "choir"], ["choir"], ["hall", "bench"], ["swings"]];
        var receipts = new List<Receipt>();
        for (var voter = 0; voter < 60; voter++)
        {
            var request = Ballot(polling, letters[voter].Code, ballots[voter % 5]);
            receipts.Add(await polling.Public.CastBallotAsync(request));
            for (var version = 1; version <= voter % 7 - 3; version++)
            {
                var next = Ballot(polling, "", ballots[(voter + version) % 5]);
                (next.Card, next.Replaces) = (request.Card, version);
                receipts[^1] = await polling.Public.CastBallotAsync(next);
            }

            if (voter is 25 or 50)
            {
                await polling.Service.Services.GetRequiredService<MixClock>().Tick(TestContext.Current.CancellationToken);
                await polling.Service.Services.GetRequiredService<LogClock>().Tick(TestContext.Current.CancellationToken);
            }
        }

        foreach (var letter in letters.Skip(70).Take(6))
        {
            receipts.Add(await polling.Public.CastBallotAsync(Ballot(polling, letter.Code, ["oven"])));
        }

        return (polling, receipts);
    }

    public static async Task<(Polling Polling, IReadOnlyList<Receipt> Receipts)> Declared(
        string engine, Func<Contracts.Proposals.BallotPaperPublished, Contracts.Proposals.BallotPaperPublished>? change = null)
    {
        var (polling, receipts) = await Cast(engine, change);
        await polling.Close();
        await polling.Declare();
        return (polling, receipts);
    }

    /// <summary>What the verifier finds: null where nothing is wrong.</summary>
    public static async Task<BundleFault?> Fault(byte[] bundle, string? key = null, string? kept = null)
    {
        using var reader = new BundleReader(new MemoryStream(bundle));
        try
        {
            await new Verifier(reader).Verify(key, kept, TestContext.Current.CancellationToken);
            return null;
        }
        catch (BundleFault fault)
        {
            return fault;
        }
    }

    public static List<string> Lines(byte[] bundle) => [.. Encoding.UTF8.GetString(bundle).Split('\n')[..^1]];

    private static CastBallotRequest Ballot(Polling polling, string code, string[] projects)
    {
        var request = Polling.Ballot(code, projects);
        if (projects is not ["oven"] && polling.Points)
        {
            request.Points.AddRange(projects.Select((_, at) => at + 1L));
        }
        else if (polling.Points)
        {
            request.Points.Add(1);
        }

        return request;
    }
}
