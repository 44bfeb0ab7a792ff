using System.Globalization;
using Google.Protobuf;
using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>
/// An officer brings the outlines of the areas, and each idea has its place. The town is invented, and so lies where nobody lives: at sea.
/// </summary>
internal static class DrawingAreas
{
    private const double West = 2.80, South = 52.00, Wide = 0.02, High = 0.018;

    private const int OnEachSide = 12;

    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        // A published election says nothing of it.
        script.ImportedFrom.Length > 0 ? Task.CompletedTask
        : stages.Play("An officer loads the outlines of the areas", 1, async step =>
        {
            using var call = doors.Officer.Proposals.ImportOutlines(cancellationToken: cancellation);
            await call.RequestStream.WriteAsync(
                new ImportOutlinesRequest
                {
                    RequestId = script.Id("outlines"), RoundId = script.RoundId, Content = ByteString.CopyFromUtf8(File(script)),
                },
                cancellation);
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
            step();
        });

    /// <summary>Where an idea is; now and then nobody said, as in life.</summary>
    public static IdeaPlace? PlaceOf(Script script, int at)
    {
        if (script.ImportedFrom.Length > 0 || at % 5 == 4)
        {
            return null;
        }

        var area = script.Areas.Index().First(one => one.Item.Code == script.Ideas[at].Area);
        // Around the middle of the area, each a little farther along.
        var (longitude, latitude) = (
            West + ((area.Index + 0.5) * Wide) + (0.3 * Wide * Math.Cos(at * 2.4)), South + (High / 2) + (0.3 * High * Math.Sin(at * 2.4)));
        return new IdeaPlace
        {
            PlaceWords = at == 0 ? "Beside the old pond" : "",
            Point = new MapPoint { LatitudeE5 = (int)Math.Round(latitude * 100_000), LongitudeE5 = (int)Math.Round(longitude * 100_000) },
        };
    }

    private static string File(Script script) => $$"""
        {"type":"FeatureCollection","features":[{{string.Join(',', script.Areas.Index().Select(area => Feature(area.Index, area.Item)))}}]}
        """;

    // Neighbours share a border, so both go the same way along it.
    private static string Feature(int index, ScriptArea area)
    {
        var points = Enumerable.Range(0, OnEachSide + 1).Select(step => Border(index, step))
            .Concat(Enumerable.Range(0, OnEachSide + 1).Reverse().Select(step => Border(index + 1, step))).ToList();
        return $$"""
            {"type":"Feature","properties":{"code":{{System.Text.Json.JsonSerializer.Serialize(area.Code)}}},
            "geometry":{"type":"Polygon","coordinates":[[{{string.Join(',', points.Append(points[0]))}}]]} }
            """;
    }

    private static string Border(int index, int step) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{West + (index * Wide) + (0.1 * Wide * Math.Sin((step * 0.9) + index)):0.#####},{South + (High * step / OnEachSide):0.#####}]");
}
