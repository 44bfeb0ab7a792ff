using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Photos;

/// <summary>A photo of an idea, as it is stored, but for its bytes.</summary>
internal sealed record PhotoRow
{
    /// <summary>How many an idea can have; the key of the table says so, too.</summary>
    internal const int Most = 4;

    private static readonly Sql Select = new("""
        SELECT photo_id, place, alt_text, media_type, size_bytes, width, height, added_at FROM proposal_photo
        WHERE round_id = @roundId AND proposal_id = @proposalId ORDER BY place
        """);

    public string PhotoId { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Place { get; init; }

    public string AltText { get; init; } = "";
    public string MediaType { get; init; } = "";
    public long SizeBytes { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>All of an idea, in their places.</summary>
    public static Task<IReadOnlyList<PhotoRow>> Load(Session session, string roundId, string proposalId) =>
        session.Many<PhotoRow>(Select, new { roundId, proposalId });

    public ProposalPhoto ToMessage() => new()
    {
        PhotoId = PhotoId, AltText = AltText, MediaType = MediaType, SizeBytes = SizeBytes, Width = Width, Height = Height,
    };
}
