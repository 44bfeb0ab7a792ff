using Participatory.Contracts.Voting;
using Participatory.Contracts.Grants;
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
