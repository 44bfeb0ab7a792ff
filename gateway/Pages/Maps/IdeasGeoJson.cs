using System.Text.Encodings.Web;
using System.Text.Json;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>
/// The ideas of a round that have a point, as GeoJSON (RFC 7946): for maps of others. Without those that are hidden or were taken back,
/// and without whose they are. A long file goes on where its member "next" says.
/// </summary>
[OpenTo(Role.Anyone)]
internal static class IdeasGeoJson
{
    private const int OnePage = 200;

    private const int PagesOfFile = 5;

    // Words in any script stay readable; the answer says that it is JSON and is never shown as a page.
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<IResult> Get(
        string id, string? from, ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings, HttpContext context,
        CancellationToken cancellation)
    {
        var root = settings.Root(context.Request);
        using var file = new MemoryStream();
        await using (var json = new Utf8JsonWriter(file, Written))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            var request = new ListFoundProposalsRequest
            {
                RoundId = id, Order = ProposalOrder.Oldest, WithPoint = true, PageSize = OnePage, PageToken = from ?? "",
            };
            for (var page = 0; page == 0 || (page < PagesOfFile && request.PageToken.Length > 0); page++)
            {
                var ideas = await proposals.ListFoundProposalsAsync(request, cancellationToken: cancellation);
                foreach (var idea in ideas.Proposals.Where(idea => idea.Hiding is null && idea.Place?.Point is not null))
                {
                    Write(json, idea, root);
                }

                request.PageToken = ideas.NextPageToken;
            }

            json.WriteEndArray();
            if (request.PageToken.Length > 0)
            {
                json.WriteString("next", $"{root}{Links.IdeasGeoJson(id)}?from={Uri.EscapeDataString(request.PageToken)}");
            }

            json.WriteEndObject();
        }

        return AreasFile.Tagged(context, file.ToArray(), "application/geo+json");
    }

    private static void Write(Utf8JsonWriter json, Proposal idea, string root)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("geometry");
        json.WriteString("type", "Point");
        json.WriteStartArray("coordinates");
        json.WriteNumberValue(idea.Place.Point.LongitudeE5 / 100_000m);
        json.WriteNumberValue(idea.Place.Point.LatitudeE5 / 100_000m);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("url", root + Links.Idea(idea.RoundId, idea.ProposalId));
        json.WriteString("title", idea.Title);
        json.WriteString("area_code", idea.AreaCode);
        json.WriteString("place", idea.Place.PlaceWords);
        json.WriteString("state", StateText.Of(idea.State));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
