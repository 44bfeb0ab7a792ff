using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

public sealed class BallotTests
{
    private static readonly Sql CountBallots = new("SELECT (SELECT COUNT(*) FROM ballot) + (SELECT COUNT(*) FROM sealed_ballot)");
    private static readonly Sql CountTurnout = new("SELECT COUNT(*) FROM turnout");

    [Theory, EveryDatabase]
    public async Task A_ballot_is_cast_and_counted_once(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 2);
        await using var _ = polling;

        Assert.Equal(new LookUpCodeResponse { AreaCode = Polling.Elm, HasVoted = false }, await LookUp(polling, codes[0]));
        var receipt = await polling.Cast(codes[0].ToLowerInvariant(), "swings", "bench", "swings");

        Assert.Equal(Polling.PollId, receipt.PollId);
        Assert.Equal(Polling.Elm, receipt.AreaCode);
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{26}$", receipt.TrackingCode);
        Assert.True((await LookUp(polling, codes[0])).HasVoted);
        Assert.False((await LookUp(polling, codes[1])).HasVoted);
        Assert.Equal([0, 0], (await polling.Get()).Contests.Select(contest => contest.Ballots));
        Assert.Equal([1, 0], (await polling.Close()).Contests.Select(contest => contest.Ballots));
    }

    [Theory, EveryDatabase]
    public async Task A_second_ballot_with_the_same_code_is_refused(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        await polling.Cast(codes[0], "bench");

        await Polling.Refused(StatusCode.AlreadyExists, "ALREADY_VOTED", () => polling.Cast(codes[0], "bench"));

        Assert.Equal((1, 1), await Rows(polling));
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_again_gets_the_same_receipt_even_after_closing(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 2);
        await using var _ = polling;
        var request = Polling.Ballot(codes[0], "bench", "swings");

        var first = await polling.Public.CastBallotAsync(request);
        Assert.Equal(first, await polling.Public.CastBallotAsync(request));
        await polling.Close();
        Assert.Equal(first, await polling.Public.CastBallotAsync(request));

        var otherChoice = new CastBallotRequest(request) { ProjectIds = { "choir" } };
        var otherCode = new CastBallotRequest(request) { Code = codes[1] };
        await Polling.Refused(
            StatusCode.InvalidArgument, "REQUEST_ID_OF_ANOTHER_BALLOT", async () => await polling.Public.CastBallotAsync(otherChoice));
        await Polling.Refused(
            StatusCode.InvalidArgument, "REQUEST_ID_OF_ANOTHER_BALLOT", async () => await polling.Public.CastBallotAsync(otherCode));
        Assert.Equal((1, 1), await Rows(polling));
    }

    [Theory, EveryDatabase]
    public async Task Fifty_simultaneous_ballots_with_one_code_are_one_ballot(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            try
            {
                return (await polling.Cast(codes[0], number % 2 == 0 ? "bench" : "swings")).TrackingCode;
            }
            catch (RpcException refusal) when (refusal.Reason() == "ALREADY_VOTED")
            {
                return null;
            }
        }));

        Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Equal((1, 1), await Rows(polling));
        Assert.Equal(1, (await polling.Close()).Contests[0].Ballots);
    }

    [Theory, EveryDatabase]
    public async Task Fifty_equal_requests_at_once_are_one_ballot_and_fifty_equal_receipts(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        var request = Polling.Ballot(codes[0], "bench");

        var receipts = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(async _ => await polling.Public.CastBallotAsync(request, deadline: Polling.Soon())));

        Assert.All(receipts, receipt => Assert.Equal(receipts[0], receipt));
        Assert.Equal((1, 1), await Rows(polling));
        Assert.Equal(1, (await polling.Close()).Contests[0].Ballots);
    }

    [Theory, EveryDatabase]
    public async Task Before_opening_and_after_closing_no_ballot_is_taken(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        await polling.ImportRoll(Polling.Csv([$"V1,{Polling.Elm}"]));
        var code = (await polling.Letters())[0].Code;

        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_NOT_OPEN", () => polling.Cast(code, "bench"));
        await polling.Open();
        await polling.Close();
        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_IS_OVER", () => polling.Cast(code, "bench"));

        Assert.Equal((0, 0), await Rows(polling));
    }

    [Theory, EveryDatabase]
    public async Task A_ballot_after_the_closing_time_is_refused_though_the_clock_has_not_ticked_yet(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 2);
        await using var _ = polling;
        polling.Service.Clock.Advance(TimeSpan.FromDays(8) - TimeSpan.FromMilliseconds(1));
        await polling.Cast(codes[0], "bench");

        // No tick fits between these two lines often enough to matter; either way the answer has to be the same.
        polling.Service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_IS_OVER", () => polling.Cast(codes[1], "bench"));

        await polling.Until(PollState.Closed);
        Assert.Equal((1, 1), await Rows(polling));
    }

    [Theory, EveryDatabase]
    public async Task A_ballot_that_the_rules_do_not_allow_names_the_field(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1, paper => paper with { MinLength = 2, MaxLength = 3 });
        await using var _ = polling;

        Assert.Equal("project_ids[2]", Assert.Single(await Polling.Faults(() => polling.Cast(codes[0], "bench", "swings", "oven"))).Name);
        Assert.Equal(["project_ids[0]", "project_ids[1]"], (await Polling.Faults(() => polling.Cast(codes[0], "", new string('x', 9_000))))
            .Select(fault => fault.Name));
        Assert.Equal("project_ids", Assert.Single(await Polling.Faults(() => polling.Cast(codes[0]))).Name);
        Assert.Equal("project_ids", Assert.Single(await Polling.Faults(() => polling.Cast(codes[0], "bench", "bench"))).Name);
        Assert.Equal(
            "project_ids", Assert.Single(await Polling.Faults(() => polling.Cast(codes[0], "bench", "swings", "choir", "hall"))).Name);
        Assert.Equal(
            "project_ids", Assert.Single(await Polling.Faults(() => polling.Cast(codes[0], [.. Enumerable.Repeat("bench", 1_001)]))).Name);

        Assert.Equal((0, 0), await Rows(polling));
        Assert.False((await LookUp(polling, codes[0])).HasVoted);
        await polling.Cast(codes[0], "bench", "swings", "bench");
    }

    [Theory, EveryDatabase]
    public async Task A_knapsack_holds_what_the_budget_pays_for(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1, paper => paper with { VoteType = "knapsack", MaxLength = 0 });
        await using var _ = polling;

        var fault = Assert.Single(await Polling.Faults(() => polling.Cast(codes[0], "swings", "choir")));
        Assert.Equal("project_ids", fault.Name);
        Assert.Equal("Together these ideas cost £5,500, and this area has £5,000 to spend. Please take one off.", fault.Sentence);
        await polling.Cast(codes[0], "swings", "bench");
    }

    [Theory, EveryDatabase]
    public async Task A_code_that_no_letter_has_is_refused_in_a_sentence(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        var last = codes[0][^1] == '0' ? '1' : '0';

        Assert.Equal("code", Assert.Single(await Polling.Faults(() => polling.Cast(codes[0][..^1] + last, "bench"))).Name);
        Assert.Equal("code", Assert.Single(await Polling.Faults(() => polling.Cast("hello", "bench"))).Name);
        Assert.Equal("code", Assert.Single(await Polling.Faults(async () => await LookUp(polling, ""))).Name);
        var stranger = Participatory.Voting.Roll.VoterCode.FromBits(new byte[10]).ForLetter();
        await Polling.Refused(StatusCode.NotFound, "CODE_UNKNOWN", () => polling.Cast(stranger, "bench"));
        await Polling.Refused(StatusCode.NotFound, "CODE_UNKNOWN", async () => await LookUp(polling, stranger));
    }

    [Theory, EveryDatabase]
    public async Task What_is_no_ballot_card_is_not_taken(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        var card = BallotCards.New();
        foreach (var wrong in new[] { "", "1", card[..^1], card[..^1] + (card[^1] == '0' ? '1' : '0'), card + "0" })
        {
            var request = Polling.Ballot(codes[0], "bench");
            request.Card = wrong;
            Assert.Equal("card", Assert.Single(await Polling.Faults(async () => await polling.Public.CastBallotAsync(request))).Name);
        }
    }

    [Theory, EveryDatabase]
    public async Task With_its_card_a_ballot_is_seen_and_changed_until_closing(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        var request = Polling.Ballot(codes[0], "bench");
        var first = await polling.Public.CastBallotAsync(request);

        var change = Polling.Change(request.Card, 1, "swings", "choir");
        var second = await polling.Public.CastBallotAsync(change);
        var seen = await polling.Public.LookUpCardAsync(new LookUpCardRequest { PollId = Polling.PollId, Card = request.Card });

        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.NotEqual(first.TrackingCode, second.TrackingCode);
        Assert.Equal(["swings", "choir"], seen.ProjectIds);
        Assert.Equal((2, second.TrackingCode, Polling.Elm), (seen.Version, seen.TrackingCode, seen.AreaCode));
        Assert.Equal(first, await polling.Public.CastBallotAsync(request));
        Assert.Equal(second, await polling.Public.CastBallotAsync(change));
        await Polling.Refused(StatusCode.FailedPrecondition, "BALLOT_HAS_CHANGED",
            async () => await polling.Public.CastBallotAsync(Polling.Change(request.Card, 1, "hall")));
        await Polling.Refused(StatusCode.NotFound, "CARD_UNKNOWN",
            async () => await polling.Public.CastBallotAsync(Polling.Change(BallotCards.New(), 1, "hall")));
        await Polling.Refused(StatusCode.NotFound, "CARD_UNKNOWN",
            async () => await polling.Public.LookUpCardAsync(new LookUpCardRequest { PollId = Polling.PollId, Card = BallotCards.New() }));
        await polling.Close();
        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_IS_OVER",
            async () => await polling.Public.CastBallotAsync(Polling.Change(request.Card, 2, "hall")));
        Assert.Equal((1, 1), await Rows(polling));
    }

    [Theory, EveryDatabase]
    public async Task A_card_is_for_one_ballot(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 2);
        await using var _ = polling;
        var request = Polling.Ballot(codes[0], "bench");
        await polling.Public.CastBallotAsync(request);

        var other = Polling.Ballot(codes[1], "bench");
        other.Card = request.Card;
        await Polling.Refused(StatusCode.AlreadyExists, "CARD_IN_USE", async () => await polling.Public.CastBallotAsync(other));

        Assert.False((await LookUp(polling, codes[1])).HasVoted);
        Assert.Equal((1, 1), await Rows(polling));
    }

    private static async Task<LookUpCodeResponse> LookUp(Polling polling, string code) =>
        await polling.Public.LookUpCodeAsync(new LookUpCodeRequest { PollId = Polling.PollId, Code = code });

    private static async Task<(long Ballots, long Turnout)> Rows(Polling polling)
    {
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        return (await session.One<long>(CountBallots), await session.One<long>(CountTurnout));
    }
}
