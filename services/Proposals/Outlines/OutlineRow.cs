using System.Globalization;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Outlines;

/// <summary>The outline of an area, as it is stored: no finer than what is drawn of it.</summary>
internal sealed record OutlineRow
{
    private const string Columns = "area_code, south, west, north, east, middle_latitude, middle_longitude, rings";

    private static readonly Sql Select = new($"SELECT {Columns} FROM area_outline WHERE area_code = @areaCode");

    private static readonly Sql SelectOfRound = new($"""
        SELECT {Columns} FROM area_outline WHERE area_code IN (SELECT area.area_code FROM area WHERE area.round_id = @roundId)
        ORDER BY area_code
        """);

    private static readonly Sql Delete = new("DELETE FROM area_outline WHERE area_code = @AreaCode");

    private static readonly Sql Insert = new($"""
        INSERT INTO area_outline ({Columns}, imported_by, imported_at)
        VALUES (@AreaCode, @South, @West, @North, @East, @MiddleLatitude, @MiddleLongitude, @Rings, @ImportedBy, @ImportedAt)
        """);

    public string AreaCode { get; init; } = "";
    public int South { get; init; }
    public int West { get; init; }
    public int North { get; init; }
    public int East { get; init; }
    public int MiddleLatitude { get; init; }
    public int MiddleLongitude { get; init; }

    /// <summary>Longitude and latitude by turns, with spaces between them; a semicolon between rings.</summary>
    public string Rings { get; init; } = "";

    public string ImportedBy { get; init; } = "";
    public DateTimeOffset ImportedAt { get; init; }

    public MapPoint Middle => new() { LatitudeE5 = MiddleLatitude, LongitudeE5 = MiddleLongitude };

    public MapBox Box => new() { SouthE5 = South, WestE5 = West, NorthE5 = North, EastE5 = East };

    /// <summary>Null where nobody has drawn it.</summary>
    public static Task<OutlineRow?> LoadOrNull(Session session, string areaCode) => session.One<OutlineRow>(Select, new { areaCode });

    /// <summary>Those that a round's areas have.</summary>
    public static Task<IReadOnlyList<OutlineRow>> Load(Session session, string roundId) =>
        session.Many<OutlineRow>(SelectOfRound, new { roundId });

    /// <summary>Each in the place of the one that was there before.</summary>
    public static async Task Keep(Transaction transaction, IReadOnlyList<OutlineRow> outlines)
    {
        await transaction.Execute(Delete, outlines);
        await transaction.Execute(Insert, outlines);
    }

    /// <summary>The area with these rings, of which the first is the largest. Pure.</summary>
    public static OutlineRow Of(string areaCode, IReadOnlyList<IReadOnlyList<(int Longitude, int Latitude)>> rings)
    {
        var (longitude, latitude) = Shape.Middle(rings[0]);
        var all = rings.SelectMany(ring => ring).ToList();
        return new OutlineRow
        {
            AreaCode = areaCode,
            South = all.Min(point => point.Latitude),
            West = all.Min(point => point.Longitude),
            North = all.Max(point => point.Latitude),
            East = all.Max(point => point.Longitude),
            MiddleLatitude = latitude,
            MiddleLongitude = longitude,
            Rings = string.Join(';', rings.Select(ring => string.Join(
                ' ', ring.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Longitude} {point.Latitude}"))))),
        };
    }

    public AreaOutline ToMessage()
    {
        var outline = new AreaOutline { AreaCode = AreaCode, Middle = Middle, Box = Box };
        foreach (var ring in Rings.Split(';'))
        {
            outline.Rings.Add(new OutlineRing
            {
                AlongE5 = { ring.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)) },
            });
        }

        return outline;
    }
}
