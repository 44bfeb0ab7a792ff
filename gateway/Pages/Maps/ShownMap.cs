using System.Globalization;
using Microsoft.AspNetCore.Html;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>A map as a page shows it, drawn by _Map: where each number leads, and what it is called.</summary>
/// <param name="drawing">What is drawn.</param>
/// <param name="came">What came of the ideas on it.</param>
/// <param name="tiles">What is drawn under it; null for nothing.</param>
/// <param name="area">The area that is looked at; empty is every area.</param>
/// <param name="closer">The address of the same map of a part of it, as an address names one.</param>
/// <param name="say">How numbers are said.</param>
public sealed class ShownMap(MapDrawing drawing, CameOf came, MapTiles? tiles, string area, Func<string, string> closer, Say say)
{
    public MapDrawing Drawing => drawing;

    public CameOf Came => came;

    /// <summary>Whose the pictures under the map are; null where there are none.</summary>
    public string? Credit => tiles?.Credit;

    /// <summary>Other parts of the map, and other maps.</summary>
    public IReadOnlyList<(string Address, string Text)> Ways { get; init; } = [];

    /// <summary>Of this round only what was chosen is on the map, and so in the list to which it leads.</summary>
    public Func<string, bool> IsGrantsAlone { get; init; } = _ => false;

    public IHtmlContent Svg => MapSvg.Of(
        drawing, tiles, Words.Maps.Label, LinkOf, spot => $"{say.Number(spot.Number)}: {NameOf(spot)}", came.MarkOf);

    /// <summary>Where the story of an idea is told; null where none is.</summary>
    public string? StoryOf(MapIdea idea) => came.StoryOf(idea) is { } report ? Links.Story(report) : null;

    /// <summary>Closer to ideas that lie too close together; where all of them are at one place, to their list.</summary>
    public string CloserTo(MapCluster cluster)
    {
        var box = cluster.Box;
        if (box.SouthE5 == box.NorthE5 && box.WestE5 == box.EastE5)
        {
            return Links.FoundIdeas(
                cluster.RoundId, ("area", area), ("state", IsGrantsAlone(cluster.RoundId) ? nameof(ProposalState.Won) : ""),
                ("order", nameof(ProposalOrder.Nearest)),
                ("near", Degrees.Text(new MapPoint { LatitudeE5 = box.SouthE5, LongitudeE5 = box.WestE5 })));
        }

        var (high, wide) = (((box.NorthE5 - box.SouthE5) / 10) + 1, ((box.EastE5 - box.WestE5) / 10) + 1);
        return closer(string.Create(
            CultureInfo.InvariantCulture, $"{box.SouthE5 - high},{box.WestE5 - wide},{box.NorthE5 + high},{box.EastE5 + wide}"));
    }

    /// <summary>Of one idea its page, or its story where one is told; of several the list beside the map.</summary>
    internal string LinkOf(MapSpot spot) => (spot.Ideas, spot.Clusters) switch
    {
        ([var idea], []) => StoryOf(idea) ?? Links.Idea(idea.RoundId, idea.ProposalId),
        ([], [var cluster]) => CloserTo(cluster),
        _ => $"#{spot.Id}",
    };

    /// <summary>Whoever hears the map hears what the shapes say.</summary>
    internal string NameOf(MapSpot spot) => spot.Count != 1 || spot.Ideas is not [var idea] ? say.Count(Words.Finding.Count, spot.Count)
        : came.MarkOf(idea) switch
        {
            MapMark.Story => say.Fill(Words.Maps.NamedStory, idea.Title),
            MapMark.Grant => say.Fill(Words.Maps.NamedGrant, idea.Title),
            _ => idea.Title,
        };
}
