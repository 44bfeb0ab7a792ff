using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Moderation;

/// <summary>A part of a story, for the one mechanism that hides and shows what people wrote.</summary>
internal sealed record PartRow
{
    private static readonly Sql Select = new("""
        SELECT part.part_id, part.report_id, part.kind, part.audience, story.told_by, telling.words, photo.alt_text,
            transcript.words AS said
        FROM part JOIN story ON story.report_id = part.report_id
        LEFT JOIN telling ON telling.part_id = part.part_id
        LEFT JOIN photo ON photo.photo_id = part.part_id
        LEFT JOIN transcript ON transcript.voice_id = part.part_id
        WHERE part.report_id = @reportId AND part.part_id = @partId
        """);

    public string PartId { get; init; } = "";
    public string ReportId { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="PartKind"/>.</summary>
    public string Kind { get; init; } = "";

    public string Audience { get; init; } = "";
    public string ToldBy { get; init; } = "";
    public string? Words { get; init; }
    public string? AltText { get; init; }
    public string? Said { get; init; }

    /// <summary>All that stands in it, to look for names in.</summary>
    public string AllWords => string.Join('\n', ToldBy, Words, AltText, Said);

    /// <exception cref="Refusal">The story has no such part.</exception>
    public static async Task<PartRow> Load(Session session, string reportId, string partId) =>
        await session.One<PartRow>(Select, new { reportId, partId }) ?? throw NotFound();

    /// <summary>The same for a part that is not there and one that is not shared with the caller.</summary>
    public static Refusal NotFound() => new(AccountabilityReasons.PartNotFound, field: "part_id");

    /// <summary>As it stands, held with its report.</summary>
    public Task<HidingRow> Lock(Transaction transaction, ReportRow report) =>
        HidingRow.Lock(transaction, ReportId, PartId, Kind, report.Recipient);

    /// <summary>Writes what it becomes, and tells its group.</summary>
    public static async Task Write(Transaction transaction, HidingRow next, ReportRow report)
    {
        await next.Write(transaction);
        await transaction.Publish(new PartHidden(
            report.ReportId, next.ItemId, report.Title, report.Recipient, next.Number, next.State, next.Reason, next.DecidedAs,
            next.StepAt));
    }
}

/// <summary>The fields that every one of them has.</summary>
internal static class PartFields
{
    public static Fields Part(this Fields fields, string reportId, string partId) => fields.Id("report_id", reportId).Id("part_id", partId);
}
