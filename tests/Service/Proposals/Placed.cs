using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Ideas with places, and files with outlines.</summary>
internal static class Placed
{
    /// <summary>A point by the pond of an invented town.</summary>
    public static MapPoint Pond => new() { LatitudeE5 = 5_350_000, LongitudeE5 = -230_000 };

    /// <summary>An idea at a point so far north and east of the pond.</summary>
    public static Proposal Idea(string title, int north = 0, int east = 0, string area = Council.Elm, string words = "")
    {
        var idea = Council.Idea(title, area);
        idea.Place = new IdeaPlace
        {
            PlaceWords = words, Point = new MapPoint { LatitudeE5 = Pond.LatitudeE5 + north, LongitudeE5 = Pond.LongitudeE5 + east },
        };
        return idea;
    }

    /// <summary>A feature that is a square of so many hundredths of a degree.</summary>
    public static string Square(string code, double west = -2.31, double south = 53.49, double side = 0.02) => FormattableString.Invariant(
        $$$"""
        {"type":"Feature","properties":{"name":"Somewhere","WD23CD":"{{{code}}}"},"geometry":{"type":"Polygon","coordinates":[[
        [{{{west}}},{{{south}}}],[{{{west + side}}},{{{south}}}],[{{{west + side}}},{{{south + side}}}],[{{{west}}},{{{south + side}}}],
        [{{{west}}},{{{south}}}]]]}}
        """);

    public static string Collection(params string[] features) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    public static Task<OutlinesRead> Outline(
        this Council council, string file, Caller? caller = null, bool look = false, string? requestId = null) =>
        council.As(caller ?? People.Grace).ImportOutlines().Send([.. Pieces(file, look, requestId ?? Council.NewRequest())]);

    public static Task<RoundMap> Map(this Council council, string area = "", MapBox? box = null) =>
        council.As(People.Nobody).GetMapAsync(new() { RoundId = Council.RoundId, AreaCode = area, Box = box }).ResponseAsync;

    private static IEnumerable<ImportOutlinesRequest> Pieces(string file, bool look, string requestId)
    {
        var pieces = Encoding.UTF8.GetBytes(file).Chunk(60_000).Select(piece => ByteString.CopyFrom(piece)).ToList();
        yield return new ImportOutlinesRequest
        {
            RequestId = requestId, RoundId = Council.RoundId, OnlyLook = look, Content = pieces.FirstOrDefault() ?? ByteString.Empty,
        };
        foreach (var piece in pieces.Skip(1))
        {
            yield return new ImportOutlinesRequest { Content = piece };
        }
    }
}
