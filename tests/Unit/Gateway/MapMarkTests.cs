using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Maps;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What a map says of ideas that were chosen, and how several maps are one.</summary>
public sealed class MapMarkTests
{
    private static readonly MapBox Town = new() { SouthE5 = 5_349_000, WestE5 = -231_000, NorthE5 = 5_351_000, EastE5 = -229_000 };

    private static readonly Say Said = new(TimeZoneInfo.Utc, TimeProvider.System);

    public static TheoryData<AwardState, MapMark> OfEach => new()
    {
        { AwardState.Unspecified, MapMark.Grant }, { AwardState.Waiting, MapMark.Grant }, { AwardState.Offered, MapMark.Grant },
        { AwardState.Accepted, MapMark.Grant }, { AwardState.Paid, MapMark.Grant }, { AwardState.Closed, MapMark.Grant },
        { AwardState.Declined, MapMark.Idea }, { AwardState.Withdrawn, MapMark.Idea }, { AwardState.Expired, MapMark.Idea },
    };

    [Theory, MemberData(nameof(OfEach))]
    public void What_came_to_nothing_is_no_grant_and_each_state_is_said_in_words(AwardState state, MapMark mark)
    {
        var idea = Idea("1", won: true);
        var came = CameOf.Of(state == AwardState.Unspecified ? [] : [Award("1", AwardState.Offered), Award("1", state)], []);
        Assert.Equal(mark, came.MarkOf(idea));
        Assert.Null(came.StoryOf(idea));
        Assert.StartsWith(Words.Maps.Grant, came.SentenceOf(idea), StringComparison.Ordinal);
        Assert.Equal(
            state is not (AwardState.Unspecified or AwardState.Waiting), came.SentenceOf(idea).Length > Words.Maps.Grant.Length);
        // Of another round it is another idea, and what was not chosen is no grant.
        var other = Idea("1", won: true);
        other.RoundId = "last-year";
        Assert.Equal(Words.Maps.Grant, came.SentenceOf(other));
        Assert.Equal((MapMark.Idea, ""), (came.MarkOf(Idea("2", won: false)), came.SentenceOf(Idea("2", won: false))));
    }

    [Fact]
    public void A_number_is_heard_as_what_its_shape_says_and_leads_there()
    {
        var map = new RoundMap { Box = Town };
        map.Ideas.AddRange([Idea("1", won: false), Idea("2", won: true, east: 400), Idea("3", won: true, east: 800)]);
        var came = CameOf.Of(
            [Award("2", AwardState.Paid), Award("3", AwardState.Paid)],
            [new Story { RoundId = "a-round", ProjectId = "3", ReportId = "report-3" }]);
        var shown = new ShownMap(MapDrawing.Of(map, new Round()), came, tiles: null, area: "", part => "/map?box=" + part, Said);
        Assert.Equal(
            [
                ("Idea 1", "/rounds/a-round/ideas/1"), ("Idea 2: grant", "/rounds/a-round/ideas/2"),
                ("Idea 3: story of a grant", "/stories/report-3"),
            ],
            shown.Drawing.Spots.Select(spot => (shown.NameOf(spot), shown.LinkOf(spot))));
        Assert.Equal(
            [MapMark.Idea, MapMark.Grant, MapMark.Story], shown.Drawing.Spots.Select(spot => came.MarkOf(spot.Ideas[0])));

        var spread = new MapCluster { RoundId = "a-round", Ideas = 9, Box = Town };
        Assert.Equal("/map?box=5348799,-231201,5351201,-228799", shown.CloserTo(spread));
        var together = new MapCluster
        {
            RoundId = "a-round", Ideas = 9,
            Box = new MapBox { SouthE5 = 5_350_000, NorthE5 = 5_350_000, WestE5 = -230_000, EastE5 = -230_000 },
        };
        Assert.StartsWith("/rounds/a-round/ideas?order=Nearest&near=", shown.CloserTo(together), StringComparison.Ordinal);
        // From a map of grants they lead to grants.
        var grants = new ShownMap(shown.Drawing, came, tiles: null, area: "", part => "/map?box=" + part, Said)
        {
            IsGrantsAlone = roundId => roundId == "a-round",
        };
        Assert.StartsWith("/rounds/a-round/ideas?state=Won&order=Nearest&near=", grants.CloserTo(together), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_maps_are_one_on_which_each_area_is_once_and_nothing_is_lost()
    {
        var first = new RoundMap { Box = Town, Total = 3, Elsewhere = 1, Outlines = { new AreaOutline { AreaCode = "E05000001" } } };
        first.Ideas.Add(Idea("1", won: true));
        first.Clusters.Add(new MapCluster { RoundId = "a-round", Ideas = 2, Box = Town });
        var second = new RoundMap { Box = Town.Clone(), Total = 1, Outlines = { new AreaOutline { AreaCode = "E05000001" } } };
        second.Box.EastE5 = -220_000;
        second.Outlines.Add(new AreaOutline { AreaCode = "E05000002" });
        second.Ideas.Add(Idea("1", won: false));

        var all = TownModel.Together([first, second, new RoundMap()]);
        Assert.Equal((4, 1, 2, 1), (all.Total, all.Elsewhere, all.Ideas.Count, all.Clusters.Count));
        Assert.Equal(["E05000001", "E05000002"], all.Outlines.Select(outline => outline.AreaCode));
        Assert.Equal(new MapBox { SouthE5 = 5_349_000, WestE5 = -231_000, NorthE5 = 5_351_000, EastE5 = -220_000 }, all.Box);
        Assert.Null(TownModel.Together([]).Box);
    }

    [Theory]
    [InlineData(Phase.Listening, false, false)]
    [InlineData(Phase.Accepting, false, true)]
    [InlineData(Phase.Reviewing, false, true)]
    [InlineData(Phase.Balloting, false, true)]
    [InlineData(Phase.Finished, false, true)]
    [InlineData(Phase.Finished, true, false)]
    public void A_round_is_on_the_map_of_all_while_it_has_ideas_or_grants_to_show(Phase phase, bool ended, bool isOnIt) =>
        Assert.Equal(isOnIt, TownModel.IsOnIt(new Round { Phase = phase, EndedWithoutVote = ended }));

    private static Award Award(string idea, AwardState state) => new() { RoundId = "a-round", ProjectId = idea, State = state };

    private static MapIdea Idea(string id, bool won, int east = 0) => new()
    {
        RoundId = "a-round", ProposalId = id, Title = $"Idea {id}", Won = won,
        Place = new IdeaPlace { Point = new MapPoint { LatitudeE5 = 5_350_000, LongitudeE5 = -230_500 + east } },
    };
}
