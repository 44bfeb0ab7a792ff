using Participatory.Platform.Storage;

namespace Participatory.Proposals.Photos;

/// <summary>
/// Takes away the photos that somebody added who is forgotten. Those of others who write the idea, too, move up, so that one stands first.
/// </summary>
internal static class GonePhotos
{
    // A process of the version before did not say who added a photo; it let the proposer alone.
    private const string Theirs = """
        SELECT photo.photo_id FROM proposal_photo photo
        JOIN proposal ON proposal.round_id = photo.round_id AND proposal.proposal_id = photo.proposal_id
        WHERE photo.added_by = @subject OR (photo.added_by = '' AND proposal.proposer_subject = @subject)
        """;

    // Whoever adds a photo or takes one away takes its idea first, too.
    private static readonly Sql LockIdeas = new("""
        SELECT round_id, proposal_id FROM proposal {lock}
        WHERE EXISTS (SELECT 1 FROM proposal_photo photo
            WHERE photo.round_id = proposal.round_id AND photo.proposal_id = proposal.proposal_id
                AND (photo.added_by = @subject OR (photo.added_by = '' AND proposal.proposer_subject = @subject)))
        ORDER BY sequence
        """);

    // What was said of the photos of others stands.
    private static readonly Sql DeleteFlags = new($"""
        DELETE FROM flag WHERE part = 'PHOTO' AND EXISTS (SELECT 1 FROM proposal_photo seen
                WHERE seen.round_id = flag.scope_id AND seen.proposal_id = flag.item_id AND seen.photo_id IN ({Theirs}))
            AND NOT EXISTS (SELECT 1 FROM proposal_photo stays
                WHERE stays.round_id = flag.scope_id AND stays.proposal_id = flag.item_id AND stays.photo_id NOT IN ({Theirs}))
        """);

    private static readonly Sql DeletePieces = new($"DELETE FROM proposal_photo_piece WHERE file_id IN ({Theirs})");

    private static readonly Sql DeletePhotos = new($"DELETE FROM proposal_photo WHERE photo_id IN ({Theirs})");

    private static readonly Sql UpdatePlace = new("UPDATE proposal_photo SET place = @place WHERE photo_id = @photoId");

    /// <summary>As long as the ideas are still theirs.</summary>
    public static async Task Of(Transaction transaction, string subject)
    {
        var whose = new { subject };
        var ideas = await transaction.Many<(string, string)>(LockIdeas, whose);
        await transaction.Execute(DeleteFlags, whose);
        await transaction.Execute(DeletePieces, whose);
        await transaction.Execute(DeletePhotos, whose);
        foreach (var (roundId, proposalId) in ideas)
        {
            // One after the other, so that no two are at one place meanwhile.
            foreach (var (at, photo) in (await PhotoRow.Load(transaction, roundId, proposalId)).Index())
            {
                await transaction.Execute(UpdatePlace, new { place = at + 1, photoId = photo.PhotoId });
            }
        }
    }
}
