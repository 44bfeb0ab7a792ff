using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Photos;

/// <summary>Sends the photo of an idea to whoever may see the idea.</summary>
internal sealed class GetPhoto(Database database)
{
    private static readonly Sql SelectPiece = new("SELECT content FROM proposal_photo_piece WHERE photo_id = @PhotoId AND piece = @piece");

    public async Task Handle(
        GetProposalPhotoRequest request, IServerStreamWriter<GetProposalPhotoResponse> response, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        await using var session = await database.Read(cancellation);
        var photo = (await ProposalView.Load(session, request.RoundId, request.ProposalId, caller)).Photo ?? throw NotFound();
        long sent = 0;
        for (var piece = 0; sent < photo.SizeBytes; piece++)
        {
            // A piece is missing where the photo is taken away while we send it.
            var content = await session.One<byte[]>(SelectPiece, new { photo.PhotoId, piece }) ?? throw NotFound();
            var message = piece == 0 ? new GetProposalPhotoResponse { PhotoId = photo.PhotoId, MediaType = photo.MediaType } : new GetProposalPhotoResponse();
            message.Content = UnsafeByteOperations.UnsafeWrap(content);
            await response.WriteAsync(message, cancellation);
            sent += content.Length;
        }
    }

    /// <summary>The idea has no photo, or none any more.</summary>
    public static Refusal NotFound() =>
        new(ProposalsReasons.PhotoNotFound, field: "proposal_id");
}
