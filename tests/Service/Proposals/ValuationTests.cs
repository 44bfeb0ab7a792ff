using Participatory.Contracts.Proposals;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

public sealed class ValuationTests
{
    [Theory, EveryDatabase]
    public async Task The_latest_valuation_counts_and_every_one_is_kept(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.TurnDown("1", "The pond is not ours.");
        var found = await council.Cost("1", 1500);
        Assert.Equal((ProposalState.Feasible, Council.Pounds(1500), ""), (found.State, found.Valuation.Cost, found.Valuation.Note));
        Assert.Equal("Grace Bell, neighbourhood officer", found.Valuation.ValuedBy);
        var turned = await council.TurnDown("1", "The ground is too wet.");
        Assert.Equal((ProposalState.Infeasible, "The ground is too wet."), (turned.State, turned.Valuation.InfeasibleReason));
        Assert.Equal(turned.Valuation, (await council.Get(People.Nobody, "1")).Valuation);
        Assert.Equal(3, await council.Ask<long>("SELECT COUNT(*) FROM valuation"));

        // The clock of the test stands still; what counts can be told apart all the same.
        var told = await council.Service.Published<ProposalReviewed>();
        Assert.Equal([null, 150_000L, null], told.Select(message => message.CostMinor));
        Assert.True(told[0].ReviewedAt < told[1].ReviewedAt && told[1].ReviewedAt < told[2].ReviewedAt);
    }

    [Theory, EveryDatabase]
    public async Task A_valuation_is_never_changed_or_taken_away(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Cost("1", 1500);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run("UPDATE valuation SET cost_minor = 1"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run("DELETE FROM valuation"));
        Assert.Equal(Council.Pounds(1500), (await council.Get(People.Nobody, "1")).Valuation.Cost);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_values_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        var request = new ValueProposalRequest
        {
            RequestId = Council.NewRequest(),
            RoundId = Council.RoundId,
            ProposalId = "1",
            Valuation = new Valuation { Cost = Council.Pounds(900), Note = "Two benches, not three." },
        };
        var first = await council.As(People.Grace).ValueProposalAsync(request);
        Assert.Equal(first, await council.As(People.Grace).ValueProposalAsync(request));
        Assert.Equal("Two benches, not three.", Assert.Single(await council.Service.Published<ProposalReviewed>()).Note);
        request.Valuation.Note = "";
        await Council.Refused("REQUEST_ID_REUSED", async () => await council.As(People.Grace).ValueProposalAsync(request), "request_id");
    }

    [Theory, EveryDatabase]
    public async Task Officers_value_the_ideas_of_their_own_areas(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose(idea: Council.Idea(area: Council.Elm));
        await council.Propose(idea: Council.Idea(area: Council.Oak));
        Assert.Equal("Olu Ade, ward officer", (await council.Cost("1", 100, People.Olu)).Valuation.ValuedBy);
        await Council.Refused("AREA_OF_OTHERS", () => council.Cost("2", 100, People.Olu));
        await Council.Refused("NOT_ALLOWED", () => council.Cost("1", 100, People.Amina));
        await Council.Refused("NOT_ALLOWED", () => council.Cost("1", 100, People.Femi));
        await Council.Refused("SIGN_IN_NEEDED", () => council.Cost("1", 100, People.Nobody));
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_a_valuation_is_named(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        (Valuation? Valuation, string[] Fields)[] faults =
        [
            (null, ["valuation"]),
            (new Valuation { Note = "Only a note" }, ["valuation"]),
            (new Valuation { Cost = Council.Pounds(0) }, ["valuation.cost.amount_minor"]),
            (new Valuation { Cost = new Money { AmountMinor = 100, Currency = "EUR" } }, ["valuation.cost.currency"]),
            (new Valuation { InfeasibleReason = "" }, ["valuation.infeasible_reason"]),
            (new Valuation { InfeasibleReason = new string('a', 2001) }, ["valuation.infeasible_reason"]),
            (new Valuation { Cost = Council.Pounds(-1), Note = new string('a', 2001) }, ["valuation.cost.amount_minor", "valuation.note"]),
        ];
        foreach (var (valuation, fields) in faults)
        {
            await Council.Refused("INVALID_REQUEST", async () => await council.As(People.Grace).ValueProposalAsync(new ValueProposalRequest
            {
                RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Valuation = valuation,
            }), fields);
        }

        await Council.Refused(
            "INVALID_REQUEST",
            async () => await council.As(People.Grace).ValueProposalAsync(new ValueProposalRequest()),
            "request_id",
            "round_id",
            "proposal_id",
            "valuation");
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Cost("2", 100), "proposal_id");
        Assert.Empty(await council.Service.Published<ProposalReviewed>());
    }

    [Theory, EveryDatabase]
    public async Task Officers_who_value_an_idea_at_once_are_all_kept_in_order(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await Task.WhenAll(
            Enumerable.Range(1, 10).Select(pounds => council.Cost("1", pounds, pounds % 2 == 0 ? People.Grace : People.Noor)));
        var told = (await council.Service.Published<ProposalReviewed>()).MaxBy(message => message.ReviewedAt)!;
        Assert.Equal(told.CostMinor, (await council.Get(People.Nobody, "1")).Valuation.Cost.AmountMinor);
        Assert.Equal(10, await council.Ask<long>("SELECT MAX(number) FROM valuation"));
    }
}
