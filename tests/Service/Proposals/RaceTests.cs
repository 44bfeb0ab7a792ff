using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Grants;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Platform.Rights;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What people do with ideas, and what is heard of a round, at the same moment.</summary>
public sealed class RaceTests
{
    [Theory, EveryDatabase]
    public async Task Ideas_and_supports_that_come_at_once_are_all_counted(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await Race.All(Race.Rounds, at => council.Propose(People.Resident($"person-{at}")));
        Assert.Equal(Race.Rounds + 1, await council.Ask<long>("SELECT COUNT(*) FROM proposal"));
        Assert.Equal(Race.Rounds + 1, await council.Ask<long>("SELECT MAX(number) FROM proposal"));

        for (var round = 0; round < Race.Rounds; round++)
        {
            // Each twice at once, and half of them take it back.
            await Race.All(8, at => council.Support(People.Resident($"person-{round}-{at / 2}"), "1"));
            await Race.All(4, at => council.As(People.Resident($"person-{round}-{at / 2}")).WithdrawSupportAsync(
                new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1" }).ResponseAsync);
        }

        Assert.Equal(2 * Race.Rounds, (await council.Get(People.Nobody, "1")).Supports);
        Assert.Equal(2 * Race.Rounds, await council.Ask<long>("SELECT COUNT(*) FROM support"));
    }

    [Theory, EveryDatabase]
    public async Task An_idea_that_is_taken_back_or_valued_while_the_paper_comes_out_is_wholly_on_it_or_not_at_all(string engine)
    {
        await using var council = await Council.Start(engine);
        for (var number = 0; number < Race.Rounds; number++)
        {
            var id = $"round-{number}";
            await council.MakeAccepting(Council.Draft(id));
            var grace = council.As(People.Grace);
            ValueProposalRequest Costs(string idea, long pounds) => new()
            {
                RequestId = Council.NewRequest(), RoundId = id, ProposalId = idea, Valuation = new() { Cost = Council.Pounds(pounds) },
            };
            foreach (var idea in (string[])["1", "2", "3"])
            {
                await council.Propose(idea: Council.Idea(roundId: id));
                await grace.ValueProposalAsync(Costs(idea, 100));
            }

            await council.Release(Council.Elm, 500, roundId: id);
            await council.Advance(Phase.Reviewing, id);
            var reasons = await Race.Reasons(
                () => grace.PublishBallotPaperAsync(
                    new() { RequestId = Council.NewRequest(), RoundId = id, Reason = "All ideas are reviewed." }).ResponseAsync,
                () => council.As(People.Amina).WithdrawProposalAsync(
                    new() { RequestId = Council.NewRequest(), RoundId = id, ProposalId = "1" }).ResponseAsync,
                () => grace.ValueProposalAsync(Costs("2", 200)).ResponseAsync);

            Assert.Equal("", reasons[0]);
            var paper = (await council.Service.Published<BallotPaperPublished>()).Single(one => one.RoundId == id);
            Assert.Equal(
                (IEnumerable<(string, long)>)[
                    .. reasons[1].Length == 0 ? Array.Empty<(string, long)>() : [("1", 10_000)],
                    ("2", reasons[2].Length == 0 ? 20_000 : 10_000), ("3", 10_000)],
                paper.Contests[0].Projects.Select(project => (project.ProjectId, project.CostMinor)));
            Assert.Contains(reasons[1], (string[])["", "WITHDRAWING_NO_MORE"]);
            Assert.Contains(reasons[2], (string[])["", "VALUING_NO_MORE"]);
        }
    }

    [Theory, EveryDatabase]
    public async Task An_idea_whose_proposer_is_forgotten_while_the_paper_comes_out_is_on_it_and_not_taken_back(string engine)
    {
        await using var council = await Council.Start(engine);
        var forgetting = council.Service.Services.GetRequiredService<Forgetting>();
        for (var number = 0; number < Race.Rounds; number++)
        {
            var id = $"round-{number}";
            await council.MakeAccepting(Council.Draft(id));
            var grace = council.As(People.Grace);
            var somebody = People.Resident($"person-{number}");
            foreach (var (who, idea) in new[] { (somebody, "1"), (People.Tom, "2") })
            {
                await council.Propose(who, Council.Idea(roundId: id));
                await grace.ValueProposalAsync(new()
                {
                    RequestId = Council.NewRequest(), RoundId = id, ProposalId = idea, Valuation = new() { Cost = Council.Pounds(100) },
                });
            }

            await council.Release(Council.Elm, 500, roundId: id);
            await council.Advance(Phase.Reviewing, id);
            await council.Service.Deliver(new PersonForgotten(somebody.Subject, council.Service.Clock.Now));
            await Race.Reasons(
                () => grace.PublishBallotPaperAsync(
                    new() { RequestId = Council.NewRequest(), RoundId = id, Reason = "All ideas are reviewed." }).ResponseAsync,
                () => forgetting.Tick(TestContext.Current.CancellationToken));
        }

        var onPaper = (await council.Service.Published<BallotPaperPublished>())
            .SelectMany(paper => paper.Contests[0].Projects.Select(project => (paper.RoundId, project.ProjectId))).ToList();
        var takenBack = (await council.Service.Published<ProposalWithdrawn>()).Select(one => (one.RoundId, one.ProposalId));
        Assert.Empty(takenBack.Intersect(onPaper));
        Assert.Equal(onPaper.Count, await council.Ask<long>("SELECT COUNT(*) FROM proposal WHERE state = 'ON_BALLOT'"));
    }

    [Theory, EveryDatabase]
    public async Task A_result_and_what_ring_fences_changed_in_it_are_heard_at_once_and_both_count(string engine)
    {
        await using var council = await Council.Start(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var id = $"round-{round}";
            await Race.All(
                [
                    () => council.Service.Deliver(new ResultDeclared(
                        id, id, "GBP", council.Service.Clock.Now, new string('a', 64),
                        [
                            new ContestDeclared(Council.Elm, 500_000, 12,
                            [
                                new ProjectDeclared("1", "Benches", 10_000, 5, Won: true),
                                new ProjectDeclared("2", "Trees", 10_000, 3, Won: false, new(LossReasons.NotEnoughLeft, "GBP", 3)),
                            ]),
                        ])),
                    () => council.Service.Deliver(new WinnersKnown(
                        id, council.Service.Clock.Now,
                        [new("2", Council.Elm, "Trees", true, ""), new("1", Council.Elm, "Benches", false, "young people")])),
                ]);
        }

        Assert.Equal(
            (0, Race.Rounds),
            (await council.Ask<long>("SELECT COUNT(*) FROM outcome WHERE proposal_id = '1' AND won = 1"),
                await council.Ask<long>("SELECT COUNT(*) FROM outcome WHERE proposal_id = '2' AND won = 1")));
    }
}
