using System.Globalization;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>An area as it is drawn.</summary>
/// <param name="Path">As SVG has it.</param>
/// <param name="X">Where its name stands, as <paramref name="Y"/>.</param>
public sealed record DrawnArea(string AreaCode, string Name, string Path, double X, double Y);

/// <summary>A number on the map, and beside it: one idea, several at one place, or many that lie close together.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Ideas">None where they are too many to be told one by one.</param>
/// <param name="Cluster">Those that are too many; else null.</param>
public sealed record MapSpot(int Number, double X, double Y, IReadOnlyList<MapIdea> Ideas, MapCluster? Cluster)
{
    /// <summary>What stands beside it is found by this.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"spot-{Number}");
}

/// <summary>What is drawn as the map of a round: everything has its place here, and its number. Pure.</summary>
/// <param name="Spots">In the order of their numbers.</param>
public sealed record MapDrawing(Mercator Projection, IReadOnlyList<DrawnArea> Areas, IReadOnlyList<MapSpot> Spots)
{
    public const int Width = 800;

    // As wide as a number on the map: what lies closer has one number.
    private const double Apart = 26;

    public static MapDrawing Of(RoundMap map, Round round)
    {
        var projection = new Mercator(map.Box, Width);
        var spots = map.Ideas
            .Select(idea => (Idea: idea, At: projection.At(idea.Place.Point.LongitudeE5, idea.Place.Point.LatitudeE5)))
            .GroupBy(one => (Math.Floor(one.At.X / Apart), Math.Floor(one.At.Y / Apart)))
            .Select(group => (group.First().At, Ideas: (IReadOnlyList<MapIdea>)[.. group.Select(one => one.Idea)],
                Cluster: (MapCluster?)null))
            .Concat(map.Clusters.Select(cluster => (
                At: projection.At(
                    (cluster.Box.WestE5 + cluster.Box.EastE5) / 2, (cluster.Box.SouthE5 + cluster.Box.NorthE5) / 2),
                Ideas: (IReadOnlyList<MapIdea>)[], Cluster: (MapCluster?)cluster)));
        return new MapDrawing(
            projection, AreasOf(map.Outlines, round, projection),
            [.. spots.Select((spot, at) => new MapSpot(at + 1, spot.At.X, spot.At.Y, spot.Ideas, spot.Cluster))]);
    }

    /// <summary>The outlines alone.</summary>
    public static IReadOnlyList<DrawnArea> AreasOf(IEnumerable<AreaOutline> outlines, Round round, Mercator projection) =>
    [
        .. outlines.Select(outline =>
        {
            var (x, y) = projection.At(outline.Middle.LongitudeE5, outline.Middle.LatitudeE5);
            return new DrawnArea(
                outline.AreaCode, Phases.AreaName(round, outline.AreaCode),
                string.Concat(outline.Rings.Select(ring => PathOf(ring, projection))), x, y);
        }),
    ];

    // What falls on the same point of the drawing is drawn once.
    private static string PathOf(OutlineRing ring, Mercator projection)
    {
        var points = new List<(int X, int Y)>();
        for (var at = 0; at + 1 < ring.AlongE5.Count; at += 2)
        {
            var (x, y) = projection.At(ring.AlongE5[at], ring.AlongE5[at + 1]);
            var point = ((int)Math.Round(x), (int)Math.Round(y));
            if (points.Count == 0 || points[^1] != point)
            {
                points.Add(point);
            }
        }

        return points.Count < 3 ? ""
            : "M" + string.Join('L', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X} {point.Y}"))) + "Z";
    }
}
