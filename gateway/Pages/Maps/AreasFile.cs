using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>The areas of a round as a picture, on which somebody points at the place of an idea.</summary>
[OpenTo(Role.Anyone)]
internal static class AreasFile
{
    /// <summary>As wide as it is shown, on the smallest screens as well: where somebody points is told in its points.</summary>
    public const int Width = 300;

    public static async Task<IResult> Get(
        string id, string? area, ProposalsService.ProposalsServiceClient proposals, HttpContext context, CancellationToken cancellation)
    {
        var picture = PlacePicker.Load(proposals, id, area, cancellation);
        var round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        if (await picture is not { } picker)
        {
            return Results.NotFound();
        }

        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        MapSvg.Empty(picker.Projection, MapDrawing.AreasOf(picker.Outlines, round, picker.Projection), tiles: null)
            .WriteTo(text, HtmlEncoder.Default);
        return Tagged(context, Encoding.UTF8.GetBytes(text.ToString()), "image/svg+xml");
    }

    /// <summary>A file that is made for each who asks, and not sent to whoever has it.</summary>
    internal static IResult Tagged(HttpContext context, byte[] file, string mediaType)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(file))[..32]}\"";
        context.Response.Headers.CacheControl = "public, no-cache";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch.ToString() == tag
            ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(file, mediaType);
    }
}
