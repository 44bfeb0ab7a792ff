using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Photos;

/// <summary>
/// Takes a photo of an idea away, so that nothing of it stays: whoever writes it whenever they like, because whoever said yes
/// to it can take that back; an officer with a reason, which the proposer reads.
/// </summary>
internal sealed class RemovePhoto(Database database, TimeProvider clock)
{
    private static readonly Sql InsertTakenAway = new("""
        INSERT INTO photo_taken_away (photo_id, round_id, proposal_id, reason, taken_by, taken_at)
        SELECT photo_id, round_id, proposal_id, @reason, @takenBy, @now
        FROM proposal_photo WHERE photo_id = @photoId
        """);

    private static readonly Sql DeletePhoto = new("DELETE FROM proposal_photo WHERE photo_id = @photoId");

    // One after the other, so that no two are at one place meanwhile.
    private static readonly Sql MoveUp = new("UPDATE proposal_photo SET place = place - 1 WHERE photo_id = @PhotoId");

    public async Task<Proposal> Handle(RemoveProposalPhotoRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId)
            .Id("photo_id", request.PhotoId, required: false).Text("reason", request, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        var proposal = await ProposalRow.LockWithAuthors(transaction, request.RoundId, request.ProposalId);
        var isTheirs = Decide(proposal, request.Reason, caller);
        var photos = await PhotoRow.Load(transaction, request.RoundId, proposal.ProposalId);
        var photo = photos.FirstOrDefault(one => request.PhotoId.Length == 0 || one.PhotoId == request.PhotoId)
            ?? throw GetPhoto.NotFound();
        if (!isTheirs)
        {
            await transaction.Execute(InsertTakenAway,
                new { photoId = photo.PhotoId, reason = request.Reason, takenBy = caller.Signature(), now = clock.Now() });
        }

        await GetPhoto.Pieces.Delete(transaction, photo.PhotoId);
        await transaction.Execute(DeletePhoto, new { photoId = photo.PhotoId });
        foreach (var later in photos.Where(one => one.Place > photo.Place))
        {
            await transaction.Execute(MoveUp, new { later.PhotoId });
        }

        // What was said of the others stands.
        if (photos.Count == 1)
        {
            await Flags.Settle(transaction, new HidingRow
            {
                ScopeId = request.RoundId, ItemId = proposal.ProposalId, Part = StateText.Of(IdeaPart.Photo),
            });
        }

        await transaction.Remember(caller, request, new Proposal { RoundId = request.RoundId, ProposalId = proposal.ProposalId });
        var answer = await ProposalView.Load(transaction, request.RoundId, proposal.ProposalId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Whether it is somebody who writes it who takes it away, and not an officer. Pure.</summary>
    internal static bool Decide(ProposalRow proposal, string reason, Caller caller)
    {
        if (proposal.IsWrittenBy(caller))
        {
            return true;
        }

        if (!caller.IsOfficer())
        {
            throw proposal.StateNow == ProposalState.Withdrawn
                ? ProposalRow.NotFound()
                : new Refusal(ProposalsReasons.RemovingIsTheirs);
        }

        caller.MustActIn([proposal.AreaCode]);
        new Fields().Require(!string.IsNullOrWhiteSpace(reason), "reason", ProposalsReasons.WhyRemoved).Check();
        return false;
    }
}
