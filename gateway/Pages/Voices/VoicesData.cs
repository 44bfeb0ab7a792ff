using System.Text.Encodings.Web;
using System.Text.Json;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>Voices of a round that everybody may read, as JSON, page by page and without names.</summary>
[OpenTo(Role.Anyone)]
internal static class VoicesData
{
    // Words in any script stay readable; the answer says that it is JSON and is never shown as a page.
    private static readonly JsonSerializerOptions Written = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<IResult> Get(
        string id, string? question, string? area, string? from, ProposalsService.ProposalsServiceClient proposals,
        GatewaySettings settings, Say say, HttpContext context, CancellationToken cancellation)
    {
        var (page, questions) = await PublicVoices.Load(proposals, id, question, area, from, cancellation);
        var root = settings.Root(context.Request);
        context.Response.Headers.CacheControl = "public, no-cache";
        var here = $"{root}{Links.VoicesFile(id, "json")}?question={Uri.EscapeDataString(question ?? "")}"
            + $"&area={Uri.EscapeDataString(area ?? "")}";
        return Results.Json(
            new
            {
                Voices = page.Voices.Select(voice => new
                {
                    Url = root + Links.VoiceOf(voice.RoundId, voice.VoiceId),
                    voice.QuestionId,
                    Question = questions.GetValueOrDefault(voice.QuestionId, ""),
                    voice.AreaCode,
                    SaidOn = PublicVoices.DayOf(voice, say),
                    voice.Language,
                    voice.WrittenDown,
                    voice.Words,
                    Hidden = PublicVoices.HiddenOf(voice),
                    File = PublicVoices.FileOf(voice),
                    FileUrl = PublicVoices.FileAddressOf(voice, root),
                }),
                Next = page.NextPageToken.Length > 0 ? $"{here}&from={Uri.EscapeDataString(page.NextPageToken)}" : null,
            },
            Written);
    }
}
