using Google.Protobuf.WellKnownTypes;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

public sealed class BallotPaperTests
{
    [Theory, EveryDatabase]
    public async Task A_paper_is_published_once(string engine)
    {
        await using var council = await Ready(engine);
        var request = new PublishBallotPaperRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId,
            Reason = "Everything is reviewed."
        };
        var first = await council.As(People.Grace).PublishBallotPaperAsync(request);
        Assert.Equal(first, await council.As(People.Grace).PublishBallotPaperAsync(request));
        await Council.Refused("PAPER_IS_OUT", () => council.Publish());
        Assert.Single(await council.Service.Published<BallotPaperPublished>());
        var change = first.PhaseChanges[^1];
        Assert.Equal((Phase.Balloting, "Grace Bell, neighbourhood officer", "Everything is reviewed."),
            (change.Phase, change.DecidedBy, change.Reason));
    }

    [Theory, EveryDatabase]
    public async Task Two_officers_who_publish_at_once_publish_one_paper(string engine)
    {
        await using var council = await Ready(engine);
        var outcomes = await Task.WhenAll(new[] { People.Grace, People.Noor }.Select(async officer =>
        {
            try
            {
                await council.Publish(officer);
                return "published";
            }
            catch (Grpc.Core.RpcException refused)
            {
                return refused.Reason();
            }
        }));
        Assert.Equal(["PAPER_IS_OUT", "published"], outcomes.Order(StringComparer.Ordinal));
        Assert.Single(await council.Service.Published<BallotPaperPublished>());
    }

    [Theory, EveryDatabase]
    public async Task A_paper_comes_out_when_the_round_is_reviewing(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Cost("1", 100);
        await council.Release(Council.Elm, 100);
        await Council.Refused("PAPER_NOT_WHILE_ACCEPTING", () => council.Publish());
        await Council.Refused("NOT_ALLOWED", () => council.Publish(People.Amina));
        await Council.Refused("AREA_OF_OTHERS", () => council.Publish(People.Olu));
        await Council.Refused(
            "INVALID_REQUEST",
            async () => await council.As(People.Grace).PublishBallotPaperAsync(new PublishBallotPaperRequest
            {
                Reason = new string('a', 1001), FinishedFrom = new Timestamp { Seconds = long.MinValue },
            }),
            "request_id",
            "round_id",
            "reason",
            "finished_from");
    }

    [Theory, EveryDatabase]
    public async Task Every_idea_has_to_be_valued_first(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        for (var n = 1; n <= 14; n++)
        {
            await council.Propose(People.Resident($"subject-{n}"), Council.Idea($"Idea {n}"));
        }

        await council.Cost("1", 100);
        await council.Withdraw(People.Resident("subject-2"), "2");
        await council.Release(Council.Elm, 100);
        await council.Advance(Phase.Reviewing);
        var fields = Enumerable.Range(3, 10).Select(n => $"proposals[{n}].valuation").ToArray();
        var sentence = await Council.Refused("MANY_PROPOSALS_NOT_VALUED", () => council.Publish(), fields);
        Assert.Contains("“Idea 3” (3)", sentence, StringComparison.Ordinal);
        Assert.EndsWith("“Idea 12” (12) and 2 more.", sentence, StringComparison.Ordinal);
        Assert.Equal(Phase.Reviewing, (await council.GetRound()).Phase);
        Assert.Empty(await council.Service.Published<BallotPaperPublished>());
    }

    [Theory, EveryDatabase]
    public async Task There_has_to_be_something_to_vote_on(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.TurnDown("1");
        await council.Release(Council.Elm, 100);
        await council.Advance(Phase.Reviewing);
        await Council.Refused("NOTHING_TO_VOTE_ON", () => council.Publish());
    }

    [Theory, EveryDatabase]
    public async Task Every_area_with_feasible_ideas_needs_money(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose(idea: Council.Idea(area: Council.Elm));
        await council.Propose(idea: Council.Idea(area: Council.Oak));
        await council.Cost("1", 100);
        await council.Cost("2", 100);
        await council.Advance(Phase.Reviewing);
        await council.Release(Council.Elm, 100);
        await council.Release(Council.Oak, 100, currency: "EUR");
        var sentence = await Council.Refused("AREA_WITHOUT_MONEY", () => council.Publish(), $"areas[{Council.Oak}].released");
        Assert.Contains("Oak Hill (E05000002)", sentence, StringComparison.Ordinal);
        await council.TurnDown("2");
        await council.Publish();
        Assert.Equal(Council.Elm, Assert.Single(Assert.Single(await council.Service.Published<BallotPaperPublished>()).Contests).AreaCode);
    }

    [Theory, EveryDatabase]
    public async Task The_money_on_the_paper_is_what_was_released_until_then(string engine)
    {
        await using var council = await Ready(engine);
        await council.Release(Council.Elm, 250);
        await council.Publish();
        await council.Release(Council.Elm, 9000);
        Assert.Equal(75_000, Assert.Single(Assert.Single(await council.Service.Published<BallotPaperPublished>()).Contests).BudgetMinor);
        Assert.Equal(75_000, await council.Ask<long>("SELECT budget_minor FROM contest"));
        Assert.Equal(Council.Pounds(9750), (await council.GetRound()).Areas[0].Released);
    }

    [Theory, EveryDatabase]
    public async Task A_vote_opens_at_once_where_its_date_is_past(string engine)
    {
        await using var council = await Ready(engine);
        council.Service.Clock.Advance(TimeSpan.FromDays(33));
        await council.Publish();
        var paper = Assert.Single(await council.Service.Published<BallotPaperPublished>());
        Assert.Equal((Council.Day(33).ToDateTimeOffset(), Council.Day(40).ToDateTimeOffset()), (paper.OpensAt, paper.ClosesAt));
    }

    [Theory, EveryDatabase]
    public async Task A_published_election_opens_at_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting(Council.Draft(importedFrom: "Warszawa 2024"));
        var project = Council.Idea();
        project.ProposalId = "W-7";
        await council.Propose(People.Grace, project);
        await council.Cost("W-7", 100);
        await council.Release(Council.Elm, 100);
        await council.Advance(Phase.Reviewing);
        await council.Publish();
        var paper = Assert.Single(await council.Service.Published<BallotPaperPublished>());
        Assert.Equal(("Warszawa 2024", Council.Day(0).ToDateTimeOffset()), (paper.ImportedFrom, paper.OpensAt));
        Assert.Equal("W-7", Assert.Single(paper.Contests[0].Projects).ProjectId);
    }

    [Theory, EveryDatabase]
    public async Task A_vote_that_would_end_before_it_opens_needs_a_later_end(string engine)
    {
        await using var council = await Ready(engine);
        await Council.Refused("NO_TIME_TO_VOTE", () => council.Publish(finishedFrom: Council.Day(30)), "finished_from");
        council.Service.Clock.Advance(TimeSpan.FromDays(40));
        var sentence = await Council.Refused("NO_TIME_TO_VOTE", () => council.Publish(), "finished_from");
        Assert.Contains("10 April", sentence, StringComparison.Ordinal);

        var round = await council.Publish(finishedFrom: Council.Day(50));
        Assert.Equal(Council.Day(50), round.Dates.FinishedFrom);
        Assert.Equal(Council.Day(50).ToDateTimeOffset(), Assert.Single(await council.Service.Published<BallotPaperPublished>()).ClosesAt);
    }

    [Theory, EveryDatabase]
    public async Task A_paper_that_changed_since_somebody_looked_at_it_does_not_come_out(string engine)
    {
        await using var council = await Ready(engine);
        async Task<BallotPaperPreview> Look(Caller? caller = null) => await council.As(caller ?? People.Grace)
            .GetBallotPaperPreviewAsync(new GetBallotPaperPreviewRequest { RoundId = Council.RoundId });
        async Task Publish(string looked) => await council.As(People.Grace).PublishBallotPaperAsync(
            new PublishBallotPaperRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId, PreviewHash = looked });
        await Council.Refused("AREA_OF_OTHERS", () => Look(People.Olu));
        var first = await Look();
        Assert.Equal(first, await Look());
        Assert.Equal((Council.Pounds(500), "Elm Park"), (first.Contests[0].Budget, first.Contests[0].AreaName));
        Assert.Equal(("1", Council.Pounds(100)), (first.Contests[0].Projects[0].ProposalId, first.Contests[0].Projects[0].Cost));

        await council.Cost("1", 101, People.Noor);
        await Council.Refused("PAPER_CHANGED", () => Publish(first.PreviewHash));
        Assert.Empty(await council.Service.Published<BallotPaperPublished>());
        await Publish((await Look()).PreviewHash);
        Assert.Equal(
            10_100, Assert.Single(await council.Service.Published<BallotPaperPublished>()).Contests[0].Projects[0].CostMinor);
        await Council.Refused("PAPER_IS_OUT", () => Look());
    }

    /// <summary>A round with one feasible idea and £500, reviewing.</summary>
    private static async Task<Council> Ready(string engine)
    {
        var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Cost("1", 100);
        await council.Release(Council.Elm, 500);
        await council.Advance(Phase.Reviewing);
        return council;
    }
}
