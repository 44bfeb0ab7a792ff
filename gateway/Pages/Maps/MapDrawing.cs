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

    // Of the names of areas, in points: half as wide as a letter, how far their middle is above their line, how near a number covers them,
    // and in how many steps of what size they make room for it.
    private const double HalfLetter = 4.5;
    private const double MiddleOfLetters = 4;
    private const double Covered = 28;
    private const double HalfStep = 6;
    private const int MostSteps = 20;

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

        var numbered = spots.Select((spot, at) => new MapSpot(at + 1, spot.At.X, spot.At.Y, spot.Ideas, spot.Clusters)).ToList();
        var areas = AreasOf(map.Outlines, round, projection).Zip(
            map.Outlines, (area, outline) => area with { Y = FreeY(area, outline, projection, numbered) });
        return new MapDrawing(projection, [.. areas], numbered);
    }

    // A name stands in the middle of its area, or as near above or below as no number covers it; where nothing is free, in the middle.
    private static double FreeY(DrawnArea area, AreaOutline outline, Mercator projection, IReadOnlyList<MapSpot> spots)
    {
        var near = spots.Where(spot => Math.Abs(spot.X - area.X) < (area.Name.Length * HalfLetter) + (Apart / 2)).ToList();
        for (var step = 0; step <= MostSteps; step++)
        {
            var y = area.Y + (step % 2 == 0 ? step * HalfStep : -(step + 1) * HalfStep);
            if (!near.Exists(spot => Math.Abs(spot.Y - (y - MiddleOfLetters)) < Covered)
                && (step == 0 || IsIn(outline, projection.PointAt(area.X, y))))
            {
                return y;
            }
        }

        return area.Y;
    }

    // By how often a line to the east crosses the outline.
    private static bool IsIn(AreaOutline outline, MapPoint point)
    {
        var isIn = false;
        foreach (var along in outline.Rings.Select(ring => ring.AlongE5))
        {
            var last = along.Count - 2;
            for (var at = 0; at + 1 < along.Count; at += 2)
            {
                var (east, north) = ((double)along[at], (double)along[at + 1]);
                var (lastEast, lastNorth) = ((double)along[last], (double)along[last + 1]);
                if ((north > point.LatitudeE5) != (lastNorth > point.LatitudeE5)
                    && point.LongitudeE5 < east + ((lastEast - east) * (point.LatitudeE5 - north) / (lastNorth - north)))
                {
                    isIn = !isIn;
                }

                last = at;
            }
        }

        return isIn;
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
