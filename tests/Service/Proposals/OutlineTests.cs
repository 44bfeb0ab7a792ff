using Participatory.Contracts.Voting;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Outlines of areas from a file, and the map of a round.</summary>
public sealed class OutlineTests
{
    [Theory, EveryDatabase]
    public async Task A_file_is_looked_at_first_and_saved_once_and_takes_the_place_of_what_was_there(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var file = Placed.Collection(Placed.Square(Council.Elm), Placed.Square(Council.Oak, west: -2.29));
        var looked = await council.Outline(file, look: true);
        Assert.Equal([Council.Elm, Council.Oak], looked.Outlines.Select(outline => outline.AreaCode));
        Assert.False(looked.Saved);
        Assert.Empty((await council.Map()).Outlines);

        var id = Council.NewRequest();
        var saved = await council.Outline(file, requestId: id);
        Assert.Equal((true, 0), (saved.Saved, saved.Replaced));
        Assert.Equal(saved, await council.Outline(file, requestId: id));
        var map = await council.Map();
        Assert.Equal(looked.Outlines, map.Outlines);
        var elm = map.Outlines[0];
        Assert.Equal(
            (5_349_000, -231_000, 5_351_000, -229_000), (elm.Box.SouthE5, elm.Box.WestE5, elm.Box.NorthE5, elm.Box.EastE5));
        Assert.Equal((5_350_000, -230_000), (elm.Middle.LatitudeE5, elm.Middle.LongitudeE5));

        Assert.Equal(1, (await council.Outline(Placed.Collection(Placed.Square(Council.Oak, west: -2.2)))).Replaced);
        Assert.Equal(-220_000, (await council.Map()).Outlines[1].Box.WestE5);
        // Another round with the area has it, too.
        await council.Make(Council.Draft("another-2026"));
        Assert.Equal(2, (await council.As(People.Nobody).GetMapAsync(new() { RoundId = "another-2026" })).Outlines.Count);
    }

    [Theory, EveryDatabase]
    public async Task Every_feature_that_cannot_be_used_is_named_and_nothing_is_saved(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var failure = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => council.Outline(Placed.Collection(
            Placed.Square(Council.Elm), Placed.Square("E99"), Placed.Square(Council.Elm), "{}", "7",
            Placed.Square(Council.Oak, west: 400_000), Placed.Square(Council.Oak).Replace("Polygon", "Point", StringComparison.Ordinal),
            Placed.Square(Council.Oak, side: 0))));
        Assert.Equal("OUTLINES_AT_FAULT", failure.Reason());
        Assert.Equal(
            ["NO_AREA", "TWICE", "NO_FEATURE", "NO_DEGREES", "NO_POLYGON", "NO_SHAPE"],
            AnyCall.Faults(failure).Select(fault => fault.Reason.Replace("OUTLINE_", "", StringComparison.Ordinal)));
        foreach (var file in (string[])["", "{", "[]", "{}", """{"features":[]}"""])
        {
            await Council.Refused("OUTLINES_AT_FAULT", () => council.Outline(file), "content");
        }

        await Council.Refused(
            "AREA_OF_OTHERS", () => council.Outline(Placed.Collection(Placed.Square(Council.Oak)), People.Olu));
        Assert.Empty((await council.Map()).Outlines);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_bring_outlines_at_once_both_are_kept(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Task.WhenAll(
            council.Outline(Placed.Collection(Placed.Square(Council.Elm), Placed.Square(Council.Oak))),
            council.Outline(Placed.Collection(Placed.Square(Council.Oak), Placed.Square(Council.Elm)), People.Noor));
        Assert.Equal(2, await council.Ask<long>("SELECT COUNT(*) FROM area_outline"));
    }

    [Theory, EveryDatabase]
    public async Task A_map_shows_ideas_in_its_part_counts_the_others_and_lists_those_that_are_nowhere(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose(idea: Placed.Idea("Benches", words: "By the pond"));
        await council.Propose(idea: Placed.Idea("Swings", north: 100_000, area: Council.Oak));
        await council.Propose();
        var map = await council.Map();
        Assert.Equal((2, 0, 1), (map.Total, map.Elsewhere, map.TotalWithoutPoint));
        Assert.Equal("3", Assert.Single(map.WithoutPoint).ProposalId);

        await council.Outline(Placed.Collection(Placed.Square(Council.Elm)));
        map = await council.Map();
        Assert.Equal(("1", 1, 1), (Assert.Single(map.Ideas).ProposalId, map.Total, map.Elsewhere));
        map = await council.Map(Council.Elm);
        Assert.Equal((1, 0, 1), (map.Total, map.Elsewhere, map.TotalWithoutPoint));
        var box = new MapBox { SouthE5 = 5_440_000, WestE5 = -240_000, NorthE5 = 5_460_000, EastE5 = -220_000 };
        Assert.Equal("2", Assert.Single((await council.Map(box: box)).Ideas).ProposalId);
        (box.SouthE5, box.NorthE5) = (box.NorthE5, box.SouthE5);
        await Council.Refused("INVALID_REQUEST", () => council.Map(box: box), "box");
    }

    [Theory, EveryDatabase]
    public async Task A_map_of_grants_has_what_was_chosen_and_nothing_else(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose(idea: Placed.Idea("Benches"));
        await council.Propose(idea: Placed.Idea("Swings", north: 1000));
        await council.Propose();
        foreach (var id in (string[])["1", "2", "3"])
        {
            await council.Cost(id, 100);
        }

        await council.Release(Council.Elm, 1000);
        await council.Advance(Phase.Reviewing);
        await council.Publish();
        await council.Declare(
            new ProjectDeclared("1", "Benches", 10_000, 5, Won: true),
            new ProjectDeclared("2", "Swings", 10_000, 1, Won: false, new(LossReasons.NoVotes)),
            new ProjectDeclared("3", "Benches by the pond", 10_000, 4, Won: true));

        var grants = await council.As(People.Nobody).GetMapAsync(new() { RoundId = Council.RoundId, OnlyChosen = true });
        var benches = Assert.Single(grants.Ideas);
        Assert.Equal((Council.RoundId, "1", true), (benches.RoundId, benches.ProposalId, benches.Won));
        Assert.Equal((1, 0, 1), (grants.Total, grants.Elsewhere, grants.TotalWithoutPoint));
        Assert.Equal("3", Assert.Single(grants.WithoutPoint).ProposalId);
        Assert.Equal((2, 1), ((await council.Map()).Total, (await council.Map()).TotalWithoutPoint));
    }

    [Theory, EveryDatabase]
    public async Task Many_ideas_are_laid_on_a_grid_and_none_is_lost(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose(People.Grace, Placed.Idea("Alone", north: 90_000, east: 90_000));
        // More than a resident sends in within an hour.
        for (var n = 0; n < 101; n++)
        {
            await council.Propose(People.Grace, Placed.Idea($"Idea {n}", north: n % 2, east: n % 3));
        }

        var map = await council.Map();
        Assert.Equal("1", Assert.Single(map.Ideas).ProposalId);
        var cluster = Assert.Single(map.Clusters);
        Assert.Equal(Council.RoundId, cluster.RoundId);
        Assert.Equal((102, 101, 1, 2), (map.Total, cluster.Ideas, cluster.Box.NorthE5 - cluster.Box.SouthE5,
            cluster.Box.EastE5 - cluster.Box.WestE5));
        Assert.Empty((await council.As(People.Nobody).GetMapAsync(new() { RoundId = Council.RoundId, OnlyOutlines = true })).Ideas);
    }
}
