using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Platform.Tables;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>Every voice of a round that everybody may read, as CSV (RFC 4180, UTF-8), without names.</summary>
[OpenTo(Role.Anyone)]
internal static class VoicesCsv
{
    private static readonly string[] Headings =
        ["voice_id", "question_id", "question", "area_code", "said_on", "language", "written_down", "words", "hidden", "file", "file_url"];

    public static async Task<IResult> Get(
        string id, string? question, string? area, ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings, Say say,
        HttpContext context, CancellationToken cancellation)
    {
        // Only with the first page is it sure that there is something to send.
        var (page, questions) = await PublicVoices.Load(proposals, id, question, area, "", cancellation);
        var root = settings.Root(context.Request);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.CacheControl = "public, no-cache";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{id}-voices.csv\"";
        await using var csv = Csv.Write(context.Response.Body);
        await csv.Cells(Headings).EndRecordAsync(cancellation);
        while (true)
        {
            foreach (var voice in page.Voices)
            {
                await csv.Cells(
                [
                    voice.VoiceId, voice.QuestionId, questions.GetValueOrDefault(voice.QuestionId, ""), voice.AreaCode,
                    PublicVoices.DayOf(voice, say), voice.Language, voice.WrittenDown ? "yes" : "no", voice.Words,
                    PublicVoices.HiddenOf(voice), PublicVoices.FileOf(voice), PublicVoices.FileAddressOf(voice, root) ?? "",
                ]).EndRecordAsync(cancellation);
            }

            if (page.NextPageToken.Length == 0)
            {
                return Results.Empty;
            }

            (page, _) = await PublicVoices.Load(proposals, id, question, area, page.NextPageToken, cancellation);
        }
    }
}
