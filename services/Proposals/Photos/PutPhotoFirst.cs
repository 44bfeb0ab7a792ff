using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Photos;

/// <summary>
/// Somebody who writes an idea puts one of its photos in front of the others, which keep their order. Nothing new can be seen on any of
/// them, so nobody has to look again.
/// </summary>
internal sealed class PutPhotoFirst(Database database)
{
    /// <summary>More pieces than a photo has.</summary>
    private const int Behind = 1_000_000;

    // An idea has four places, each for one photo at every moment, so none can wait beside them: the one that comes to the front goes out
    // and in again, and its bytes wait behind those of another one meanwhile.
    private static readonly Sql LendPieces = new("""
        UPDATE proposal_photo_piece SET file_id = @otherId, piece = piece + @behind WHERE file_id = @photoId
        """);

    private static readonly Sql TakePiecesBack = new("""
        UPDATE proposal_photo_piece SET file_id = @photoId, piece = piece - @behind WHERE file_id = @otherId AND piece >= @behind
        """);

    private static readonly Sql SelectWhole = new("""
        SELECT photo_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes, added_by, added_at
        FROM proposal_photo WHERE photo_id = @photoId
        """);

    private static readonly Sql DeletePhoto = new("DELETE FROM proposal_photo WHERE photo_id = @photoId");

    // One after the other, the last first, so that no two are at one place meanwhile.
    private static readonly Sql MoveBack = new("UPDATE proposal_photo SET place = place + 1 WHERE photo_id = @PhotoId");

    private static readonly Sql InsertFirst = new("""
        INSERT INTO proposal_photo (
            round_id, proposal_id, place, photo_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes, added_by, added_at)
        VALUES (
            @roundId, @proposalId, 1, @PhotoId, @AltText, @MediaType, @Width, @Height, @SizeBytes, @EverybodySaidYes, @AddedBy, @AddedAt)
        """);

    public async Task<Proposal> Handle(PutProposalPhotoFirstRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId)
            .Id("photo_id", request.PhotoId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        var proposal = await ProposalRow.LockWithAuthors(transaction, round.RoundId, request.ProposalId);
        var photos = await PhotoRow.Load(transaction, round.RoundId, proposal.ProposalId);
        var before = Decide(proposal, photos, request.PhotoId, round.PhaseNow, caller);
        if (before.Count > 0)
        {
            await Move(transaction, proposal.ProposalId, request, before);
        }

        await transaction.Remember(caller, request, new Proposal { RoundId = round.RoundId, ProposalId = proposal.ProposalId });
        var answer = await ProposalView.Load(transaction, round.RoundId, proposal.ProposalId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The photos that stand before it and move one place back, the last first; none where it stands first. Pure.</summary>
    /// <param name="photos">All of the idea.</param>
    /// <exception cref="Refusal">
    /// Others write the idea, it was taken back or joined, it is too early or too late, or it has no such photo.
    /// </exception>
    internal static IReadOnlyList<PhotoRow> Decide(
        ProposalRow proposal, IReadOnlyList<PhotoRow> photos, string photoId, Phase phase, Caller caller)
    {
        proposal.MustBeWrittenBy(caller);
        proposal.MustStand();
        Phases.CheckAllowsPhoto(phase);
        var chosen = photos.FirstOrDefault(photo => photo.PhotoId == photoId) ?? throw GetPhoto.NotFound();
        return [.. photos.Where(photo => photo.Place < chosen.Place).OrderByDescending(photo => photo.Place)];
    }

    private static async Task Move(
        Transaction transaction, string proposalId, PutProposalPhotoFirstRequest request, IReadOnlyList<PhotoRow> before)
    {
        var photo = await transaction.One<WholeRow>(SelectWhole, new { photoId = request.PhotoId }) ?? throw GetPhoto.NotFound();
        var lent = new { photoId = photo.PhotoId, otherId = before[0].PhotoId, behind = Behind };
        await transaction.Execute(LendPieces, lent);
        await transaction.Execute(DeletePhoto, new { photoId = photo.PhotoId });
        foreach (var other in before)
        {
            await transaction.Execute(MoveBack, new { other.PhotoId });
        }

        await transaction.Execute(InsertFirst, new
        {
            roundId = request.RoundId,
            proposalId,
            photo.PhotoId,
            photo.AltText,
            photo.MediaType,
            photo.Width,
            photo.Height,
            photo.SizeBytes,
            photo.EverybodySaidYes,
            photo.AddedBy,
            photo.AddedAt,
        });
        await transaction.Execute(TakePiecesBack, lent);
    }

    /// <summary>All that is kept of a photo but its place and its bytes.</summary>
    internal sealed record WholeRow
    {
        public string PhotoId { get; init; } = "";
        public string AltText { get; init; } = "";
        public string MediaType { get; init; } = "";
        public int Width { get; init; }
        public int Height { get; init; }
        public long SizeBytes { get; init; }
        public bool EverybodySaidYes { get; init; }
        public string AddedBy { get; init; } = "";
        public DateTimeOffset AddedAt { get; init; }
    }
}
