using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.People.Logos;

/// <summary>A picture that may become the logo, is it, or was.</summary>
internal sealed record LogoPictureRow
{
    /// <summary>Its bytes.</summary>
    public static readonly FilePieces Pieces = new("logo_piece");

    private static readonly Sql Select = new("""
        SELECT logo_id, alt_text, media_type, width, height, size_bytes, added_as, added_at,
            CASE WHEN EXISTS (SELECT 1 FROM council_logo WHERE council_logo.logo_id = logo_picture.logo_id) THEN 1 ELSE 0 END AS shown
        FROM logo_picture WHERE logo_id = @logoId
        """);

    public string LogoId { get; init; } = "";
    public string AltText { get; init; } = "";

    /// <summary>image/png or image/jpeg.</summary>
    public string MediaType { get; init; } = "";

    public int Width { get; init; }
    public int Height { get; init; }
    public long SizeBytes { get; init; }
    public string AddedAs { get; init; } = "";
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>It is the logo or was, so that everybody may see it.</summary>
    public bool Shown { get; init; }

    /// <exception cref="Refusal">There is none, or it is gone.</exception>
    public static async Task<LogoPictureRow> Load(Session session, string logoId) =>
        await session.One<LogoPictureRow?>(Select, new { logoId }) ?? throw NotFound();

    /// <summary>There is no such picture, or none any more.</summary>
    public static Refusal NotFound() => new(PeopleReasons.LogoNotFound, field: "logo_id");

    public LogoPicture ToMessage() => new() { LogoId = LogoId, AltText = AltText, Width = Width, Height = Height };
}
