using Google.Protobuf;
using Grpc.Core;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Sends the picture of a group to whoever may read its words.</summary>
internal sealed class GetGroupPicture(Database database, TimeProvider clock)
{
    public async Task Handle(
        GetGroupPictureRequest request, IServerStreamWriter<GetGroupPictureResponse> response, Caller caller,
        CancellationToken cancellation)
    {
        new Fields().Id("group_id", request.GroupId).Check();
        await using var session = await database.Read(cancellation);
        var shown = (await GroupView.Load(session, request.GroupId, caller, clock.Now())).Picture ?? throw GroupPictureRow.NotFound();
        var picture = Decide(await GroupPictureRow.LoadOrNull(session, request.GroupId), shown.PictureId);
        await GroupPictureRow.Pieces.Send(session, picture.PictureId, picture.SizeBytes, Send, GroupPictureRow.NotFound);

        Task Send(int piece, ByteString content)
        {
            var message = new GetGroupPictureResponse { Content = content };
            if (piece == 0)
            {
                (message.PictureId, message.MediaType) = (picture.PictureId, picture.MediaType);
            }

            return response.WriteAsync(message, cancellation);
        }
    }

    /// <summary>The picture that they may see, and not one that took its place meanwhile. Pure.</summary>
    /// <exception cref="Refusal">It is gone.</exception>
    internal static GroupPictureRow Decide(GroupPictureRow? picture, string pictureId) =>
        picture is not null && picture.PictureId == pictureId ? picture : throw GroupPictureRow.NotFound();
}
