using Participatory.Accountability.Photos;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Accountability.Voices;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>Keeps a story in the transaction of whichever way it came: its parts, whom each is for, and that it was told.</summary>
internal static class KeepStory
{
    private static readonly Sql MarkTold = new("""
        UPDATE report SET state = @State, next_ask_at = NULL WHERE report_id = @ReportId AND state = @before
        """);

    private static readonly Sql InsertStory = new("""
        INSERT INTO story (report_id, round_id, area_code, told_by, told_at, way, written_by, corrected, was_hard)
        VALUES (@ReportId, @RoundId, @AreaCode, @ToldBy, @now, @way, @WrittenBy, @Corrected, @WasHard)
        """);

    private static readonly Sql InsertPart = new("""
        INSERT INTO part (part_id, report_id, kind, audience) VALUES (@partId, @reportId, @kind, @audience)
        """);

    private static readonly Sql InsertTelling = new("""
        INSERT INTO telling (part_id, report_id, question, words) VALUES (@partId, @reportId, @question, @Words)
        """);

    private static readonly Sql InsertVideo = new("""
        INSERT INTO video (part_id, report_id, place, address) VALUES (@partId, @reportId, @place, @Address)
        """);

    private static readonly Sql DeleteDraft = new("DELETE FROM draft WHERE report_id = @ReportId");

    private static readonly Sql DeleteConversation = new("DELETE FROM conversation WHERE report_id = @ReportId");

    /// <summary>Writes everything and says so: StoryShared, and HelpOffered where something was hard.</summary>
    /// <exception cref="Refusal">It is sent already, there is nothing in it, or a part is named that it has not.</exception>
    public static async Task Run(Transaction transaction, ReportRow report, Told told, DateTimeOffset now)
    {
        var photos = (await PhotoRow.LoadOfReports(transaction, [report.ReportId]))[report.ReportId]
            .Select(photo => (Id: photo.PhotoId, Kind: PartKinds.Photo));
        var voices = (await VoiceRow.LoadOfReports(transaction, [report.ReportId]))[report.ReportId]
            .Select(voice => (Id: voice.VoiceId, Kind: PartKinds.Voice));
        var files = photos.Concat(voices).ToList();
        var after = Decide(report, told, files.ConvertAll(file => file.Id));
        if (await transaction.Execute(MarkTold, new { after.State, report.ReportId, before = report.State }) != 1)
        {
            throw StoryRow.AlreadySent();
        }

        await transaction.Execute(InsertStory, new
        {
            report.ReportId, report.RoundId, report.AreaCode, told.ToldBy, now, way = StateText.Of(told.Way), told.WrittenBy,
            told.Corrected, told.WasHard,
        });
        var widest = await InsertParts(transaction, report, told, files);
        await transaction.Execute(DeleteDraft, new { report.ReportId });
        await transaction.Execute(DeleteConversation, new { report.ReportId });
        await transaction.Publish(new StoryShared(
            report.ReportId, report.AwardId, report.RoundId, report.ProjectId, report.AreaCode, widest, now));
        if (told.WasHard)
        {
            await transaction.Publish(new HelpOffered(report.ReportId, report.AreaCode, report.Title, report.Recipient, now));
        }
    }

    /// <summary>The report as told: it may be now, and there is something in it. Nothing else is asked of a story.</summary>
    /// <param name="files">The ids of its photos and voice notes.</param>
    /// <exception cref="Refusal">One of these does not hold, or a part is named that it has not.</exception>
    internal static ReportRow Decide(ReportRow report, Told told, IReadOnlyList<string> files)
    {
        if (!report.CanBeTold)
        {
            throw StoryRow.AlreadySent();
        }

        if (told.Tellings.Count + told.Videos.Count + files.Count == 0)
        {
            throw Refusal.At("words", AccountabilityReasons.StoryEmpty);
        }

        if (told.Audiences.Keys.Except(files, StringComparer.Ordinal).Any())
        {
            throw new Refusal(AccountabilityReasons.FileNotFound, field: "audiences");
        }

        return report with { State = StateText.Of(ReportState.Told) };
    }

    /// <returns>A part of it is for everybody.</returns>
    private static async Task<bool> InsertParts(Transaction transaction, ReportRow report, Told told, List<(string Id, string Kind)> files)
    {
        var reportId = report.ReportId;
        var withEverybody = false;
        foreach (var telling in told.Tellings)
        {
            var partId = await Part(PartKinds.Words, Or(telling.Audience));
            await transaction.Execute(InsertTelling, new { partId, reportId, question = Names.Of(telling.Question), telling.Words });
            await FoldStories.Keep(transaction, partId, telling.Words);
        }

        foreach (var (index, video) in told.Videos.Index())
        {
            var partId = await Part(PartKinds.Video, Or(video.Audience));
            await transaction.Execute(InsertVideo, new { partId, reportId, place = index + 1, video.Address });
        }

        foreach (var (id, kind) in files)
        {
            await Part(kind, told.Audiences.GetValueOrDefault(id, told.Audience), id);
        }

        return withEverybody;

        Audience Or(Audience own) => own == Audience.Unspecified ? told.Audience : own;

        async Task<string> Part(string kind, Audience audience, string? id = null)
        {
            var partId = id ?? Guid.CreateVersion7().ToString();
            withEverybody |= audience == Audience.Everybody;
            await transaction.Execute(InsertPart, new { partId, reportId, kind, audience = StateText.Of(audience) });
            return partId;
        }
    }
}
