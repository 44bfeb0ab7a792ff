using System.Globalization;
using Participatory.Gateway.Pages.Shared;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>
/// A picture of areas that is a button: whoever presses it says with that where an idea is, without any script. What is typed into the
/// form stays. By keyboard the two numbers are typed.
/// </summary>
/// <param name="Area">The one that is in sight; empty for all.</param>
public sealed record PlacePicker(string RoundId, string Area, Mercator Projection, IReadOnlyList<AreaOutline> Outlines)
{
    /// <summary>As browsers send it: with <c>.x</c> and <c>.y</c>.</summary>
    public const string Name = "Spot";

    /// <summary>Which area was in sight, so that a change of the area in the form does not move the point.</summary>
    public const string AreaName = "Spot.area";

    public string Source => Links.AreasFile(RoundId, Area);

    /// <summary>Null where there is nothing to point at.</summary>
    public static async Task<PlacePicker?> Load(
        ProposalsService.ProposalsServiceClient proposals, string roundId, string? area, CancellationToken cancellation)
    {
        var map = await proposals.GetMapAsync(
            new GetMapRequest { RoundId = roundId, OnlyOutlines = true }, cancellationToken: cancellation);
        var own = map.Outlines.FirstOrDefault(outline => outline.AreaCode == area);
        return map.Outlines.Count == 0 ? null
            : new PlacePicker(roundId, own?.AreaCode ?? "", new Mercator(own?.Box ?? map.Box, AreasFile.Width), map.Outlines);
    }

    /// <summary>Where somebody pressed it; null where they did not.</summary>
    public static async Task<MapPoint?> Pressed(
        ProposalsService.ProposalsServiceClient proposals, string roundId, IFormCollection form, CancellationToken cancellation) =>
        int.TryParse(form[Name + ".x"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var x)
            && int.TryParse(form[Name + ".y"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var y)
            && await Load(proposals, roundId, form[AreaName].ToString(), cancellation) is { } picker
            && x <= picker.Projection.Width && y <= picker.Projection.Height
            ? picker.Projection.PointAt(x, y) : null;
}
