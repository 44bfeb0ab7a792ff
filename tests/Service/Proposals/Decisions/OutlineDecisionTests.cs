using System.Text;
using Participatory.Platform.Calls;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Outlines;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>What is read of a file with outlines, and how much of it is kept.</summary>
public sealed class OutlineDecisionTests
{
    [Fact]
    public void What_nobody_sees_is_left_out_and_corners_stay()
    {
        // A square with a thousand points on each side that lie a little off it.
        var ring = new List<(int Longitude, int Latitude)>();
        for (var n = 0; n < 1_000; n++)
        {
            ring.Add((n * 100, n % 2));
        }

        for (var n = 0; n < 1_000; n++)
        {
            ring.Add((100_000 - (n % 2), n * 100));
        }

        ring.AddRange([(100_000, 100_000), (0, 100_000)]);
        long spent = 0;
        var simple = Shape.Simple(ring, tolerance: 60, shorter: 1, ref spent);
        Assert.NotNull(simple);
        Assert.InRange(simple.Count, 4, 6);
        Assert.Subset(simple.ToHashSet(), new HashSet<(int, int)> { (0, 0), (100_000, 100_000), (0, 100_000) });
        Assert.InRange(spent, 1, 100_000);
        Assert.Equal((50_000, 50_000), Shape.Middle([(0, 0), (100_000, 0), (100_000, 100_000), (0, 100_000)]));
        Assert.Empty(Shape.Simple([(0, 0), (1, 1)], 1, 1, ref spent)!);
    }

    [Fact]
    public void An_outline_keeps_few_points_however_many_come_and_its_largest_part_first()
    {
        var circle = string.Join(',', Enumerable.Range(0, 20_001).Select(n => n % 20_000 * Math.PI / 10_000).Select(angle =>
            FormattableString.Invariant($"[{-2.3 + (0.05 * Math.Cos(angle)):0.#####},{53.5 + (0.05 * Math.Sin(angle)):0.#####}]")));
        var outline = Assert.Single(Read($$"""
            {"features":[{"geometry":{"coordinates":[[[[-2.5,53.5],[-2.49,53.5],[-2.49,53.51],[-2.5,53.5]]],[[{{circle}}]]],
            "type":"MultiPolygon"},"properties":{"id":7,"code":"A"},"type":"Feature"}],"type":"FeatureCollection"}
            """));
        var rings = outline.Rings.Split(';');
        Assert.Equal(2, rings.Length);
        Assert.InRange(rings.Sum(ring => ring.Split(' ').Length / 2), 10, GeoJsonOutlines.MostKept);
        Assert.True(rings[0].Length > rings[1].Length, "The small part comes first.");
        Assert.InRange(outline.MiddleLatitude, 5_349_990, 5_350_010);
    }

    [Fact]
    public void More_features_and_more_points_than_a_file_may_have_are_refused()
    {
        string[] many = [.. Enumerable.Range(0, GeoJsonOutlines.MaxFeatures + 1).Select(n => Placed.Square($"A{n}"))];
        Assert.Equal(GeoJsonOutlines.MaxFeatures, Read(Placed.Collection(many[1..]), [.. many.Select((_, n) => $"A{n}")]).Count);
        Assert.Equal("OUTLINES_TOO_MANY", Refused(Placed.Collection(many), [.. many.Select((_, n) => $"A{n}")]));
        var points = string.Join(',', Enumerable.Range(0, GeoJsonOutlines.MaxPoints + 1).Select(n => $"[{n % 100},{n % 50}]"));
        Assert.Equal("OUTLINES_TOO_FINE", Refused(
            $$$"""{"features":[{"geometry":{"type":"Polygon","coordinates":[[{{{points}}}]]},"properties":{"code":"A"}}]}""", ["A"]));
        Assert.Equal("OUTLINES_UNREADABLE", Refused("""{"features":[{"geometry":""", ["A"]));
    }

    [Fact]
    public void What_is_drawn_is_the_area_or_all_outlines_or_all_ideas()
    {
        var outlines = new[] { Square("A", 0), Square("B", 4_000) };
        var ideas = new GetMap.FieldRow { Ideas = 1, South = 5, North = 5, West = 7, East = 7 };
        Assert.Equal(new MapBox { SouthE5 = -50, WestE5 = 3_950, NorthE5 = 2_050, EastE5 = 6_050 }, GetMap.BoxOf(outlines, "B", ideas));
        Assert.Equal(new MapBox { SouthE5 = -50, WestE5 = -150, NorthE5 = 2_050, EastE5 = 6_150 }, GetMap.BoxOf(outlines, "", ideas));
        Assert.Equal(new MapBox { SouthE5 = -295, WestE5 = -293, NorthE5 = 305, EastE5 = 307 }, GetMap.BoxOf(outlines, "C", ideas));
        Assert.Null(GetMap.BoxOf([], "", new GetMap.FieldRow()));
        Assert.False(GetMap.IsOfThisWorld(new MapBox()));
        Assert.False(GetMap.IsOfThisWorld(new MapBox { NorthE5 = 9_000_001, EastE5 = 1 }));
        Assert.True(GetMap.IsOfThisWorld(new MapBox { NorthE5 = 1, EastE5 = 1 }));
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(6_000_000, 500)]
    [InlineData(-6_000_000, 500)]
    [InlineData(9_000_000, 0)]
    public void A_degree_of_longitude_is_shorter_the_farther_from_the_equator(int latitude, long shorter) =>
        Assert.Equal(shorter, ListFoundProposals.Shorter(new MapPoint { LatitudeE5 = latitude }));

    private static OutlineRow Square(string code, int west) =>
        OutlineRow.Of(code, [[(west, 0), (west + 2_000, 0), (west + 2_000, 2_000), (west, 2_000)]]);

    private static IReadOnlyList<OutlineRow> Read(string file, IReadOnlyList<string>? codes = null) =>
        GeoJsonOutlines.Read(Encoding.UTF8.GetBytes(file), codes ?? ["A"]);

    private static string Refused(string file, IReadOnlyList<string> codes) =>
        Assert.Throws<Refusal>(() => Read(file, codes)).Fields[0].Reason.Name;
}
