using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>
/// Draws a map as SVG. Numbers are links in the order of the list beside it, with names that are heard, so that a keyboard walks either; a
/// link before it leads past it. Shapes, not colours, tell a grant from an idea, and it is as good in grey and on paper.
/// </summary>
internal static class MapSvg
{
    private const double Radius = 20;

    /// <param name="label">What it is, for those who hear the page.</param>
    /// <param name="linkOf">Where a number leads.</param>
    /// <param name="nameOf">What it is called.</param>
    /// <param name="markOf">What an idea is drawn as.</param>
    public static IHtmlContent Of(
        MapDrawing drawing, MapTiles? tiles, string label, Func<MapSpot, string> linkOf, Func<MapSpot, string> nameOf,
        Func<MapIdea, MapMark> markOf)
    {
        var svg = Empty(drawing.Projection, drawing.Areas, tiles);
        (svg.Attributes["role"], svg.Attributes["aria-label"]) = ("group", label);
        foreach (var spot in drawing.Spots)
        {
            var link = new TagBuilder("a") { Attributes = { ["href"] = linkOf(spot), ["aria-label"] = nameOf(spot) } };
            link.InnerHtml.AppendHtml(Shape(spot, markOf));
            link.InnerHtml.AppendHtml(Written(spot.Number.ToString(CultureInfo.InvariantCulture), spot.X, spot.Y + 6, "18", "#ffffff"));
            svg.InnerHtml.AppendHtml(link);
        }

        return svg;
    }

    /// <summary>The areas alone, as a file of its own or to put more on.</summary>
    public static TagBuilder Empty(Mercator projection, IReadOnlyList<DrawnArea> areas, MapTiles? tiles)
    {
        var svg = new TagBuilder("svg")
        {
            Attributes =
            {
                ["xmlns"] = "http://www.w3.org/2000/svg", ["viewBox"] = $"0 0 {Number(projection.Width)} {Number(projection.Height)}",
                ["width"] = "100%", ["font-family"] = "sans-serif",
            },
        };
        svg.InnerHtml.AppendHtml(Part(
            "rect", ("width", Number(projection.Width)), ("height", Number(projection.Height)), ("fill", "#fbf7f2")));
        foreach (var tile in tiles is null ? [] : projection.Tiles())
        {
            svg.InnerHtml.AppendHtml(Part(
                "image", ("href", tiles!.At(tile.Zoom, tile.X, tile.Y)), ("x", Number(tile.Left)), ("y", Number(tile.Top)),
                ("width", Number(tile.Size)), ("height", Number(tile.Size))));
        }

        foreach (var area in areas.Where(area => area.Path.Length > 0))
        {
            svg.InnerHtml.AppendHtml(Part(
                "path", ("d", area.Path), ("fill", "#f4ded3"), ("fill-opacity", tiles is null ? "1" : "0.2"), ("fill-rule", "evenodd"),
                ("stroke", "#59514b"), ("stroke-width", "2"), ("stroke-linejoin", "round")));
        }

        foreach (var area in areas.Where(area => area.Path.Length > 0))
        {
            // Light around it, so that it is read over a line or a tile as well.
            var name = Written(area.Name, area.X, area.Y, "16", "#59514b");
            (name.Attributes["paint-order"], name.Attributes["stroke"], name.Attributes["stroke-width"]) = ("stroke", "#fbf7f2", "4");
            svg.InnerHtml.AppendHtml(name);
        }

        return svg;
    }

    // A grant is a square, an idea of which a story is told stands on its corner, and many together are two circles.
    private static TagBuilder Shape(MapSpot spot, Func<MapIdea, MapMark> markOf)
    {
        var one = spot.Count == 1 && spot.Ideas is [var idea] ? idea : null;
        if (one is not null && markOf(one) is var mark and not MapMark.Idea)
        {
            var square = Part(
                "rect", ("x", Number(spot.X - Radius)), ("y", Number(spot.Y - Radius)), ("width", Number(2 * Radius)),
                ("height", Number(2 * Radius)), ("fill", "#8a3413"), ("stroke", "#ffffff"), ("stroke-width", "2"));
            if (mark == MapMark.Story)
            {
                square.Attributes["transform"] = $"rotate(45 {Number(spot.X)} {Number(spot.Y)})";
            }

            return square;
        }

        var circle = Part(
            "circle", ("cx", Number(spot.X)), ("cy", Number(spot.Y)), ("r", Number(spot.Count == 1 ? Radius : Radius * 0.75)),
            ("fill", "#8a3413"), ("stroke", "#ffffff"), ("stroke-width", "2"));
        if (spot.Count == 1)
        {
            return circle;
        }

        var both = new TagBuilder("g");
        both.InnerHtml.AppendHtml(Part(
            "circle", ("cx", Number(spot.X)), ("cy", Number(spot.Y)), ("r", Number(Radius)), ("fill", "#ffffff"),
            ("stroke", "#8a3413"), ("stroke-width", "2")));
        both.InnerHtml.AppendHtml(circle);
        return both;
    }

    private static TagBuilder Written(string words, double x, double y, string size, string colour)
    {
        var text = Part(
            "text", ("x", Number(x)), ("y", Number(y)), ("text-anchor", "middle"), ("font-size", size), ("font-weight", "bold"),
            ("fill", colour), ("aria-hidden", "true"));
        text.InnerHtml.Append(words);
        return text;
    }

    private static TagBuilder Part(string name, params IReadOnlyList<(string Name, string Value)> attributes)
    {
        var part = new TagBuilder(name);
        foreach (var (attribute, value) in attributes)
        {
            part.Attributes[attribute] = value;
        }

        return part;
    }

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
