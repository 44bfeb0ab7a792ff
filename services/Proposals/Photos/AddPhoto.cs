using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Pictures;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Photos;

/// <summary>
/// Takes in a photo of an idea from somebody who writes it, and keeps the picture without anything that came along with it.
/// </summary>
internal sealed class AddPhoto(Database database, TimeProvider clock, UploadGate gate)
{
    private static readonly Upload<AddProposalPhotoRequest> Upload = Picture.Upload<AddProposalPhotoRequest>(piece => piece.Content);

    private static readonly Sql InsertPhoto = new("""
        INSERT INTO proposal_photo (
            round_id, proposal_id, photo_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes, added_by, added_at, place)
        SELECT @RoundId, @ProposalId, @photoId, @AltText, @MediaType, @Width, @Height, @sizeBytes, @EverybodySaidYes, @Subject, @now,
            (SELECT COUNT(*) FROM proposal_photo WHERE round_id = @RoundId AND proposal_id = @ProposalId) + 1
        WHERE (SELECT COUNT(*) FROM proposal_photo WHERE round_id = @RoundId AND proposal_id = @ProposalId) < @most
        """);

    public async Task<Proposal> Handle(IAsyncStreamReader<AddProposalPhotoRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var first = await Upload.First(pieces, cancellation);
        new Fields().RequestId(first.RequestId).Id("round_id", first.RoundId).Code("proposal_id", first.ProposalId)
            .Text("alt_text", first)
            .Require(first.EverybodySaidYes, "everybody_said_yes", ProposalsReasons.EverybodyNotAsked)
            .Check();
        await using (var session = await database.Read(cancellation))
        {
            // Whoever may not add a photo is told before we take ten megabytes from them.
            await LoadOwn(session, first, caller);
        }

        return await Upload.Take(
            gate, caller, first, pieces,
            (request, file) =>
            {
                var picture = Picture.Clean(file);
                return Again.Run(() => Keep(request, picture, caller, cancellation), cancellation);
            },
            cancellation);
    }

    /// <summary>Which idea gets the photo: one that stands, until the ballot paper is out.</summary>
    /// <exception cref="Refusal">It was taken back, or it is too early or too late.</exception>
    internal static string Decide(ProposalRow proposal, Phase phase)
    {
        proposal.MustStand();
        Phases.CheckAllowsPhoto(phase);
        return proposal.ProposalId;
    }

    private static async Task LoadOwn(Session session, AddProposalPhotoRequest request, Caller caller)
    {
        if (!(await ProposalView.LoadShown(session, request.RoundId, request.ProposalId, caller)).WrittenByMe)
        {
            throw new Refusal(ProposalsReasons.PhotoIsTheirs);
        }
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<Proposal> Keep(AddProposalPhotoRequest request, Picture picture, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            // What can be seen on it is not kept a second time to repeat an answer; it may have been taken away since.
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        // The round is looked at and not held: the bytes take longer to write than others should wait.
        var proposal = await ProposalRow.LockWithAuthors(transaction, request.RoundId, request.ProposalId);
        if (!proposal.IsWrittenBy(caller))
        {
            throw new Refusal(ProposalsReasons.PhotoIsTheirs);
        }

        var proposalId = Decide(proposal, (await RoundRow.Load(transaction, request.RoundId)).PhaseNow);
        await Insert(transaction, proposalId, request, picture, caller);
        // What was decided was about other photos: nobody sees this one, nor those beside it, before an officer has.
        var hiding = await IdeaHiding.Lock(transaction, request.RoundId, proposal, IdeaPart.Photo);
        if (hiding.Number > 0)
        {
            await IdeaHiding.Write(transaction, Judging.Wait(hiding, clock.Now()), proposal.Title);
        }

        await transaction.Remember(caller, request, new Proposal { RoundId = request.RoundId, ProposalId = request.ProposalId });
        var answer = await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        await transaction.Commit();
        return answer;
    }

    private async Task Insert(
        Transaction transaction, string proposalId, AddProposalPhotoRequest request, Picture picture, Caller caller)
    {
        var photoId = Guid.CreateVersion7().ToString();
        var added = await transaction.Execute(InsertPhoto, new
        {
            request.RoundId,
            ProposalId = proposalId,
            photoId,
            request.AltText,
            picture.MediaType,
            picture.Width,
            picture.Height,
            sizeBytes = picture.Bytes.Length,
            request.EverybodySaidYes,
            caller.Subject,
            now = clock.Now(),
            most = PhotoRow.Most,
        });
        if (added == 0)
        {
            throw new Refusal(ProposalsReasons.PhotosFull, [("most", PhotoRow.Most)], "content");
        }

        await GetPhoto.Pieces.Keep(transaction, photoId, picture.Bytes);
    }
}
