using Google.Protobuf;
using Grpc.Core;
using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Logos;

/// <summary>Sends the file of a logo, of now or of then; of a picture that nobody chose yet to administrators only.</summary>
internal sealed class GetLogoFile(Database database)
{
    public async Task Handle(
        GetLogoFileRequest request, IServerStreamWriter<GetLogoFileResponse> response, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("logo_id", request.LogoId).Check();
        await using var session = await database.Read(cancellation);
        var picture = Decide(await LogoPictureRow.Load(session, request.LogoId), caller);
        await LogoPictureRow.Pieces.Send(session, picture.LogoId, picture.SizeBytes, Send, LogoPictureRow.NotFound);

        Task Send(int piece, ByteString content)
        {
            var message = new GetLogoFileResponse { Content = content };
            if (piece == 0)
            {
                (message.LogoId, message.MediaType, message.Shown) = (picture.LogoId, picture.MediaType, picture.Shown);
            }

            return response.WriteAsync(message, cancellation);
        }
    }

    /// <summary>The picture, where they may see it. Pure.</summary>
    /// <exception cref="Refusal">It is nobody's to see yet.</exception>
    internal static LogoPictureRow Decide(LogoPictureRow picture, Caller caller) =>
        picture.Shown || caller.Is(Role.Administrator) ? picture : throw LogoPictureRow.NotFound();
}
