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
/// <param name="Ideas">Those that are told one by one.</param>
/// <param name="Clusters">Those that are too many for that.</param>
public sealed record MapSpot(int Number, double X, double Y, IReadOnlyList<MapIdea> Ideas, IReadOnlyList<MapCluster> Clusters)
{
    /// <summary>How many ideas there are.</summary>
    public int Count => Ideas.Count + Clusters.Sum(cluster => cluster.Ideas);

    /// <summary>What stands beside it is found by this.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"spot-{Number}");
}

/// <summary>What is drawn as the map of a round: everything has its place here, and its number. Pure.</summary>
/// <param name="Spots">In the order of their numbers.</param>
public sealed record MapDrawing(Mercator Projection, IReadOnlyList<DrawnArea> Areas, IReadOnlyList<MapSpot> Spots)
{
    /// <summary>So wide that a number is large enough for a finger where the drawing is as narrow as the smallest screen.</summary>
    public const int Width = 480;

    // A little more than a number is wide: what lies closer has one number, so that none covers another.
    private const double Apart = 44;

    public static MapDrawing Of(RoundMap map, Round round)
    {
        var projection = new Mercator(map.Box, Width);
        var spots = new List<((double X, double Y) At, List<MapIdea> Ideas, List<MapCluster> Clusters)>();
        foreach (var idea in map.Ideas)
        {
            Near(spots, projection.At(idea.Place.Point.LongitudeE5, idea.Place.Point.LatitudeE5)).Ideas.Add(idea);
        }

        foreach (var cluster in map.Clusters)
        {
            var (longitude, latitude) = (
                (cluster.Box.WestE5 + cluster.Box.EastE5) / 2, (cluster.Box.SouthE5 + cluster.Box.NorthE5) / 2);
            Near(spots, projection.At(longitude, latitude)).Clusters.Add(cluster);
        }

        return new MapDrawing(
            projection, AreasOf(map.Outlines, round, projection),
            [.. spots.Select((spot, at) => new MapSpot(at + 1, spot.At.X, spot.At.Y, spot.Ideas, spot.Clusters))]);
    }

    // The first spot that is so close, or else a new one.
    private static (List<MapIdea> Ideas, List<MapCluster> Clusters) Near(
        List<((double X, double Y) At, List<MapIdea> Ideas, List<MapCluster> Clusters)> spots, (double X, double Y) at)
    {
        foreach (var spot in spots)
        {
            if (Math.Sqrt(((spot.At.X - at.X) * (spot.At.X - at.X)) + ((spot.At.Y - at.Y) * (spot.At.Y - at.Y))) < Apart)
            {
                return (spot.Ideas, spot.Clusters);
            }
        }

        var (ideas, clusters) = (new List<MapIdea>(), new List<MapCluster>());
        spots.Add((at, ideas, clusters));
        return (ideas, clusters);
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
