using System.Text.Encodings.Web;
using System.Text.Json;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>The newest stories as JSON, of all areas or of one, page by page: what everybody may see, and nothing else.</summary>
[OpenTo(Role.Anyone)]
internal static class StoriesData
{
    // Words in any script stay readable; the answer says that it is JSON and is never shown as a page.
    private static readonly JsonSerializerOptions Written = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<IResult> Get(
        string? area, string? round, string? from, AccountabilityService.AccountabilityServiceClient accountability,
        GatewaySettings settings, Words.Say say, HttpContext context, CancellationToken cancellation)
    {
        var page = await accountability.ListStoriesAsync(
            new ListStoriesRequest
            {
                RoundId = round ?? "", AreaCode = area ?? "", PageSize = PublicStories.InFile, PageToken = from ?? ""
            }, cancellationToken: cancellation);
        var root = settings.Root(context.Request);
        context.Response.Headers.CacheControl = "public, no-cache";
        var here = $"{root}/stories.json?round={Uri.EscapeDataString(round ?? "")}&area={Uri.EscapeDataString(area ?? "")}";
        return Results.Json(
            new
            {
                Stories = page.Stories.Select(story => InJson(story, root, say)),
                Next = page.NextPageToken.Length > 0 ? $"{here}&from={Uri.EscapeDataString(page.NextPageToken)}" : null,
            },
            Written);
    }

    private static object InJson(Story story, string root, Words.Say say) => new
    {
        Url = root + Links.Story(story.ReportId),
        story.RoundId,
        story.ProjectId,
        story.AreaCode,
        Title = HidingWords.TitleOf(story, say),
        AmountMinor = story.Amount.AmountMinor,
        story.Amount.Currency,
        story.ToldBy,
        ToldAt = Words.Say.Machine(story.TellTime),
        Way = story.Way.ToString().ToLowerInvariant(),
        story.WrittenBy,
        story.Corrected,
        Tellings = story.Tellings.Select(
            telling => new
            {
                Question = telling.Question == Question.Unspecified ? ""
            : telling.Question.ToString().ToLowerInvariant(), telling.Words
            }),
        Photos = story.Photos.Select(photo => new { Url = root + Links.Photo(photo.PhotoId), photo.AltText, photo.MediaType }),
        Voices = story.Voices.Select(
            voice => new { Url = root + Links.Voice(voice.VoiceId), voice.MediaType, voice.Seconds, voice.Transcript }),
        Videos = story.Videos.Select(video => video.Address),
        story.Answer,
        story.AnsweredBy,
        AnsweredAt = story.AnswerTime is null ? null : Words.Say.Machine(story.AnswerTime),
    };
}
