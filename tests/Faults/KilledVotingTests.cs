using System.Collections.Concurrent;
using Grpc.Core;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;

namespace Participatory.Tests.Faults;

/// <summary>
/// Ballots keep coming while the service is killed again and again. A short run is part of every test run;
/// PARTICIPATORY_TEST_FULL=1 makes it 200 kills and 50,000 ballots.
/// </summary>
public sealed class KilledVotingTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 64;

    private static readonly int Kills = Needs.FullRuns ? 200 : 8;
    private static readonly int Voters = Needs.FullRuns ? 50_000 : 6_000;

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-killed-").FullName;
    private readonly ConcurrentDictionary<int, Receipt> acknowledged = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Killed_at_random_moments_no_acknowledged_ballot_is_lost_and_none_is_there_twice()
    {
        using var voting = new VotingProcess(folder);
        var codes = await voting.Prepare(Voters);
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        var slowest = await voting.Start();
        using var done = new CancellationTokenSource();
        var next = -1;
        var paused = 0;
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var voter = Interlocked.Increment(ref next); voter < Voters; voter = Interlocked.Increment(ref next))
            {
                await Cast(voting, voter, codes[voter]);
                // The ballots are spread over all the kills, so that there is always somebody voting when one comes.
                while (acknowledged.Count > Voters * (Volatile.Read(ref paused) + 1) / (Kills + 1) && Volatile.Read(ref paused) < Kills)
                {
                    await Task.Delay(5);
                }
            }
        })).ToList();

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(chance.Next(0, 400));
            await voting.Kill();
            Interlocked.Increment(ref paused);
            var ready = await voting.Start();
            slowest = ready > slowest ? ready : slowest;
        }

        await Task.WhenAll(clients);
        var closed = await voting.Close();
        await voting.Declare();
        var bundle = await voting.Bundle();
        var leaves = bundle.Split('\n').Where(line => line.StartsWith("{\"leaf\"", StringComparison.Ordinal)).ToList();
        var counted = bundle.Split('\n').Count(line => line.StartsWith("{\"ballot\"", StringComparison.Ordinal));
        output.WriteLine(
            $"Seed {seed}: {Kills} kills, {acknowledged.Count} ballots acknowledged, slowest start {slowest.TotalSeconds:0.0} s");

        Assert.Equal(Voters, acknowledged.Count);
        Assert.Equal(Voters, closed.Contests[0].Ballots);
        Assert.Equal(Voters, counted);
        Assert.Equal(Voters, leaves.Distinct().Count());
        Assert.Empty(acknowledged.Values.Select(receipt => $$"""{"leaf":"{{Convert.ToHexStringLower(receipt.Promise.LeafHash.Span)}}"}""")
            .Except(leaves));
        // A promise for a machine of its own: among other tests a start waits for the processor, and its time is told above.
        Assert.True(!Needs.FullRuns || slowest < TimeSpan.FromSeconds(10), $"One start took {slowest.TotalSeconds:0.0} s.");
    }

    // Sends the same request until it is acknowledged, as a browser's "try again" does.
    private async Task Cast(VotingProcess voting, int voter, string code)
    {
        var request = new CastBallotRequest
        {
            RequestId = Guid.NewGuid().ToString(), PollId = VotingProcess.PollId, Code = code,
            Card = BallotCards.New(), ProjectIds = { voter % 2 == 0 ? "a" : "b" }
        };
        // Two hundred kills leave it up for less than half a second at a time, and somebody has bad luck for many of them.
        for (var until = DateTime.UtcNow.AddMinutes(Needs.FullRuns ? 60 : 2); ;)
        {
            try
            {
                Assert.True(acknowledged.TryAdd(voter, await voting.Public.CastBallotAsync(request)));
                return;
            }
            catch (RpcException down) when (down.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled
                or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded && DateTime.UtcNow < until)
            {
                await Task.Delay(50);
            }
        }
    }
}
