using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>The newest rounds on one map: the ideas of those that go on, and what was chosen in those that are over.</summary>
[OpenTo(Role.Anyone)]
public sealed class TownModel(
    ProposalsService.ProposalsServiceClient proposals, GrantsService.GrantsServiceClient grants,
    AccountabilityService.AccountabilityServiceClient accountability, GatewaySettings settings, Say say) : PageModel
{
    /// <summary>As many rounds are on it, so that it stays a page that can be read.</summary>
    private const int MostRounds = 6;

    private const int RoundsLookedAt = 20;

    /// <summary>As on the map of a round.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Box { get; set; }

    public RoundMap Map { get; private set; } = new();

    /// <summary>Those that are on it, the newest first.</summary>
    public IReadOnlyList<Round> Rounds { get; private set; } = [];

    /// <summary>How many ideas of each have no point; only of those that have such ideas.</summary>
    public IReadOnlyList<(Round Round, int Ideas)> Nowhere { get; private set; } = [];

    /// <summary>Null where there is nothing to draw.</summary>
    public ShownMap? Shown { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (MapModel.BoxOf(Box) is not { } box)
        {
            return NotFound();
        }

        var newest = await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = RoundsLookedAt }, cancellationToken: cancellation);
        Rounds = [.. newest.Rounds.Where(IsOnIt).Take(MostRounds)];
        var asked = string.IsNullOrEmpty(Box) ? null : box;
        var maps = await Task.WhenAll(Rounds.Select(round => Ask(round, asked, cancellation)));
        // What lies outside the areas of one round may lie in those of another, and is drawn there.
        var drawn = Together(maps).Box;
        maps = await Task.WhenAll(maps.Select((map, at) =>
            map.Elsewhere > 0 && !map.Box.Equals(drawn) ? Ask(Rounds[at], drawn, cancellation) : Task.FromResult(map)));
        Map = Together(maps);
        Nowhere = [.. Rounds.Zip(maps, (round, map) => (round, map.TotalWithoutPoint)).Where(one => one.TotalWithoutPoint > 0)];
        if (Map.Box is null)
        {
            return Page();
        }

        var areas = new Round { Areas = { Rounds.SelectMany(round => round.Areas).DistinctBy(area => area.AreaCode) } };
        Shown = new ShownMap(
            MapDrawing.Of(Map, areas), await CameOf.Load(Map.Ideas, grants, accountability, cancellation), settings.MapTiles, area: "",
            Links.TownMap, say)
        {
            Ways = [.. Ways()],
            IsGrantsAlone = roundId => Rounds.Any(round => round.RoundId == roundId && IsOver(round)),
        };
        if (settings.MapTiles is { } tiles)
        {
            Response.Headers.ContentSecurityPolicy = Headers.PolicyWithPictures(tiles.Origin);
        }

        return Page();
    }

    /// <summary>Only what was chosen in it is on the map. Pure.</summary>
    internal static bool IsOver(Round round) => round.Phase == Phase.Finished;

    /// <summary>Ideas come in or are chosen among, or it has come to a result. Pure.</summary>
    internal static bool IsOnIt(Round round) => round.Phase is Phase.Accepting or Phase.Reviewing or Phase.Balloting
        || round is { Phase: Phase.Finished, EndedWithoutVote: false };

    /// <summary>Several maps as one, each area once. Pure.</summary>
    internal static RoundMap Together(IReadOnlyCollection<RoundMap> maps)
    {
        var all = new RoundMap { Total = maps.Sum(map => map.Total), Elsewhere = maps.Sum(map => map.Elsewhere) };
        all.Outlines.AddRange(maps.SelectMany(map => map.Outlines).DistinctBy(outline => outline.AreaCode));
        all.Ideas.AddRange(maps.SelectMany(map => map.Ideas));
        all.Clusters.AddRange(maps.SelectMany(map => map.Clusters));
        var boxes = maps.Select(map => map.Box).OfType<MapBox>().ToList();
        if (boxes.Count > 0)
        {
            all.Box = new MapBox
            {
                SouthE5 = boxes.Min(box => box.SouthE5), WestE5 = boxes.Min(box => box.WestE5),
                NorthE5 = boxes.Max(box => box.NorthE5), EastE5 = boxes.Max(box => box.EastE5),
            };
        }

        return all;
    }

    private Task<RoundMap> Ask(Round round, MapBox? box, CancellationToken cancellation) => proposals.GetMapAsync(
        new GetMapRequest { RoundId = round.RoundId, Box = box, OnlyChosen = IsOver(round) },
        cancellationToken: cancellation).ResponseAsync;

    private IEnumerable<(string Address, string Text)> Ways()
    {
        if (!string.IsNullOrEmpty(Box))
        {
            yield return (Links.TownMap(), Words.Maps.Whole);
        }

        foreach (var round in Rounds)
        {
            yield return (Links.Map(round.RoundId), say.Fill(Words.Maps.Title, round.Title));
        }
    }
}
