using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Photos;

/// <summary>A photo of a story, without its bytes.</summary>
internal sealed record PhotoRow
{
    /// <summary>How many photos a story can hold.</summary>
    public const int MaxOfStory = 12;

    /// <summary>How many bytes of a photo are kept, and sent, in one piece.</summary>
    public const int PieceBytes = 64 * 1024;

    private static readonly Sql SelectOfReports = new("""
        SELECT photo_id, report_id, place, alt_text, media_type, size_bytes FROM photo
        WHERE report_id IN @reportIds
        ORDER BY report_id, added_at, photo_id
        """);

    public string PhotoId { get; init; } = "";
    public string ReportId { get; init; } = "";
    public int Place { get; init; }
    public string AltText { get; init; } = "";
    public string MediaType { get; init; } = "";
    public long SizeBytes { get; init; }

    /// <summary>The photos by report, in the order in which they were added.</summary>
    public static async Task<ILookup<string, PhotoRow>> OfReports(Session session, IReadOnlyList<string> reportIds) =>
        (await session.Many<PhotoRow>(SelectOfReports, new { reportIds })).ToLookup(photo => photo.ReportId, StringComparer.Ordinal);

    /// <summary>The same for a photo that is not there and one that is not shared with the caller.</summary>
    public static Refusal NotFound() =>
        new(AccountabilityReasons.PhotoNotFound, "We could not find this photo. Perhaps it was taken away, or its group shares it with the council only.", "photo_id");

    public Photo ToPhoto() => new() { PhotoId = PhotoId, AltText = AltText, MediaType = MediaType, SizeBytes = SizeBytes };
}
