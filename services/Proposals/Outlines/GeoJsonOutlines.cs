using System.Globalization;
using System.Text.Json;
using Participatory.Platform.Calls;
using Participatory.Words;

namespace Participatory.Proposals.Outlines;

/// <summary>
/// Reads outlines of areas from GeoJSON (RFC 7946): a FeatureCollection of polygons in degrees, of which each names the code of an area in
/// any of its properties. One feature after the other is read, so that no more than one is in memory as a tree. All of it can be used, or
/// each feature that cannot is named with its reason. Pure.
/// </summary>
internal sealed class GeoJsonOutlines
{
    public const int MaxFeatures = 500;

    /// <summary>Of all features together.</summary>
    public const int MaxPoints = 200_000;

    /// <summary>As many points as an outline keeps.</summary>
    public const int MostKept = 400;

    /// <summary>How many faults are named one by one.</summary>
    public const int MostFaults = 100;

    // An outline is drawn no wider than so many points of a screen; what is finer than one of them nobody sees.
    private const double Drawn = 800;

    private const int LongestNamed = 40;

    private readonly HashSet<string> areaCodes;
    private readonly List<Fault> faults = [];
    private readonly Dictionary<string, OutlineRow> found = new(StringComparer.Ordinal);
    private readonly List<OutlineRow> inOrder = [];
    private int features;
    private int points;
    private long spent;

    private GeoJsonOutlines(IEnumerable<string> areaCodes) => this.areaCodes = areaCodes.ToHashSet(StringComparer.Ordinal);

    /// <summary>The outlines, in the order of the file.</summary>
    /// <param name="areaCodes">That features can name.</param>
    /// <exception cref="Refusal">Some features are at fault, or the file is.</exception>
    public static IReadOnlyList<OutlineRow> Read(ReadOnlySpan<byte> file, IEnumerable<string> areaCodes)
    {
        var reading = new GeoJsonOutlines(areaCodes);
        try
        {
            reading.Collection(file);
        }
        catch (JsonException)
        {
            reading.Add(ProposalsReasons.OutlinesUnreadable);
        }
        catch (InvalidOperationException)
        {
            // A text in it is none in UTF-8.
            reading.Add(ProposalsReasons.OutlinesUnreadable);
        }

        if (reading.features == 0 && reading.faults.Count == 0)
        {
            reading.Add(ProposalsReasons.OutlinesEmpty);
        }

        reading.Check();
        return reading.inOrder;
    }

