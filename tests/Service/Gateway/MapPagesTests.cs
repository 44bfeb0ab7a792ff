using Google.Protobuf;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Voting;
using Participatory.Gateway.Pages.Maps;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Participatory.Words;
using static Participatory.Tests.Service.AtTheDoor.IdeasAtTheDoor;
using AccountabilityClient = Participatory.Accountability.V1.AccountabilityService.AccountabilityServiceClient;
using GrantsClient = Participatory.Grants.V1.GrantsService.GrantsServiceClient;
using House = Participatory.Tests.People;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>The maps of a round and of all of them, where only Proposals answers.</summary>
public sealed class MapPagesTests
{
    private const string Elm = "E05000001";
    private const string Oak = "E05000002";

    [Fact]
    public async Task A_map_shows_what_was_chosen_also_where_nobody_says_what_came_of_it()
    {
        await using var service = await Voted();
        var all = await Drawn(grants: false);
        var ideas = all.Drawing.Spots.SelectMany(spot => spot.Ideas).ToList();
        Assert.Equal(["1", "2"], ideas.Select(idea => idea.ProposalId));
        Assert.Equal([MapMark.Grant, MapMark.Idea], ideas.Select(idea => all.Came.MarkOf(idea)));
        Assert.Contains(all.Ways, way => way.Text == Words.Maps.GrantsAlone);

        var chosen = await Drawn(grants: true);
        Assert.Equal("1", Assert.Single(chosen.Drawing.Spots.SelectMany(spot => spot.Ideas)).ProposalId);
        Assert.Contains(chosen.Ways, way => way.Text == Words.Maps.EveryIdea);

        async Task<ShownMap> Drawn(bool grants)
        {
            var page = new MapModel(Grace(service), Grants(service), Accountability(service), Settings(), Said()) { Grants = grants };
            Assert.IsType<PageResult>(await page.OnGet(RoundId, CancellationToken.None));
            return page.Shown!;
        }
    }

    [Fact]
    public async Task The_map_of_all_rounds_has_ideas_of_those_that_go_on_and_grants_of_those_that_are_over()
    {
        await using var open = await Started(ideas: 2, Placed);
        Assert.Equal(["1", "2"], await OnIt(open));
        await using var over = await Voted();
        Assert.Equal(["1"], await OnIt(over));

        static async Task<IEnumerable<string>> OnIt(RunningService service)
        {
            var page = new TownModel(Grace(service), Grants(service), Accountability(service), Settings(), Said());
            Assert.IsType<PageResult>(await page.OnGet(CancellationToken.None));
            return page.Shown!.Drawing.Spots.SelectMany(spot => spot.Ideas).Select(idea => idea.ProposalId);
        }
    }

    [Fact]
    public async Task An_idea_outside_the_areas_of_its_round_is_on_the_map_of_all_and_those_without_a_point_are_counted()
    {
        await using var service = await Started(ideas: 1, Placed);
        var outlines = $$"""{"type":"FeatureCollection","features":[{{Square(Elm, 53)}},{{Square(Oak, 55)}}]}""";
        await Grace(service).ImportOutlines().Send([new ImportOutlinesRequest
        {
            RequestId = Id(), RoundId = RoundId, Content = ByteString.CopyFromUtf8(outlines),
        }]);
        var oak = Draft();
        oak.RoundId = "oak-hill-2026";
        oak.Areas.RemoveAt(0);
        await Grace(service).CreateRoundAsync(new CreateRoundRequest { RequestId = Id(), Round = oak });
        await Grace(service).AdvanceRoundAsync(
            new AdvanceRoundRequest { RequestId = Id(), RoundId = oak.RoundId, ToPhase = Phase.Accepting, Reason = "Now." });
        foreach (var at in (int[])[2, 0])
        {
            var idea = new Proposal { RoundId = oak.RoundId, AreaCode = Oak, Title = $"Idea {at}", Words = "Three benches." };
            if (at > 0)
            {
                Placed(at, idea);
            }

            await Grace(service).CreateProposalAsync(new CreateProposalRequest { RequestId = Id(), Proposal = idea });
        }

        var page = new TownModel(Grace(service), Grants(service), Accountability(service), Settings(), Said());
        Assert.IsType<PageResult>(await page.OnGet(CancellationToken.None));
        Assert.Equal((2, 0), (page.Map.Total, page.Map.Elsewhere));
        Assert.Equal(
            [oak.RoundId, RoundId], page.Map.Ideas.Select(idea => idea.RoundId).OrderDescending(StringComparer.Ordinal));
        Assert.Equal([(oak.RoundId, 1)], page.Nowhere.Select(one => (one.Round.RoundId, one.Ideas)));
    }

    /// <summary>A feature that is a square of one degree.</summary>
    private static string Square(string code, int south) => FormattableString.Invariant($$$"""
        {"type":"Feature","properties":{"code":"{{{code}}}"},"geometry":{"type":"Polygon","coordinates":[[
        [-3,{{{south}}}],[-2,{{{south}}}],[-2,{{{south + 1}}}],[-3,{{{south + 1}}}],[-3,{{{south}}}]]]}}
        """);

    /// <summary>Of two ideas the first was chosen.</summary>
    private static async Task<RunningService> Voted()
    {
        var service = await Started(ideas: 2, Placed);
        foreach (var id in (string[])["1", "2"])
        {
            await Grace(service).ValueProposalAsync(new ValueProposalRequest
            {
                RequestId = Id(), RoundId = RoundId, ProposalId = id,
                Valuation = new Valuation { Cost = new Money { AmountMinor = 10_000, Currency = "GBP" } },
            });
        }

        await service.Deliver(new BudgetReleased(
            Id(), RoundId, "fund-1", "GBP", service.Clock.Now, [new ReleasedToArea(Elm, 100_000)]));
        await Grace(service).AdvanceRoundAsync(
            new AdvanceRoundRequest { RequestId = Id(), RoundId = RoundId, ToPhase = Phase.Reviewing, Reason = "Now." });
        await Grace(service).PublishBallotPaperAsync(
            new PublishBallotPaperRequest { RequestId = Id(), RoundId = RoundId, Reason = "All ideas are reviewed." });
        await service.Deliver(new ResultDeclared(RoundId, RoundId, "GBP", service.Clock.Now, new string('a', 64),
            [new ContestDeclared(Elm, 100_000, 12,
                [new("1", "Idea 1", 10_000, 5, Won: true), new("2", "Idea 2", 10_000, 0, Won: false, new(LossReasons.NoVotes))])]));
        return service;
    }

    // Far enough from each other to be two numbers.
    private static void Placed(int at, Proposal idea) => idea.Place = new IdeaPlace
    {
        Point = new MapPoint { LatitudeE5 = 5_350_000 + (at * 1000), LongitudeE5 = -230_000 },
    };

    private static GrantsClient Grants(RunningService service) => new(service.As(House.Nobody));

    private static AccountabilityClient Accountability(RunningService service) => new(service.As(House.Nobody));

    private static Say Said() => new(TimeZoneInfo.Utc, TimeProvider.System);

    private static GatewaySettings Settings()
    {
        var nowhere = new Uri("http://127.0.0.1");
        return new GatewaySettings
        {
            Services = new ServiceAddresses(nowhere, nowhere, nowhere, nowhere, nowhere), Data = "", CouncilNow = new CouncilNow(new()),
        };
    }
}
