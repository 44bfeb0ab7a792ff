using Participatory.Contracts.Grants;
using Participatory.Contracts.Voting;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

public sealed class EventTests
{
    [Theory, EveryDatabase]
    public async Task Money_that_is_released_before_the_round_is_there_waits_for_it(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Release(Council.Elm, 300);
        await council.Release("E09999999", 50);
        Assert.Equal(Council.Pounds(300), (await council.Make()).Areas[0].Released);
    }

    [Theory, EveryDatabase]
    public async Task A_release_counts_once_however_often_it_comes(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var release = new BudgetReleased(
            "release-1", Council.RoundId, "fund-1", "GBP", council.Service.Clock.Now,
            [new ReleasedToArea(Council.Elm, 10_000), new ReleasedToArea(Council.Oak, 20_000), new ReleasedToArea(Council.Elm, 5_000)]);
        await council.Service.Deliver(release, "message-1");
        await council.Service.Deliver(release, "message-1");
        await council.Service.Deliver(release, "message-2");
        Assert.Equal([Council.Pounds(150), Council.Pounds(200)], (await council.GetRound()).Areas.Select(area => area.Released));

        await council.Release(Council.Elm, 1, "release-2");
        Assert.Equal(Council.Pounds(151), (await council.GetRound()).Areas[0].Released);
    }

    [Theory, EveryDatabase]
    public async Task Money_that_was_taken_back_is_not_voted_on_whichever_is_heard_first(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var back = new BudgetClawedBack(
            "clawback-1", Council.RoundId, "fund-1", Council.Elm, 10_000, "GBP", "The roof", ["Grace", "Femi"], council.Service.Clock.Now);
        await council.Service.Deliver(back);
        await council.Service.Deliver(back);
        Assert.Equal(Council.Pounds(0), (await council.GetRound()).Areas[0].Released);

        await council.Release(Council.Elm, 300);

        Assert.Equal(Council.Pounds(200), (await council.GetRound()).Areas[0].Released);
    }

    [Theory, EveryDatabase]
    public async Task Money_in_another_currency_is_kept_and_does_not_count(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await council.Release(Council.Elm, 300, currency: "EUR");
        Assert.Equal(Council.Pounds(0), (await council.GetRound()).Areas[0].Released);
        Assert.Equal(30_000, await council.Ask<long>("SELECT amount_minor FROM released_to_area"));
    }

    [Theory, EveryDatabase]
    public async Task A_result_counts_once(string engine)
    {
        await using var council = await Balloting(engine);
        await council.Declare(new ProjectDeclared("1", "Benches by the pond", 10_000, 5, Won: true));
        var first = await council.GetRound();
        await council.Declare(new ProjectDeclared("1", "Benches by the pond", 10_000, 0, Won: false, new(LossReasons.NoVotes)));
        Assert.Equal(first, await council.GetRound());
        Assert.Equal((ProposalState.Won, 5L),
            ((await council.Get(People.Nobody, "1")).State, (await council.Get(People.Nobody, "1")).Outcome.Votes));
    }

    [Theory, EveryDatabase]
    public async Task A_result_that_comes_before_the_ballot_paper_waits_for_it(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Declare(new ProjectDeclared("1", "Benches by the pond", 10_000, 5, Won: true));
        await council.MakeAccepting();
        await council.Propose();
        await council.Cost("1", 100);
        await council.Release(Council.Elm, 100);
        await council.Advance(Phase.Reviewing);
        Assert.Null((await council.Get(People.Nobody, "1")).Outcome);

        Assert.Equal(Phase.Finished, (await council.Publish()).Phase);
        Assert.Equal(ProposalState.Won, (await council.Get(People.Nobody, "1")).State);
        Assert.Equal(5, (await council.GetRound()).PhaseChanges.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_result_says_nothing_about_ideas_that_were_not_on_the_paper(string engine)
    {
        await using var council = await Balloting(engine);
        await council.Declare(
            new ProjectDeclared("1", "Benches by the pond", 10_000, 5, Won: true),
            new ProjectDeclared("2", "Turned down", 10_000, 5, Won: true),
            new ProjectDeclared("77", "Never heard of", 10_000, 1, Won: false, new(LossReasons.BelowThreshold, Votes: 1, Needed: 5)));
        Assert.Equal(Phase.Finished, (await council.GetRound()).Phase);
        var turnedDown = await council.Get(People.Nobody, "2");
        Assert.Equal(ProposalState.Infeasible, turnedDown.State);
        Assert.Null(turnedDown.Outcome);
    }

    [Theory, EveryDatabase]
    public async Task What_ring_fences_changed_is_what_became_of_an_idea_whichever_is_heard_first(string engine)
    {
        foreach (var fencesFirst in (bool[])[true, false])
        {
            await using var council = await Council.Start(engine);
            await council.MakeAccepting();
            await council.Propose();
            await council.Propose();
            await council.Cost("1", 100);
            await council.Cost("2", 100);
            await council.Release(Council.Elm, 100);
            await council.Advance(Phase.Reviewing);
            await council.Publish();
            Task Declare() => council.Declare(
                new ProjectDeclared("1", "Benches by the pond", 10_000, 5, Won: true),
                new ProjectDeclared(
                    "2", "Benches by the pond", 10_000, 3, Won: false, new(LossReasons.NotEnoughLeft, "GBP", 3, MoreVotes: 4)));
            Task Fence() => council.Service.Deliver(new WinnersKnown(
                Council.RoundId, council.Service.Clock.Now,
                    [new("2", Council.Elm, "Benches by the pond", true, ""),
                    new("1", Council.Elm, "Benches by the pond", false, "young people")]));

            await (fencesFirst ? Fence() : Declare());
            await (fencesFirst ? Declare() : Fence());

            var (first, second) = (await council.Get(People.Nobody, "1"), await council.Get(People.Nobody, "2"));
            Assert.Equal((ProposalState.Lost, LossReason.GaveWay, "young people", 5L),
                (first.State, first.Outcome.Loss.Reason, first.Outcome.Loss.Fence, first.Outcome.Votes));
            Assert.Equal((ProposalState.Won, null, 3L), (second.State, second.Outcome.Loss, second.Outcome.Votes));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_result_of_another_round_changes_nothing_here(string engine)
    {
        await using var council = await Balloting(engine);
        var before = await council.GetRound();
        await council.Service.Deliver(new ResultDeclared("other", "other", "GBP", council.Service.Clock.Now, new string('b', 64), []));
        Assert.Equal(before, await council.GetRound());
    }

    /// <summary>A round with idea 1 on the paper and idea 2 turned down.</summary>
    private static async Task<Council> Balloting(string engine)
    {
        var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Propose();
        await council.Cost("1", 100);
        await council.TurnDown("2");
        await council.Release(Council.Elm, 100);
        await council.Advance(Phase.Reviewing);
        await council.Publish();
        return council;
    }
}
