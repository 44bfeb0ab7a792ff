using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.Accountability.Photos;

/// <summary>A photo of a story, without its bytes.</summary>
internal sealed record PhotoRow
{
    /// <summary>How many photos a story can hold.</summary>
    public const int MaxOfStory = 12;

    /// <summary>Their bytes.</summary>
    public static readonly FilePieces Pieces = new("photo_piece");

    private const string Select = """
        SELECT photo.photo_id, photo.report_id, photo.place, photo.alt_text, photo.media_type, photo.size_bytes, photo.recognised,
            part.audience
        FROM photo LEFT JOIN part ON part.part_id = photo.photo_id
        """;

    private static readonly Sql SelectOfReports = new(
        $"{Select} WHERE photo.report_id IN (SELECT item FROM {{texts @reportIds}} AS given) ORDER BY photo.report_id, photo.added_at, "
            + "photo.photo_id");

    private static readonly Sql SelectOne = new($"{Select} WHERE photo.photo_id = @photoId");

    public string PhotoId { get; init; } = "";
    public string ReportId { get; init; } = "";
    public int Place { get; init; }
    public string AltText { get; init; } = "";
    public string MediaType { get; init; } = "";
    public long SizeBytes { get; init; }
    public string Recognised { get; init; } = "";

    /// <summary>Whom it is for; null until its story is sent.</summary>
    public string? Audience { get; init; }

    /// <summary>The photo, or null where there is none with that id.</summary>
    public static Task<PhotoRow?> LoadOrNull(Session session, string photoId) => session.One<PhotoRow>(SelectOne, new { photoId });

    /// <summary>The photos by report, in the order in which they were added.</summary>
    public static async Task<ILookup<string, PhotoRow>> LoadOfReports(Session session, IReadOnlyList<string> reportIds) =>
        (await session.Many<PhotoRow>(SelectOfReports, new { reportIds = Sql.List(reportIds) }))
            .ToLookup(photo => photo.ReportId, StringComparer.Ordinal);

    /// <summary>The same for a photo that is not there and one that is not shared with the caller.</summary>
    public static Refusal NotFound() =>
        new(AccountabilityReasons.PhotoNotFound, field: "photo_id");

    public Photo ToMessage() => new()
    {
        PhotoId = PhotoId,
        AltText = AltText,
        MediaType = MediaType,
        SizeBytes = SizeBytes,
        Audience = Names.AudienceOf(Audience),
        Recognised = StateText.Read<Recognised>(Recognised),
    };
}
