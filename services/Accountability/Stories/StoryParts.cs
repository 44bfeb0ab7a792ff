using Participatory.Accountability.Photos;
using Participatory.Accountability.V1;
using Participatory.Accountability.Voices;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Stories;

/// <summary>The parts of some stories, by report, in the order in which they are shown.</summary>
internal sealed record StoryParts(
    ILookup<string, TellingRow> Tellings, ILookup<string, PhotoRow> Photos, ILookup<string, VoiceRow> Voices,
    ILookup<string, VideoRow> Videos, IReadOnlyDictionary<string, Hiding> Hidden, IReadOnlyDictionary<string, int> Withdrawn)
{
    private static readonly Sql SelectTellings = new("""
        SELECT telling.part_id, telling.report_id, telling.question, telling.words, part.audience
        FROM telling JOIN part ON part.part_id = telling.part_id
        WHERE telling.report_id IN (SELECT item FROM {texts @reportIds} AS given)
        """);

    private static readonly Sql SelectVideos = new("""
        SELECT video.part_id, video.report_id, video.address, part.audience
        FROM video JOIN part ON part.part_id = video.part_id
        WHERE video.report_id IN (SELECT item FROM {texts @reportIds} AS given)
        ORDER BY video.report_id, video.place
        """);

    private static readonly Sql CountWithdrawn = new("""
        SELECT report_id FROM withdrawal WHERE report_id IN (SELECT item FROM {texts @reportIds} AS given)
        """);

    public static async Task<StoryParts> Load(Session session, IReadOnlyList<string> reportIds) => new(
        (await session.Many<TellingRow>(SelectTellings, new { reportIds = Sql.List(reportIds) }))
            .OrderBy(telling => Names.QuestionOf(telling.Question)).ToLookup(telling => telling.ReportId, StringComparer.Ordinal),
        await PhotoRow.LoadOfReports(session, reportIds),
        await VoiceRow.LoadOfReports(session, reportIds),
        (await session.Many<VideoRow>(SelectVideos, new { reportIds = Sql.List(reportIds) }))
            .ToLookup(video => video.ReportId, StringComparer.Ordinal),
        await HiddenParts.Load(session, reportIds),
        (await session.Many<string>(CountWithdrawn, new { reportIds = Sql.List(reportIds) }))
            .GroupBy(id => id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal));
}

/// <summary>Words under the question that they answer.</summary>
internal sealed record TellingRow
{
    public string PartId { get; init; } = "";
    public string ReportId { get; init; } = "";
    public string Question { get; init; } = "";
    public string Words { get; init; } = "";
    public string Audience { get; init; } = "";

    public Telling ToMessage() =>
        new() { PartId = PartId, Question = Names.QuestionOf(Question), Words = Words, Audience = Names.AudienceOf(Audience) };
}

/// <summary>A link to a film elsewhere.</summary>
internal sealed record VideoRow
{
    public string PartId { get; init; } = "";
    public string ReportId { get; init; } = "";
    public string Address { get; init; } = "";
    public string Audience { get; init; } = "";

    public Video ToMessage() => new() { PartId = PartId, Address = Address, Audience = Names.AudienceOf(Audience) };
}
