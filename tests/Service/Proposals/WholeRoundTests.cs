using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

public sealed class WholeRoundTests
{
    [Theory, EveryDatabase]
    public async Task A_round_goes_from_listening_to_its_result(string engine)
    {
        await using var council = await Council.Start(engine);
        var made = await council.Make();
        Assert.Equal(Phase.Listening, made.Phase);
        Assert.Equal(["Grace Bell, neighbourhood officer"], made.PhaseChanges.Select(change => change.DecidedBy));
        var opened = Assert.Single(await council.Service.Published<RoundOpened>());
        Assert.Equal((Council.RoundId, "GBP", 10, 14, 90),
            (opened.RoundId, opened.Currency, opened.PayWithinDays, opened.AnswerWithinDays, opened.StoryAfterDays));
        Assert.Equal([new RoundArea(Council.Elm, "Elm Park"), new RoundArea(Council.Oak, "Oak Hill")], opened.Areas);

        await council.Release(Council.Elm, 5000);
        Assert.Equal([Council.Pounds(5000), Council.Pounds(0)], (await council.GetRound()).Areas.Select(area => area.Released));

        await council.Advance(Phase.Accepting);
        var benches = await council.Propose();
        Assert.Equal(("1", ProposalState.Open, 0, true), (benches.ProposalId, benches.State, benches.Supports, benches.Mine));
        await council.Propose(People.Tom, Council.Idea("A pond without water"));
        await council.Propose(People.Tom, Council.Idea("A mural"));
        Assert.Equal(1, (await council.Support(People.Tom, "1")).Supports);

        await council.Advance(Phase.Reviewing);
        Assert.Equal(ProposalState.Feasible, (await council.Cost("1", 1500)).State);
        Assert.Equal(ProposalState.Infeasible, (await council.TurnDown("2")).State);
        await council.Cost("3", 4000);
        var reviewed = await council.Service.Published<ProposalReviewed>();
        Assert.Equal(
            [("1", "subject-amina", true, 150_000L), ("2", "subject-tom", false, null), ("3", "subject-tom", true, 400_000L)],
            reviewed.Select(told => (told.ProposalId, told.ProposerSubject, told.Feasible, told.CostMinor)));
        Assert.Equal("The pond belongs to the water company.", reviewed[1].Reason);
        Assert.Equal("Grace Bell, neighbourhood officer", reviewed[1].ReviewedBy);

        var balloting = await council.Publish();
        Assert.Equal(Phase.Balloting, balloting.Phase);
        var paper = Assert.Single(await council.Service.Published<BallotPaperPublished>());
        Assert.Equal(Council.Day(30).ToDateTimeOffset(), paper.OpensAt);
        Assert.Equal(Council.Day(40).ToDateTimeOffset(), paper.ClosesAt);
        Assert.Equal(("approval", 1, 3, "greedy", "cost", "es", 2),
            (paper.VoteType, paper.MinLength, paper.MaxLength, paper.Rule, paper.Utility, paper.Ties, paper.MinVotes));
        var contest = Assert.Single(paper.Contests);
        Assert.Equal((Council.Elm, "Elm Park", 500_000L), (contest.AreaCode, contest.AreaName, contest.BudgetMinor));
        Assert.Equal(
            [new BallotPaperProject("1", "Benches by the pond", 150_000, "subject-amina"),
                new BallotPaperProject("3", "A mural", 400_000, "subject-tom")],
            contest.Projects);
        Assert.Equal(500_000, await council.Ask<long>("SELECT budget_minor FROM contest"));

        await council.Declare(
            new ProjectDeclared("1", "Benches by the pond", 150_000, 9, Won: true),
            new ProjectDeclared("3", "A mural", 400_000, 4, Won: false,
                new(LossReasons.NotEnoughLeft, "GBP", 4, 400_000, 350_000, 500_000, MoreVotes: 6, VotesNotEnough: 5)));
        var finished = await council.GetRound();
        Assert.Equal(Phase.Finished, finished.Phase);
        Assert.Equal([Phase.Listening, Phase.Accepting, Phase.Reviewing, Phase.Balloting, Phase.Finished],
            finished.PhaseChanges.Select(change => change.Phase));
        Assert.Equal("", finished.PhaseChanges[^1].DecidedBy);
        var won = await council.Get(People.Nobody, "1");
        Assert.Equal((ProposalState.Won, true, 9L), (won.State, won.Outcome.Won, won.Outcome.Votes));
        var lost = await council.Get(People.Nobody, "3");
        Assert.Equal((ProposalState.Lost, false, LossReason.NotEnoughLeft), (lost.State, lost.Outcome.Won, lost.Outcome.Loss.Reason));
        Assert.Equal(ProposalState.Infeasible, (await council.Get(People.Nobody, "2")).State);
    }
}