    private void Collection(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var json = new Utf8JsonReader(file.StartsWith(mark) ? file[mark.Length..] : file);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isList = json.ValueTextEquals("features");
            json.Read();
            if (!isList || json.TokenType != JsonTokenType.StartArray)
            {
                json.Skip();
            }
            else if (!Features(ref json))
            {
                return;
            }
        }
    }

    /// <returns>False where nothing after it is read.</returns>
    private bool Features(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (++features > MaxFeatures)
            {
                Add(ProposalsReasons.OutlinesTooMany, ("max", MaxFeatures));
                return false;
            }

            var problem = FaultOf(JsonElement.ParseValue(ref json), out var named);
            if (points > MaxPoints)
            {
                Add(ProposalsReasons.OutlinesTooFine, ("max", MaxPoints));
                return false;
            }

            if (problem is not null)
            {
                Add(problem, ("number", features), ("found", Short(named)));
            }
        }

        return true;
    }

    // What is wrong with a feature; where nothing is, it stands among those that were found.
    private Reason? FaultOf(JsonElement feature, out string named)
    {
        named = "";
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry))
        {
            return ProposalsReasons.OutlineNoFeature;
        }

        if (AreaOf(feature) is not { } areaCode)
        {
            return ProposalsReasons.OutlineNoArea;
        }

        named = areaCode;
        if (found.ContainsKey(areaCode))
        {
            return ProposalsReasons.OutlineTwice;
        }

        var rings = new List<IReadOnlyList<(int Longitude, int Latitude)>>();
        if (RingsOf(geometry, rings) is { } reason)
        {
            return reason;
        }

        if (Simple(rings) is not { Count: > 0 } simple)
        {
            return ProposalsReasons.OutlineNoShape;
        }

        var outline = OutlineRow.Of(areaCode, simple);
        found.Add(areaCode, outline);
        inOrder.Add(outline);
        return null;
    }

    private string? AreaOf(JsonElement feature)
    {
        if (!feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in properties.EnumerateObject())
        {
            var value = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.Number => property.Value.GetRawText(),
                _ => null,
            };
            if (value is not null && areaCodes.Contains(value))
            {
                return value;
            }
        }

        return null;
    }

    private Reason? RingsOf(JsonElement geometry, List<IReadOnlyList<(int Longitude, int Latitude)>> rings)
    {
        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String || !geometry.TryGetProperty("coordinates", out var coordinates)
            || coordinates.ValueKind != JsonValueKind.Array)
        {
            return ProposalsReasons.OutlineNoPolygon;
        }

        return type.GetString() switch
        {
            "Polygon" => PolygonOf(coordinates, rings),
            "MultiPolygon" => coordinates.EnumerateArray().Select(polygon => PolygonOf(polygon, rings))
                .FirstOrDefault(reason => reason is not null),
            _ => ProposalsReasons.OutlineNoPolygon,
        };
    }

    private Reason? PolygonOf(JsonElement polygon, List<IReadOnlyList<(int Longitude, int Latitude)>> rings)
    {
        if (polygon.ValueKind != JsonValueKind.Array)
        {
            return ProposalsReasons.OutlineNoPolygon;
        }

        foreach (var line in polygon.EnumerateArray())
        {
            if (line.ValueKind != JsonValueKind.Array)
            {
                return ProposalsReasons.OutlineNoPolygon;
            }

            var ring = new List<(int Longitude, int Latitude)>();
            foreach (var position in line.EnumerateArray())
            {
                // There is no use in more of them; the file is refused for it.
                if (++points > MaxPoints)
                {
                    return ProposalsReasons.OutlineNoShape;
                }

                if (PointOf(position) is not { } point)
                {
                    return ProposalsReasons.OutlineNoDegrees;
                }

                if (ring.Count == 0 || ring[^1] != point)
                {
                    ring.Add(point);
                }
            }

            // The last point of a line that is closed is the first one again.
            if (ring.Count > 1 && ring[^1] == ring[0])
            {
                ring.RemoveAt(ring.Count - 1);
            }

            rings.Add(ring);
        }

        return null;
    }

    private static (int Longitude, int Latitude)? PointOf(JsonElement position) =>
        position.ValueKind == JsonValueKind.Array && position.GetArrayLength() >= 2
            && position[0].ValueKind == JsonValueKind.Number && position[0].TryGetDouble(out var longitude)
            && position[1].ValueKind == JsonValueKind.Number && position[1].TryGetDouble(out var latitude)
            && Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90
            ? ((int)Math.Round(longitude * 100_000), (int)Math.Round(latitude * 100_000)) : null;

    /// <summary>The rings of which something is seen where the area is drawn as large as it can be, the largest first; null where that is
    /// too much work.</summary>
    private List<IReadOnlyList<(int Longitude, int Latitude)>>? Simple(List<IReadOnlyList<(int Longitude, int Latitude)>> rings)
    {
        var all = rings.SelectMany(ring => ring).ToList();
        if (all.Count == 0)
        {
            return [];
        }

        var (south, north) = (all.Min(point => point.Latitude), all.Max(point => point.Latitude));
        var wide = all.Max(point => point.Longitude) - all.Min(point => point.Longitude);
        var shorter = Math.Cos((south + ((north - south) / 2.0)) / 100_000 * Math.PI / 180);
        for (var tolerance = Math.Max(wide * shorter, north - south) / Drawn / 2; ; tolerance *= 2)
        {
            var simple = new List<IReadOnlyList<(int Longitude, int Latitude)>>();
            foreach (var ring in rings)
            {
                if (Shape.Simple(ring, tolerance, shorter, ref spent) is not { } kept)
                {
                    return null;
                }

                if (kept.Count >= 3)
                {
                    simple.Add(kept);
                }
            }

            if (simple.Sum(ring => ring.Count) <= MostKept)
            {
                return [.. simple.OrderByDescending(Shape.Twice)];
            }

            // What is left of them is looked at again with less care.
            rings = simple;
        }
    }

    private void Add(Reason reason, params IReadOnlyList<Value> values) => faults.Add(new Fault("content", reason, values));

    // The first by name, the others as a number, so that the answer stays readable.
    private void Check()
    {
        if (faults.Count == 0)
        {
            return;
        }

        var told = faults.Take(MostFaults).ToList();
        if (faults.Count > told.Count)
        {
            told.Add(new Fault("content", ProposalsReasons.OutlineFaultsMore, [("count", faults.Count - told.Count)]));
        }

        throw new Refusal(ProposalsReasons.OutlinesAtFault, [("count", faults.Count)], told);
    }

    private static string Short(string text) => text.Length > LongestNamed ? text[..LongestNamed] + "…" : text;
}
