using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Photos;

/// <summary>Sends the photo of an idea to whoever may see the idea.</summary>
internal sealed class GetPhoto(Database database)
{
    /// <summary>The bytes of photos.</summary>
    public static readonly FilePieces Pieces = new("proposal_photo_piece");

    public async Task Handle(
        GetProposalPhotoRequest request, IServerStreamWriter<GetProposalPhotoResponse> response, Caller caller,
            CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        await using var session = await database.Read(cancellation);
        var photo = (await ProposalView.LoadShown(session, request.RoundId, request.ProposalId, caller)).Photo ?? throw NotFound();
        await Pieces.Send(session, photo.PhotoId, photo.SizeBytes, Send, NotFound);

        Task Send(int piece, ByteString content)
        {
            var message = new GetProposalPhotoResponse { Content = content };
            if (piece == 0)
            {
                (message.PhotoId, message.MediaType) = (photo.PhotoId, photo.MediaType);
            }

            return response.WriteAsync(message, cancellation);
        }
    }

    /// <summary>The idea has no photo, or none any more.</summary>
    public static Refusal NotFound() =>
        new(ProposalsReasons.PhotoNotFound, field: "proposal_id");
}
