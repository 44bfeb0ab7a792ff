using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Photos;

/// <summary>That an officer took the photo of an idea away, and why.</summary>
internal sealed record TakenAwayRow
{
    private static readonly Sql SelectLatest = new("""
        SELECT reason, taken_by, taken_at FROM photo_taken_away
        WHERE round_id = @roundId AND proposal_id = @proposalId
        ORDER BY taken_at DESC {limit @limit}
        """);

    public string Reason { get; init; } = "";
    public string TakenBy { get; init; } = "";
    public DateTimeOffset TakenAt { get; init; }

    /// <summary>The last time, or null where that never happened.</summary>
    public static async Task<PhotoTakenAway?> LoadLatest(Session session, string roundId, string proposalId) =>
        await session.One<TakenAwayRow>(SelectLatest, new { roundId, proposalId, limit = 1 }) is { } row
            ? new PhotoTakenAway { Reason = row.Reason, TakenBy = row.TakenBy, Time = row.TakenAt.ToTimestamp() }
            : null;
}
