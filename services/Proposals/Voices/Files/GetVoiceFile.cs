using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices.Files;

/// <summary>Sends what was recorded or drawn to whoever may read the words of the voice.</summary>
internal sealed class GetVoiceFile(Database database)
{
    public async Task Handle(
        GetVoiceFileRequest request, IServerStreamWriter<GetVoiceFileResponse> response, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("voice_id", request.VoiceId, required: request.Secret.Length == 0).Check();
        await using var session = await database.Read(cancellation);
        // What a secret opens is its speaker's own.
        var voice = request.Secret.Length > 0
            ? (await VoiceRow.LoadBySecret(session, request.Secret)).ToMessage()
            : (await VoiceRow.Load(session, request.VoiceId, caller)).ToMessage(caller);
        var file = voice.File ?? throw NotFound();
        await KeptFile.Pieces.Send(session, voice.VoiceId, file.SizeBytes, Send, NotFound);

        Task Send(int piece, ByteString content)
        {
            var message = new GetVoiceFileResponse { Content = content };
            if (piece == 0)
            {
                (message.VoiceId, message.MediaType) = (voice.VoiceId, file.MediaType);
            }

            return response.WriteAsync(message, cancellation);
        }
    }

    /// <summary>The voice has no file that the caller may have, or none any more.</summary>
    private static Refusal NotFound() => new(ProposalsReasons.VoiceFileNotFound, field: "voice_id");
}
