using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.Ballots;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>Many at once, and at the last second.</summary>
public sealed class CastingTests
{
    private static readonly Sql CountBallots = new("SELECT (SELECT COUNT(*) FROM ballot) + (SELECT COUNT(*) FROM sealed_ballot)");
    private static readonly Sql CountTurnout = new("SELECT COUNT(*) FROM turnout");

    [Theory, EveryDatabase]
    public async Task A_hundred_simultaneous_casts_for_one_voter_are_one_ballot_in_every_round(string engine)
    {
        var rounds = Needs.FullRuns ? 200 : 40;
        var (polling, codes) = await Polling.WithVoters(engine, rounds);
        await using var _ = polling;
        for (var round = 0; round < rounds; round++)
        {
            // A few of them try the same card again, as a browser would; all others have cards of their own.
            var shared = BallotCards.New();
            var outcomes = await Task.WhenAll(
                Enumerable.Range(0, 100).Select(number => Outcome(polling, codes[round], number % 10 == 0 ? shared : BallotCards.New())));
            Assert.Equal(1, outcomes.Count(outcome => outcome == "in"));
            Assert.All(outcomes, outcome => Assert.Contains(outcome, (string[])["in", "ALREADY_VOTED", "CARD_IN_USE"]));
        }

        Assert.Equal((rounds, rounds), await Rows(polling));
        Assert.Equal(rounds, (await polling.Close()).Contests[0].Ballots);
    }

    [Theory, EveryDatabase]
    public async Task A_hundred_identical_casts_at_once_are_one_row_and_a_hundred_equal_receipts(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        var request = Polling.Ballot(codes[0], "bench");

        var receipts = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(async _ => await polling.Public.CastBallotAsync(request, deadline: Polling.Soon())));

        Assert.All(receipts, receipt => Assert.Equal(receipts[0], receipt));
        Assert.Equal((1, 1), await Rows(polling));
    }

    [Theory, EveryDatabase]
    public async Task Of_a_thousand_casts_around_the_closing_none_is_late_and_every_receipt_is_in_the_log(string engine)
    {
        // Some are in for certain when the time is over, some come for certain after it; in between it may go either way.
        const int voters = 1_000, certain = 300, late = 300;
        var (polling, codes) = await Polling.WithVoters(engine, voters);
        await using var _ = polling;
        polling.Service.Clock.Advance(TimeSpan.FromDays(8) - TimeSpan.FromSeconds(1));

        var taken = 0;
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task<Receipt?> Cast(string code)
        {
            await Task.Yield();
            try
            {
                var receipt = await polling.Cast(code, "bench");
                if (Interlocked.Increment(ref taken) == certain)
                {
                    polling.Service.Clock.Advance(TimeSpan.FromSeconds(1));
                    over.SetResult();
                }

                return receipt;
            }
            catch (RpcException refusal) when (refusal.Reason() == "POLL_IS_OVER")
            {
                return null;
            }
        }

        var casts = codes.Take(voters - late).Select(Cast).ToList();
        await Task.WhenAny(over.Task, Task.WhenAll(casts));
        casts.AddRange(codes.TakeLast(late).Select(Cast));
        var receipts = (await Task.WhenAll(casts)).OfType<Receipt>().ToList();
        await polling.Until(PollState.Closed);
        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_IS_OVER", () => polling.Cast(codes[0], "bench"));

        Assert.InRange(receipts.Count, certain, voters - late);
        Assert.Equal((receipts.Count, receipts.Count), await Rows(polling));
        var leaves = VotedPoll.Lines(await polling.Bundle()).Where(line => line.StartsWith("{\"leaf\"", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(receipts.Count, leaves.Count);
        Assert.All(receipts, receipt => Assert.Contains(
            $$"""{"leaf":"{{Convert.ToHexStringLower(receipt.Promise.LeafHash.Span)}}"}""", leaves));
    }

    [Fact]
    public void Beyond_four_thousand_and_ninety_six_that_wait_whoever_comes_is_asked_at_once_to_come_again()
    {
        // Nobody takes anything out of it.
        using var box = new BallotBox(settlement: null!, NullLogger<BallotBox>.Instance);
        for (var waiting = 0; waiting < 4_096; waiting++)
        {
            Assert.False(box.Put(Waiting()).IsCompleted);
        }

        var refusal = Assert.Throws<Refusal>(() => { _ = box.Put(Waiting()); });
        Assert.Equal((StatusCode.ResourceExhausted, "VOTING_IS_BUSY"), (refusal.Reason.Status, refusal.Reason.Name));

        static Cast Waiting() => new(
            new CastBallotRequest { RequestId = Polling.NewId(), PollId = Polling.PollId },
            BallotCard.Read(BallotCards.New(), out _)!.Value, code: null, codeHash: null, CancellationToken.None);
    }

    private static async Task<string> Outcome(Polling polling, string code, string card)
    {
        try
        {
            var request = Polling.Ballot(code, "bench");
            request.Card = card;
            await polling.Public.CastBallotAsync(request, deadline: Polling.Soon());
            return "in";
        }
        catch (RpcException refusal)
        {
            return refusal.Reason();
        }
    }

    private static async Task<(long Ballots, long Turnout)> Rows(Polling polling)
    {
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        return (await session.One<long>(CountBallots), await session.One<long>(CountTurnout));
    }
}
