using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>
/// Where the ideas of a round are, what was chosen of them and what is told of those: as a map, and beside it as a list with the same
/// numbers. It needs no script, and no tiles.
/// </summary>
[OpenTo(Role.Anyone)]
public sealed class MapModel(
    ProposalsService.ProposalsServiceClient proposals, AccountabilityService.AccountabilityServiceClient accountability,
    GatewaySettings settings, Say say) : PageModel
{
    private const int StoriesOnAPage = 100;
    private const int PagesLookedAt = 10;

    private Dictionary<string, string> stories = new(StringComparer.Ordinal);

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>South, west, north and east in hundred-thousandths of a degree, with commas between them; empty is all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Box { get; set; }

    public Round Round { get; private set; } = new();

    public RoundMap Map { get; private set; } = new();

    /// <summary>Null where there is nothing to draw.</summary>
    public MapDrawing? Drawing { get; private set; }

    /// <summary>Whose the pictures under the map are; null where there are none.</summary>
    public string? Credit => settings.MapTiles?.Credit;

    /// <summary>Areas that can be looked at by themselves.</summary>
    public IEnumerable<Participatory.Proposals.V1.Area> Areas =>
        Round.Areas.Where(area => Map.Outlines.Any(outline => outline.AreaCode == area.AreaCode));

    public bool IsPart => !string.IsNullOrEmpty(Area) || !string.IsNullOrEmpty(Box);

    public IHtmlContent Svg => MapSvg.Of(
        Drawing!, settings.MapTiles, Words.Maps.Label, LinkOf, spot => $"{say.Number(spot.Number)}: {NameOf(spot)}",
        idea => StoryOf(idea) is not null);

    /// <summary>Where the story of an idea is told; null where none is.</summary>
    public string? StoryOf(MapIdea idea) => stories.TryGetValue(idea.ProposalId, out var report) ? Links.Story(report) : null;

    /// <summary>Closer to ideas that lie too close together; where all of them are at one place, to their list.</summary>
    public string CloserTo(MapCluster cluster)
    {
        var (box, area) = (cluster.Box, Area ?? "");
        if (box.SouthE5 == box.NorthE5 && box.WestE5 == box.EastE5)
        {
            return Links.FoundIdeas(
                Round.RoundId, ("area", area), ("order", nameof(ProposalOrder.Nearest)),
                ("near", Degrees.Text(new MapPoint { LatitudeE5 = box.SouthE5, LongitudeE5 = box.WestE5 })));
        }

        var (high, wide) = (((box.NorthE5 - box.SouthE5) / 10) + 1, ((box.EastE5 - box.WestE5) / 10) + 1);
        return Links.Map(Round.RoundId, area, string.Create(
            CultureInfo.InvariantCulture, $"{box.SouthE5 - high},{box.WestE5 - wide},{box.NorthE5 + high},{box.EastE5 + wide}"));
    }

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        if (BoxOf(Box) is not { } box)
        {
            return NotFound();
        }

        var map = proposals.GetMapAsync(
            new GetMapRequest { RoundId = id, AreaCode = Area ?? "", Box = Box is null or "" ? null : box },
            cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Map = await map;
        stories = await Told(id, cancellation);
        Drawing = Map.Box is null ? null : MapDrawing.Of(Map, Round);
        if (settings.MapTiles is { } tiles && Drawing is not null)
        {
            Response.Headers.ContentSecurityPolicy = Headers.PolicyWithPictures(tiles.Origin);
        }

        return Page();
    }

    /// <summary>The part of the map that an address names; an empty one for all, and null where it names none. Pure.</summary>
    internal static MapBox? BoxOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new MapBox();
        }

        var numbers = text.Split(',').Select(part => int.TryParse(
            part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (int?)null).ToList();
        return numbers is [{ } south, { } west, { } north, { } east] && south < north && west < east
            && south >= -9_000_000 && north <= 9_000_000 && west >= -18_000_000 && east <= 18_000_000
            ? new MapBox { SouthE5 = south, WestE5 = west, NorthE5 = north, EastE5 = east } : null;
    }

    private string LinkOf(MapSpot spot) => (spot.Ideas, spot.Clusters) switch
    {
        ([var idea], []) => Links.Idea(Round.RoundId, idea.ProposalId),
        ([], [var cluster]) => CloserTo(cluster),
        _ => $"#{spot.Id}",
    };

    private string NameOf(MapSpot spot) =>
        spot.Count == 1 && spot.Ideas is [var idea] ? idea.Title : say.Count(Words.Finding.Count, spot.Count);

    private async Task<Dictionary<string, string>> Told(string id, CancellationToken cancellation)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var next = "";
            for (var page = 0; page < PagesLookedAt && (page == 0 || next.Length > 0); page++)
            {
                var told = await accountability.ListStoriesAsync(
                    new ListStoriesRequest { RoundId = id, PageSize = StoriesOnAPage, PageToken = next }, cancellationToken: cancellation);
                foreach (var story in told.Stories)
                {
                    found.TryAdd(story.ProjectId, story.ReportId);
                }

                next = told.NextPageToken;
            }
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            // The map does not fall with the stories: it shows those that came.
        }

        return found;
    }
}
