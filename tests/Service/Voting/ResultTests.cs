using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Voting;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Service.Voting;

public sealed class ResultTests
{
    [Theory, EveryDatabase]
    public async Task A_closed_poll_is_counted_and_everybody_is_told_why(string engine)
    {
        await using var polling = await Voted(engine);

        var result = await polling.Declare();

        Assert.Equal(result, await polling.Public.GetResultAsync(new GetResultRequest { PollId = Polling.PollId }));
        Assert.Equal("Grace Bell, neighbourhood officer", result.DeclaredBy);
        Assert.Matches("^[0-9a-f]{64}$", result.ResultHash);
        Assert.Equal(PollState.Declared, (await polling.Get()).State);

        // £5,000: the swings (£3,000) come first, the choir (£2,500) does not fit, the bench (£1,200) does, the hall never could.
        var elm = result.Contests[0];
        Assert.Equal(["swings", "choir", "bench", "hall"], elm.Projects.Select(project => project.ProjectId));
        Assert.Equal([true, false, true, false], elm.Projects.Select(project => project.Won));
        Assert.Equal([20, 16, 8, 4], elm.Projects.Select(project => project.Votes));
        Assert.Equal([500_000, 200_000, 200_000, 80_000], elm.Projects.Select(project => project.LeftAtTurn.AmountMinor));
        Assert.Equal(420_000, elm.Spent.AmountMinor);
        Assert.Equal((24, 24), (elm.Voters, elm.Ballots));
        Assert.Equal(LossReason.NotEnoughLeft, elm.Projects[1].Loss.Reason);
        Assert.Equal(LossReason.CostsMoreThanBudget, elm.Projects[3].Loss.Reason);

        var told = Assert.Single(await polling.Service.Published<ResultDeclared>());
        Assert.Equal(result.ResultHash, told.ResultHash);
        Assert.Equal((Polling.PollId, "GBP"), (told.RoundId, told.Currency));
        var losses = told.Contests[0].Projects.Select(project => project.Loss).ToList();
        Assert.Equal([null, LossReasons.NotEnoughLeft, null, LossReasons.CostsMoreThanBudget], losses.Select(loss => loss?.Reason));
        Assert.Equal(
            ("GBP", 16, 200_000, 250_000, 4, 3),
            (losses[1]!.Currency, losses[1]!.Votes, losses[1]!.LeftMinor, losses[1]!.CostMinor, losses[1]!.MoreVotes,
            losses[1]!.VotesNotEnough));
        Assert.Equal((4, 900_000, 500_000, 0), (losses[3]!.Votes, losses[3]!.CostMinor, losses[3]!.BudgetMinor, losses[3]!.MoreVotes));
    }

    [Theory, EveryDatabase]
    public async Task The_clock_may_close_a_poll_at_any_moment_of_a_declaration(string engine)
    {
        await using var polling = await Polling.Start(engine, Polling.WithoutClock);
        var polls = Enumerable.Range(1, 50).Select(round => $"race-{round}").ToList();
        foreach (var poll in polls)
        {
            await polling.Service.Deliver(polling.Paper() with { RoundId = poll, ImportedFrom = "A race" });
            await polling.Open(poll);
        }

        polling.Service.Clock.Advance(TimeSpan.FromDays(8));
        var close = polling.Service.Services.GetRequiredService<ClosePoll>();
        foreach (var poll in polls)
        {
            var closing = Task.Run(() => close.ByTheClock(poll, TestContext.Current.CancellationToken));
            var declared = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Outcome(polling.Declare(poll))));
            await closing;

