using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

public sealed class RoundTests
{
    [Theory, EveryDatabase]
    public async Task A_round_is_shown_as_it_was_made(string engine)
    {
        await using var council = await Council.Start(engine);
        var draft = Council.Draft();
        draft.Voting.VoteType = VoteType.Knapsack;
        draft.Policies.Unspent = UnspentPolicy.ReturnToFund;
        draft.Policies.SentenceUpTo = Council.Pounds(700);
        draft.Policies.QuestionsUpTo = Council.Pounds(9_000);
        var made = await council.Make(draft);
        Assert.Equal(made, await council.GetRound());

        Assert.Equal(Council.Day(0), made.CreateTime);
        Assert.Equal(draft.Dates, made.Dates);
        Assert.Equal(draft.Voting, made.Voting);
        Assert.Equal(draft.Policies, made.Policies);
        Assert.Equal((draft.Title, draft.Description, draft.Currency), (made.Title, made.Description, made.Currency));
        Assert.Equal([(Council.Elm, "Elm Park"), (Council.Oak, "Oak Hill")], made.Areas.Select(area => (area.AreaCode, area.Name)));
    }

    [Theory, EveryDatabase]
    public async Task A_round_may_be_counted_by_every_rule_that_there_is(string engine)
    {
        await using var council = await Council.Start(engine);
        foreach (var rule in Participatory.Counting.Statutes.StatuteName.RuleNames)
        {
            var draft = Council.Draft("by-" + rule.Replace('/', '-').Replace('+', '-'));
            draft.Voting.Rule = rule;
            Assert.Equal(rule, (await council.Make(draft)).Voting.Rule);
        }
    }

    [Theory, EveryDatabase]
    public async Task What_only_we_can_say_about_a_round_is_not_taken_from_its_maker(string engine)
    {
        await using var council = await Council.Start(engine);
        var draft = Council.Draft();
        draft.Phase = Phase.Finished;
        draft.PhaseChanges.Add(new PhaseChange { Phase = Phase.Finished, DecidedBy = "Somebody" });
        draft.Areas[0].Released = Council.Pounds(1_000_000);
        draft.CreateTime = Council.Day(-100);
        var made = await council.Make(draft);
        Assert.Equal(Phase.Listening, made.Phase);
        Assert.Equal(Phase.Listening, Assert.Single(made.PhaseChanges).Phase);
        Assert.Equal(0, made.Areas[0].Released.AmountMinor);
        Assert.Equal(Council.Day(0), made.CreateTime);
    }

    [Theory, EveryDatabase]
    public async Task A_round_without_an_id_is_named_after_its_title_and_never_twice_the_same(string engine)
    {
        await using var council = await Council.Start(engine);
        var draft = Council.Draft(roundId: "");
        draft.Title = "Żółty Park – für Alle!";
        var first = await council.Make(draft);
        var second = await council.Make(draft);
        Assert.Matches("^zo-ty-park-fur-alle-[a-z2-9]{6}$", first.RoundId);
        Assert.NotEqual(first.RoundId, second.RoundId);

        draft.Title = "公園";
        Assert.Matches("^round-[a-z2-9]{6}$", (await council.Make(draft)).RoundId);
    }

    [Theory, EveryDatabase]
    public async Task Making_a_round_again_with_the_same_request_gives_the_same_round(string engine)
    {
        await using var council = await Council.Start(engine);
        var request = new CreateRoundRequest { RequestId = Council.NewRequest(), Round = Council.Draft(roundId: "") };
        var first = await council.As(People.Grace).CreateRoundAsync(request);
        Assert.Equal(first, await council.As(People.Grace).CreateRoundAsync(request));
        Assert.Single(await council.Service.Published<RoundOpened>());

        request.Round.Title = "Another";
        await Council.Refused("REQUEST_ID_REUSED", async () => await council.As(People.Grace).CreateRoundAsync(request), "request_id");
    }

