using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using Participatory.Voting.Ballots;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>
/// What voters may do, in any order and many at once, against a model of a few lines: a code makes one ballot, its card
/// changes it by the next version, the same request gets the same answer, and after the closing nothing changes.
/// </summary>
public sealed class HistoryTests
{
    private const int VotersEach = 500;
    private const int AtOnce = 100;

    private static readonly int Polls = Needs.FullRuns ? 20 : 2;

    private static readonly string[] Projects = ["bench", "swings", "choir", "hall"];

    [Fact]
    public async Task Thousands_of_random_histories_go_as_the_model_says()
    {
        for (var poll = 0; poll < Polls; poll++)
        {
            await Play(poll);
        }
    }

    private static async Task Play(int seed)
    {
        var (polling, codes) = await Polling.WithVoters("sqlite", VotersEach);
        await using var running = polling;
        var closeAfter = new Random(seed).Next(200, 3_000);
        var steps = 0;
        var voters = codes.Select((code, at) => new Voter(polling, code, new Random((seed * VotersEach) + at))).ToList();
        await Parallel.ForEachAsync(voters, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (voter, _) =>
        {
            for (var step = 0; step < 8; step++)
            {
                await voter.Step();
                if (Interlocked.Increment(ref steps) == closeAfter)
                {
                    await polling.Close();
                }
            }
        });

        await Parallel.ForEachAsync(
            voters, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (voter, _) => await voter.StepAfterClosing());
        await polling.Declare();
        var shown = VotedPoll.Lines(await polling.ShowObservers("Ada", "Jon"))
            .Where(line => line.StartsWith("{\"ballot\"", StringComparison.Ordinal))
            .Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!["ballot"]!)
            .ToDictionary(ballot => (string)ballot["card"]!,
                ballot => ($"{ballot["version"]}", string.Join(',', ballot["choices"]!.AsArray())), StringComparer.Ordinal);
        var expected = voters.Where(voter => voter.Version > 0).ToDictionary(
            voter => Convert.ToHexStringLower(BallotCard.Read(voter.Card, out _)!.Value.KeyIn(Polling.PollId)),
            voter => ($"{voter.Version}", string.Join(',', voter.Choices.Order(StringComparer.Ordinal))),
            StringComparer.Ordinal);
        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), shown.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Null(await VotedPoll.Fault(await polling.Bundle()));
    }

    /// <summary>One voter and the model of what the service knows of them.</summary>
    private sealed class Voter(Polling polling, string code, Random chance)
    {
        private readonly List<(CastBallotRequest Request, Receipt Receipt)> answered = [];
        private bool closed;

        public string Card { get; private set; } = "";

        public int Version { get; private set; }

        public string[] Choices { get; private set; } = [];

        public async Task Step()
        {
            switch (chance.Next(6))
            {
                case 0 when answered.Count > 0:
                    // The same request again, however old it is.
                    var (request, receipt) = answered[chance.Next(answered.Count)];
                    Assert.Equal(receipt, await polling.Public.CastBallotAsync(request, deadline: Polling.Soon()));
                    break;
                case 1:
                    await Send(New(BallotCards.New(), replaces: 0), Version == 0 ? "" : "ALREADY_VOTED");
                    break;
                case 2 when Version > 0:
                    await Send(New(Card, replaces: Version + chance.Next(1, 3)), "BALLOT_HAS_CHANGED");
                    break;
                case 3:
                    await Send(New(BallotCards.New(), replaces: 1), "CARD_UNKNOWN");
                    break;
                case 4 when Version > 0:
                    await Send(New(Card, replaces: 0), "CARD_IN_USE");
                    break;
                default:
                    await Send(Version == 0 ? New(BallotCards.New(), replaces: 0) : New(Card, Version), "");
                    break;
            }
        }

        public async Task StepAfterClosing()
        {
            closed = true;
            await Step();
            await Send(Version == 0 ? New(BallotCards.New(), replaces: 0) : New(Card, Version), "POLL_IS_OVER");
        }

        private CastBallotRequest New(string card, int replaces)
        {
            var request = Polling.Ballot(code, chance.GetItems(Projects, chance.Next(1, 4)));
            (request.Card, request.Replaces) = (card, replaces);
            return request;
        }

        private async Task Send(CastBallotRequest request, string expected)
        {
            try
            {
                var receipt = await polling.Public.CastBallotAsync(request, deadline: Polling.Soon());
                Assert.False(closed, "A ballot was taken after the closing.");
                Assert.Equal("", expected);
                (Card, Version, Choices) = (request.Card, Version + 1, [.. request.ProjectIds.Distinct()]);
                Assert.Equal(Version, receipt.Version);
                answered.Add((request, receipt));
            }
            catch (RpcException refusal)
            {
                // The poll closes at a moment of its own; from then on that is the answer to whatever would change something.
                closed |= refusal.Reason() == "POLL_IS_OVER";
                Assert.Contains(refusal.Reason(), closed ? [expected, "POLL_IS_OVER"] : (string[])[expected]);
            }
        }
    }
}