            Assert.All(declared, outcome => Assert.Contains(outcome, (string[])["", "POLL_NOT_CLOSED", "RESULT_IS_DECLARED"]));
            Assert.InRange(declared.Count(outcome => outcome.Length == 0), 0, 1);
            Assert.Equal(
                declared.Contains("") ? "RESULT_IS_DECLARED" : "", await Outcome(polling.Declare(poll)));
        }

        static async Task<string> Outcome(Task<Result> declaring)
        {
            try
            {
                await declaring;
                return "";
            }
            catch (RpcException refusal)
            {
                return refusal.Reason();
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task Who_may_not_declare_is_told_so_before_anything_is_counted(string engine)
    {
        await using var polling = await Voted(engine);
        var olu = new Client(polling.Service.As(People.Olu));

        await using (var transaction = await polling.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            // A count of these would fail.
            await transaction.Execute(new Sql("UPDATE contest SET ballots = ballots + 1"));
            await transaction.Commit();
        }

        await Polling.Refused(StatusCode.PermissionDenied, "AREAS_NOT_YOURS", async () => await olu.DeclareResultAsync(
            new DeclareResultRequest { RequestId = Polling.NewId(), PollId = Polling.PollId }));
    }

    [Theory, EveryDatabase]
    public async Task A_contest_in_which_nobody_voted_gives_nothing_away(string engine)
    {
        await using var polling = await Voted(engine);

        var oak = (await polling.Declare()).Contests[1];

        Assert.Equal((0, 0, 0), (oak.Voters, oak.Ballots, oak.Spent.AmountMinor));
        var oven = Assert.Single(oak.Projects);
        Assert.False(oven.Won);
        var told = Assert.Single(await polling.Service.Published<ResultDeclared>());
        Assert.Equal(new LossDeclared(LossReasons.NoVotes, "GBP"), told.Contests[1].Projects[0].Loss);
    }

    [Theory, EveryDatabase]
    public async Task A_project_that_nobody_chose_does_not_win_though_there_is_money_left(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 20);
        await using var _ = polling;
        foreach (var (at, code) in codes.Index())
        {
            await polling.Cast(code, at % 2 == 0 ? "bench" : "hall");
        }

        await polling.Close();
        var elm = (await polling.Declare()).Contests[0];

        Assert.Equal(["bench"], elm.Projects.Where(project => project.Won).Select(project => project.ProjectId));
        // The £3,000 of the swings are there.
        Assert.Equal(120_000, elm.Spent.AmountMinor);
        Assert.Equal(LossReason.NoVotes, elm.Projects.Single(project => project.ProjectId == "swings").Loss.Reason);
    }

    [Theory, EveryDatabase]
    public async Task A_project_below_the_threshold_does_not_win(string engine)
    {
        await using var polling = await Voted(engine, minVotes: 12);

        var elm = (await polling.Declare()).Contests[0];

        Assert.Equal(["swings"], elm.Projects.Where(project => project.Won).Select(project => project.ProjectId));
        Assert.Equal(LossReason.BelowThreshold, elm.Projects.Single(project => project.ProjectId == "bench").Loss.Reason);
        Assert.Equal(4, elm.Projects.Single(project => project.ProjectId == "bench").Loss.MoreVotes);
        var told = Assert.Single(await polling.Service.Published<ResultDeclared>());
        var loss = told.Contests[0].Projects.Single(project => project.ProjectId == "bench").Loss!;
        Assert.Equal((LossReasons.BelowThreshold, 8, 12, 4), (loss.Reason, loss.Votes, loss.Needed, loss.MoreVotes));
    }

    [Theory, EveryDatabase]
    public async Task A_result_is_declared_once(string engine)
    {
        await using var polling = await Voted(engine);
        var request = new DeclareResultRequest { RequestId = Polling.NewId(), PollId = Polling.PollId };

        var first = await polling.Grace.DeclareResultAsync(request);
        Assert.Equal(first, await polling.Grace.DeclareResultAsync(request));
        await Polling.Refused(StatusCode.FailedPrecondition, "RESULT_IS_DECLARED", () => polling.Declare());

        Assert.Single(await polling.Service.Published<ResultDeclared>());
    }

    [Theory, EveryDatabase]
    public async Task Nobody_learns_anything_before_the_result_is_declared(string engine)
    {
        var (polling, _) = await Polling.WithVoters(engine, 1);
        await using var _1 = polling;

        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_NOT_CLOSED", () => polling.Declare());
        await Polling.Refused(StatusCode.FailedPrecondition, "RESULT_NOT_DECLARED",
            async () => await polling.Grace.GetResultAsync(new GetResultRequest { PollId = Polling.PollId }));
        await Polling.Refused(StatusCode.FailedPrecondition, "RESULT_NOT_DECLARED", () => polling.Export());
        await polling.Close();
        await Polling.Refused(StatusCode.FailedPrecondition, "RESULT_IS_NEAR", () => polling.Export());
        await Polling.Refused(StatusCode.PermissionDenied, "AREAS_NOT_YOURS", async () =>
            await new Client(polling.Service.As(People.Olu))
                .DeclareResultAsync(new DeclareResultRequest { RequestId = Polling.NewId(), PollId = Polling.PollId }));
        await Polling.Refused(StatusCode.NotFound, "POLL_NOT_FOUND",
            async () => await polling.Public.GetResultAsync(new GetResultRequest { PollId = "autumn" }));
    }

    [Theory, EveryDatabase]
    public async Task The_ballots_of_fewer_than_twenty_people_stay_closed(string engine)
    {
        await using var polling = await Voted(engine, times: 3);
        var elm = (await polling.Declare()).Contests[0];

        Assert.True(elm.WinnersOnly);
        Assert.Equal(["bench", "swings"], elm.Projects.Where(project => project.Won).Select(project => project.ProjectId));
        AssertNoNumbers(elm, Assert.Single(await polling.Service.Published<ResultDeclared>()));
        await Polling.Refused(StatusCode.FailedPrecondition, "TOO_FEW_BALLOTS", () => polling.Export());
        await Polling.Refused(StatusCode.NotFound, "AREA_NOT_IN_VOTE", () => polling.Export("E09999999"));
    }

    [Theory, EveryDatabase]
    public async Task Anybody_can_count_the_exported_ballots_again(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(
            engine, 25, paper => paper with { Title = "Spring; \"round\"\nagain", Ties = "seed:42" });
        await using var _ = polling;
        string[][] ballots = [["bench"], ["swings", "choir"], ["choir"], ["hall", "bench"], ["swings"]];
        for (var voter = 0; voter < codes.Count; voter++)
        {
            await polling.Cast(codes[voter], ballots[voter % 5]);
        }

        await polling.Close();
        var result = await polling.Declare();
        var file = await polling.Export();

        var reader = PbReader.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file)), new PbOptions { Strict = true, Scale = 2 });
        var election = reader.ReadElection();
        var rule = new Rule.Greedy(
            Threshold: long.Parse(reader.Header["min_project_score_threshold"]!, System.Globalization.CultureInfo.InvariantCulture));
        var outcome = Tally.Count(election, rule, TieOrder.Parse(reader.Header.Noted("ties")!)!, TestContext.Current.CancellationToken);

        Assert.Equal(25, election.BallotCount);
        Assert.Equal(result.Contests[0].Projects.Where(project => project.Won).Select(project => project.ProjectId),
            outcome.Winners.Select(winner => winner.Id));
        Assert.Equal(outcome.Winners.Select(winner => winner.Id).Order(), reader.Header.Projects.Where(project => project.Fields[^1] == "1")
            .Select(project => project.Project.Id).Order());
        Assert.Equal(result.ResultHash, reader.Header.Noted("result_hash"));
        Assert.Equal("Spring; \"round\" again", reader.Header["description"]);
        Assert.DoesNotContain("V0001", file, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Ballots_that_are_all_alike_stay_closed_too(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 25);
        await using var _ = polling;
        await Task.WhenAll(codes.Select(code => polling.Cast(code, "bench", "choir")));
        await polling.Close();

        var elm = (await polling.Declare()).Contests[0];

        Assert.True(elm.WinnersOnly);
        AssertNoNumbers(elm, Assert.Single(await polling.Service.Published<ResultDeclared>()));
        await Polling.Refused(StatusCode.FailedPrecondition, "BALLOTS_ALL_ALIKE", () => polling.Export());
    }

    private static void AssertNoNumbers(ContestResult contest, ResultDeclared told)
    {
        Assert.All(contest.Projects, project =>
        {
            Assert.Equal(0, project.Votes);
            Assert.Null(project.LeftAtTurn);
            Assert.Equal(project.Won ? null : WhyClosed(contest), project.Loss);
        });
        Assert.Empty(contest.Ties);
        Assert.Empty(contest.ElectionHash + contest.OutcomeHash);
        Assert.Matches("^[0-9a-f]{64}$", contest.SealedHash);
        Assert.All(told.Contests.Single(declared => declared.AreaCode == contest.AreaCode).Projects, project =>
        {
            Assert.Equal(0, project.Votes);
            Assert.Equal(project.Won, project.Loss is null);
            Assert.Equal(
                project.Won ? null : contest.Ballots switch
                {
                    0 => new LossDeclared(LossReasons.NoVotes, "GBP"),
                    < 20 => new LossDeclared(LossReasons.FewVoted, "GBP", Needed: 20),
                    _ => new LossDeclared(LossReasons.AllAlike, "GBP"),
                },
                project.Loss);
        });
    }

    // Which of the three it is tells nothing: how many voted is public.
    private static Loss WhyClosed(ContestResult contest) => contest.Ballots switch
    {
        0 => new Loss { Reason = LossReason.NoVotes },
        < 20 => new Loss { Reason = LossReason.FewVoted, Needed = 20 },
        _ => new Loss { Reason = LossReason.AllAlike },
    };

    // Of every six people of Elm Park who vote: swings 5, choir 4, bench 2, hall 1. Nobody votes in Oak Hill. Then the poll is closed.
    private static async Task<Polling> Voted(string engine, int minVotes = 0, int times = 4)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 6 * times, paper => paper with { MinVotes = minVotes });
        string[][] ballots = [["swings", "choir"], ["swings", "choir"], ["swings", "choir"], ["swings", "choir"], ["swings", "bench"],
            ["bench", "hall"]];
        for (var voter = 0; voter < codes.Count; voter++)
        {
            await polling.Cast(codes[voter], ballots[voter % 6]);
        }

        await polling.Close();
        return polling;
    }
}