    [Theory, EveryDatabase]
    public async Task An_id_that_is_taken_is_refused(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await Council.Refused("ROUND_EXISTS", () => council.Make(), "round.round_id");
        Assert.Single(await council.Service.Published<RoundOpened>());
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_a_round_is_named(string engine)
    {
        await using var council = await Council.Start(engine);
        (Action<Round> Spoil, string[] Fields)[] faults =
        [
            (round => round.RoundId = "Elm Park", ["round.round_id"]),
            (round => round.RoundId = new string('a', 61), ["round.round_id"]),
            (round => round.Title = " ", ["round.title"]),
            (round => round.Title = new string('a', 121), ["round.title"]),
            (round => round.Title = "bell\a", ["round.title"]),
            (round => round.Description = new string('a', 4001), ["round.description"]),
            (round => round.ImportedFrom = new string('a', 201), ["round.imported_from"]),
            (round => round.Currency = "gbp", ["round.currency"]),
            (round => round.Areas.Clear(), ["round.areas"]),
            (round => round.Areas.Add(Enumerable.Range(0, 499).Select(n => new Area { AreaCode = $"W{n}", Name = "Ward" })),
                ["round.areas"]),
            (round => round.Areas.Add(new Area { AreaCode = Council.Elm, Name = "Elm again" }), ["round.areas[2].area_code"]),
            (round => round.Areas[1].AreaCode = "two words", ["round.areas[1].area_code"]),
            (round => round.Areas[1].Name = "", ["round.areas[1].name"]),
            (round => round.Dates = null, ["round.dates"]),
            (round => round.Dates.ReviewingFrom = null, ["round.dates.reviewing_from"]),
            (round => round.Dates.ReviewingFrom = new Timestamp { Seconds = long.MaxValue }, ["round.dates.reviewing_from"]),
            (round => round.Dates.ReviewingFrom = new Timestamp { Nanos = -1 }, ["round.dates.reviewing_from"]),
            (round => round.Dates.AcceptingFrom = round.Dates.ListeningFrom, ["round.dates.accepting_from"]),
            (round => round.Dates.BallotingFrom = Council.Day(15), ["round.dates.balloting_from"]),
            (round => round.Dates.FinishedFrom = Council.Day(-1), ["round.dates.finished_from"]),
            (round => round.Voting = null, ["round.voting"]),
            (round => round.Voting.VoteType = VoteType.Unspecified, ["round.voting.vote_type"]),
            (round => round.Voting.MinLength = -1, ["round.voting.min_length"]),
            (round => round.Voting.MaxLength = -1, ["round.voting.max_length"]),
            (round => (round.Voting.MinLength, round.Voting.MaxLength) = (4, 3), ["round.voting.max_length"]),
            (round => round.Voting.Rule = "plurality", ["round.voting.rule"]),
            (round => round.Voting.Utility = "points", ["round.voting.utility"]),
            (round => round.Voting.Ties = "seed:", ["round.voting.ties"]),
            (round => round.Voting.Ties = "seed:-1", ["round.voting.ties"]),
            (round => round.Voting.Ties = "coin", ["round.voting.ties"]),
            (round => round.Voting.MinVotes = -1, ["round.voting.min_votes"]),
            (round => round.Policies = null, ["round.policies"]),
            (round => round.Policies.PayWithinDays = 0, ["round.policies.pay_within_days"]),
            (round => round.Policies.PayWithinDays = 91, ["round.policies.pay_within_days"]),
            (round => round.Policies.AnswerWithinDays = 0, ["round.policies.answer_within_days"]),
            (round => round.Policies.StoryAfterDays = 731, ["round.policies.story_after_days"]),
            (round => round.Policies.SentenceUpTo = new() { AmountMinor = 49_999, Currency = "GBP" }, ["round.policies.sentence_up_to"]),
            (round => round.Policies.QuestionsUpTo = new() { AmountMinor = 499_999, Currency = "GBP" }, ["round.policies.questions_up_to"]),
            (round => round.Policies.QuestionsUpTo = new() { AmountMinor = 500_000, Currency = "EUR" }, ["round.policies.questions_up_to"]),
            (round => round.Policies.SentenceUpTo = new() { AmountMinor = 600_000, Currency = "GBP" }, ["round.policies.questions_up_to"]),
            (round => round.Policies.Unspent = UnspentPolicy.Unspecified, ["round.policies.unspent"]),
            (round => (round.Title, round.Currency, round.Voting.Rule) = ("", "", ""),
                ["round.title", "round.currency", "round.voting.rule"]),
        ];
        foreach (var (spoil, fields) in faults)
        {
            var round = Council.Draft();
            spoil(round);
            await Council.Refused("INVALID_REQUEST", () => council.Make(round), fields);
        }

        var grace = council.As(People.Grace);
        await Council.Refused("INVALID_REQUEST",
            async () => await grace.CreateRoundAsync(new CreateRoundRequest { RequestId = Council.NewRequest() }), "round");
        await Council.Refused("INVALID_REQUEST",
            async () => await grace.CreateRoundAsync(new CreateRoundRequest { RequestId = "7", Round = Council.Draft() }), "request_id");
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM round"));
    }

    [Theory, EveryDatabase]
    public async Task A_rule_that_we_do_not_have_is_refused_with_those_that_we_have(string engine)
    {
        await using var council = await Council.Start(engine);
        var draft = Council.Draft();
        draft.Voting.Rule = "plurality";
        Assert.Contains("equal-shares/add1u", await Council.Refused("INVALID_REQUEST", () => council.Make(draft), "round.voting.rule"),
            StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Dates_finer_than_we_keep_them_are_in_order_or_refused(string engine)
    {
        await using var council = await Council.Start(engine);
        var draft = Council.Draft();
        draft.Dates.AcceptingFrom = draft.Dates.ListeningFrom.Clone();
        draft.Dates.AcceptingFrom.Nanos += 500;
        await Council.Refused("INVALID_REQUEST", () => council.Make(draft), "round.dates.accepting_from");
        draft.Dates.AcceptingFrom.Nanos = 1500;
        Assert.Equal(1000, (await council.Make(draft)).Dates.AcceptingFrom.Nanos);
    }

    [Theory, EveryDatabase]
    public async Task A_round_is_made_and_moved_by_officers_of_all_its_areas_only(string engine)
    {
        await using var council = await Council.Start(engine);
        var request = new CreateRoundRequest { RequestId = Council.NewRequest(), Round = Council.Draft() };
        await Council.Refused("SIGN_IN_NEEDED", async () => await council.As(People.Nobody).CreateRoundAsync(request));
        await Council.Refused("NOT_ALLOWED", async () => await council.As(People.Amina).CreateRoundAsync(request));
        await Council.Refused("NOT_ALLOWED", async () => await council.As(People.Femi).CreateRoundAsync(request));
        await Council.Refused("AREA_OF_OTHERS", async () => await council.As(People.Olu).CreateRoundAsync(request));

        var own = Council.Draft("elm-only");
        own.Areas.RemoveAt(1);
        await council.As(People.Olu).CreateRoundAsync(new CreateRoundRequest { RequestId = Council.NewRequest(), Round = own });
        await council.Make();
        var advance = new AdvanceRoundRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ToPhase = Phase.Accepting,
            Reason = "Ready."
        };
        await Council.Refused("AREA_OF_OTHERS", async () => await council.As(People.Olu).AdvanceRoundAsync(advance));
        advance.RoundId = "elm-only";
        Assert.Equal(Phase.Accepting, (await council.As(People.Olu).AdvanceRoundAsync(advance)).Phase);
    }

    [Theory, EveryDatabase]
    public async Task Rounds_are_listed_newest_first_page_by_page(string engine)
    {
        await using var council = await Council.Start(engine);
        var expected = Enumerable.Range(1, 45).Select(n => $"round-{n}").Reverse().ToList();
        foreach (var roundId in Enumerable.Reverse(expected))
        {
            await council.Make(Council.Draft(roundId));
        }

        var nobody = council.As(People.Nobody);
        List<string> seen = [];
        List<int> sizes = [];
        var token = "";
        do
        {
            var page = await nobody.ListRoundsAsync(new ListRoundsRequest { PageToken = token });
            seen.AddRange(page.Rounds.Select(round => round.RoundId));
            Assert.All(page.Rounds, round => Assert.Equal(2, round.Areas.Count));
            sizes.Add(page.Rounds.Count);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal([20, 20, 5], sizes);
        Assert.Equal(expected, seen);
        Assert.Equal(45, (await nobody.ListRoundsAsync(new ListRoundsRequest { PageSize = 5000 })).Rounds.Count);
        await Council.Refused("INVALID_REQUEST", async () => await nobody.ListRoundsAsync(new ListRoundsRequest { PageSize = -1 }),
            "page_size");
        await Council.Refused("INVALID_REQUEST", async () => await nobody.ListRoundsAsync(new ListRoundsRequest { PageToken = "x" }),
            "page_token");
    }

    [Theory, EveryDatabase]
    public async Task A_list_of_very_large_rounds_comes_in_pages_that_can_be_read(string engine)
    {
        await using var council = await Council.Start(engine);
        for (var n = 0; n < 12; n++)
        {
            var draft = Council.Draft(string.Create(CultureInfo.InvariantCulture, $"large-{n}"));
            draft.Areas.Clear();
            draft.Areas.Add(Enumerable.Range(0, 500).Select(area => new Area { AreaCode = $"W{area}", Name = new string('原', 120) }));
            await council.Make(draft);
        }

        List<string> seen = [];
        var token = "";
        do
        {
            var page = await council.As(People.Nobody).ListRoundsAsync(new ListRoundsRequest { PageSize = 100, PageToken = token });
            Assert.InRange(page.CalculateSize(), 1, 2_200_000);
            seen.AddRange(page.Rounds.Select(round => round.RoundId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(12, seen.Distinct().Count());
        Assert.Equal(12, seen.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_round_that_is_not_there_is_not_found_by_anybody(string engine)
    {
        await using var council = await Council.Start(engine);
        await Council.Refused("ROUND_NOT_FOUND", () => council.GetRound("nowhere"), "round_id");
        await Council.Refused("ROUND_NOT_FOUND", () => council.Advance(Phase.Accepting, "nowhere"), "round_id");
        await Council.Refused("ROUND_NOT_FOUND", () => council.Propose(idea: Council.Idea(roundId: "nowhere")), "round_id");
        await Council.Refused("ROUND_NOT_FOUND", async () => await council.As(People.Nobody)
            .ListProposalsAsync(new ListProposalsRequest { RoundId = "nowhere" }), "round_id");
        await Council.Refused("ROUND_NOT_FOUND", () => council.Support(People.Tom, "1"), "round_id");
        await Council.Refused("ROUND_NOT_FOUND", () => council.Withdraw(People.Tom, "1"), "round_id");
        await Council.Refused("ROUND_NOT_FOUND", () => council.Cost("1", 1), "round_id");
        await Council.Refused("ROUND_NOT_FOUND", () => council.Publish(), "round_id");
        await Council.Refused("INVALID_REQUEST", () => council.GetRound("'; DROP TABLE round; --"), "round_id");
        await Council.Refused("INVALID_REQUEST", () => council.GetRound(""), "round_id");
    }

    [Theory, EveryDatabase]
    public async Task Two_officers_who_make_the_same_round_at_once_make_one(string engine)
    {
        await using var council = await Council.Start(engine);
        Caller[] officers = [People.Grace, People.Noor];
        var calls = officers.Select(async officer =>
        {
            try
            {
                await council.As(officer).CreateRoundAsync(
                    new CreateRoundRequest { RequestId = Council.NewRequest(), Round = Council.Draft() });
                return true;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.AlreadyExists)
            {
                return false;
            }
        });
        Assert.Single(await Task.WhenAll(calls), made => made);
        Assert.Single(await council.Service.Published<RoundOpened>());
    }
}
