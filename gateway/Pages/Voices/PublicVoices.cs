using Participatory.Gateway.Pages.Shared;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>Voices as everybody may read them, for files that others fetch: without names, the latest day first.</summary>
internal static class PublicVoices
{
    /// <summary>How many a feed or a page of data holds.</summary>
    public const int InFile = 100;

    public static async Task<(ListVoicesResponse Page, IReadOnlyDictionary<string, string> Questions)> Load(
        ProposalsService.ProposalsServiceClient proposals, string roundId, string? question, string? area, string? from,
        CancellationToken cancellation)
    {
        var page = proposals.ListVoicesAsync(
            new ListVoicesRequest
            {
                RoundId = roundId, QuestionId = question ?? "", AreaCode = area ?? "", LatestFirst = true, PageSize = InFile,
                PageToken = from ?? "",
            },
            cancellationToken: cancellation);
        var questions = await Questions.Load(proposals, roundId, "", cancellation);
        return (await page, questions.ToDictionary(one => one.QuestionId, one => one.Words, StringComparer.Ordinal));
    }

    /// <summary>Why its words are not there; empty where they are.</summary>
    public static string HiddenOf(Voice voice) => voice.Hiding is { } hiding ? hiding.Reason.ToString().ToLowerInvariant() : "";

    /// <summary>"sound" or "drawing"; empty where it has no file that everybody may have.</summary>
    public static string FileOf(Voice voice) => voice.File is { } file ? file.Kind.ToString().ToLowerInvariant() : "";

    /// <summary>Where its file is; null where it has none that everybody may have.</summary>
    public static string? FileAddressOf(Voice voice, string root) =>
        voice.File is null ? null : root + Links.VoiceFile(voice.RoundId, voice.VoiceId);

    /// <summary>The day on which it was said, where the council is.</summary>
    public static string DayOf(Voice voice, Words.Say say) =>
        say.DayOf(voice.SayTime.ToDateTimeOffset()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
