using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>
/// Where the ideas of a round are, what was chosen of them and what is told of those: as a map, and beside it as a list with the same
/// numbers. It needs no script, and no tiles.
/// </summary>
[OpenTo(Role.Anyone)]
public sealed class MapModel(
    ProposalsService.ProposalsServiceClient proposals, GrantsService.GrantsServiceClient grants,
    AccountabilityService.AccountabilityServiceClient accountability, GatewaySettings settings, Say say) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>South, west, north and east in hundred-thousandths of a degree, with commas between them; empty is all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Box { get; set; }

    /// <summary>Only what was chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Grants { get; set; }

    public Round Round { get; private set; } = new();

    public RoundMap Map { get; private set; } = new();

    /// <summary>What came of the ideas that were chosen.</summary>
    public CameOf Came { get; private set; } = CameOf.Of([], []);

    /// <summary>Null where there is nothing to draw.</summary>
    public ShownMap? Shown { get; private set; }

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        if (BoxOf(Box) is not { } box)
        {
            return NotFound();
        }

        var map = proposals.GetMapAsync(
            new GetMapRequest { RoundId = id, AreaCode = Area ?? "", Box = Box is null or "" ? null : box, OnlyChosen = Grants },
            cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Map = await map;
        Came = await CameOf.Load([.. Map.Ideas, .. Map.WithoutPoint], grants, accountability, cancellation);
        if (Map.Box is not null)
        {
            Shown = new ShownMap(
                MapDrawing.Of(Map, Round), Came, settings.MapTiles, Area ?? "", part => Links.Map(id, Area, part, Grants), say)
            {
                Ways = [.. Ways()],
                IsGrantsAlone = _ => Grants,
            };
            if (settings.MapTiles is { } tiles)
            {
                Response.Headers.ContentSecurityPolicy = Headers.PolicyWithPictures(tiles.Origin);
            }
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

    private IEnumerable<(string Address, string Text)> Ways()
    {
        if (!string.IsNullOrEmpty(Area) || !string.IsNullOrEmpty(Box))
        {
            yield return (Links.Map(Round.RoundId, grants: Grants), Words.Maps.Whole);
        }

        if (Grants || Round.Phase == Phase.Finished)
        {
            yield return (Links.Map(Round.RoundId, Area, Box, !Grants), Grants ? Words.Maps.EveryIdea : Words.Maps.GrantsAlone);
        }

        foreach (var area in Round.Areas.Where(
            area => area.AreaCode != Area && Map.Outlines.Any(outline => outline.AreaCode == area.AreaCode)))
        {
            yield return (
                Links.Map(Round.RoundId, area.AreaCode, grants: Grants),
                say.Fill(Words.Maps.Closer, Phases.AreaName(Round, area.AreaCode)));
        }
    }
}
