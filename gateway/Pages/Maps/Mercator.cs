using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>
/// Where a point of the earth lies on a drawing, by the projection that maps on the web have (Web Mercator, EPSG:3857), so that tiles of
/// others fit under it. Pure.
/// </summary>
public sealed class Mercator
{
    // From where on nothing is drawn.
    private const double Northernmost = 85.05;

    private readonly double left;
    private readonly double top;

    /// <param name="box">All of it is in sight, in the middle.</param>
    /// <param name="width">Of the drawing, in points.</param>
    public Mercator(MapBox box, int width)
    {
        var (west, north) = World(box.WestE5, box.NorthE5);
        var (east, south) = World(box.EastE5, box.SouthE5);
        var (wide, high) = (Math.Max(east - west, double.Epsilon), Math.Max(south - north, double.Epsilon));
        Width = width;
        OfWorld = Math.Min(width / wide, width * 1.25 / high);
        Height = Math.Max(width / 4, (int)Math.Round(high * OfWorld));
        left = west - (((width / OfWorld) - wide) / 2);
        top = north - (((Height / OfWorld) - high) / 2);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>How wide the whole world would be, in points of the drawing.</summary>
    public double OfWorld { get; }

    /// <summary>From the upper left corner, in points.</summary>
    public (double X, double Y) At(int longitudeE5, int latitudeE5)
    {
        var (x, y) = World(longitudeE5, latitudeE5);
        return ((x - left) * OfWorld, (y - top) * OfWorld);
    }

    /// <summary>The same the other way: what somebody points at.</summary>
    public MapPoint PointAt(double x, double y)
    {
        var (worldX, worldY) = (left + (x / OfWorld), top + (y / OfWorld));
        var latitude = 90 - (360 * Math.Atan(Math.Exp((worldY - 0.5) * 2 * Math.PI)) / Math.PI);
        return new MapPoint
        {
            LatitudeE5 = (int)Math.Round(latitude * 100_000),
            LongitudeE5 = (int)Math.Round(Math.Clamp((worldX * 360) - 180, -180, 180) * 100_000),
        };
    }

    /// <summary>Which tiles lie under it, with their corners.</summary>
    public IReadOnlyList<MapTile> Tiles()
    {
        var zoom = Math.Clamp((int)Math.Ceiling(Math.Log2(OfWorld / MapTile.Side)), 0, MapTile.Deepest);
        var (across, size) = (1 << zoom, OfWorld / (1 << zoom));
        var tiles = new List<MapTile>();
        for (var y = Math.Max(0, (int)(top * across)); y < across && ((double)y / across) - top < Height / OfWorld; y++)
        {
            for (var x = Math.Max(0, (int)(left * across)); x < across && ((double)x / across) - left < Width / OfWorld; x++)
            {
                tiles.Add(new MapTile(
                    zoom, x, y, (((double)x / across) - left) * OfWorld, (((double)y / across) - top) * OfWorld, size));
            }
        }

        return tiles;
    }

    // From the upper left corner of the world, which is 1 wide and 1 high.
    private static (double X, double Y) World(int longitudeE5, int latitudeE5)
    {
        var sine = Math.Sin(Math.Clamp(latitudeE5 / 100_000.0, -Northernmost, Northernmost) * Math.PI / 180);
        return (((longitudeE5 / 100_000.0) + 180) / 360, 0.5 - (Math.Log((1 + sine) / (1 - sine)) / (4 * Math.PI)));
    }
}

/// <summary>A picture of a part of the world, as servers of tiles have them.</summary>
/// <param name="Left">Its upper left corner on the drawing, as <paramref name="Top"/>.</param>
/// <param name="Size">How wide and high it is drawn.</param>
public sealed record MapTile(int Zoom, int X, int Y, double Left, double Top, double Size)
{
    /// <summary>Of a tile as it is served, in points.</summary>
    public const int Side = 256;

    /// <summary>Nobody has finer ones everywhere.</summary>
    public const int Deepest = 18;
}
