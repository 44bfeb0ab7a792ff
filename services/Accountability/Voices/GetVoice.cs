using Google.Protobuf;
using Grpc.Core;
using Participatory.Accountability.Photos;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Voices;

/// <summary>Sends a voice note to whoever may hear that part of its story; before the story is sent that is the group alone.</summary>
internal sealed class GetVoice(Database database)
{
    private static readonly Sql SelectPiece = new("SELECT content FROM voice_piece WHERE voice_id = @VoiceId AND piece = @piece");

    public async Task Handle(GetVoiceRequest request, IServerStreamWriter<GetVoiceResponse> response, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("voice_id", request.VoiceId).Check();

        await using var session = await database.Read(cancellation);
        var voice = await VoiceRow.LoadOrNull(session, request.VoiceId) ?? throw VoiceRow.NotFound();
        var report = await ReportRow.LoadOrNull(session, voice.ReportId) ?? throw VoiceRow.NotFound();
        if (!GetPhoto.MaySee(report, voice.Audience, caller))
        {
            throw VoiceRow.NotFound();
        }

        long sent = 0;
        for (var piece = 0; sent < voice.SizeBytes; piece++)
        {
            // A piece is missing where the group takes the voice note away while we send it.
            var content = await session.One<byte[]>(SelectPiece, new { voice.VoiceId, piece }) ?? throw VoiceRow.NotFound();
            await response.WriteAsync(new GetVoiceResponse
            {
                MediaType = piece == 0 ? voice.MediaType : "",
                Content = UnsafeByteOperations.UnsafeWrap(content),
            }, cancellation);
            sent += content.Length;
        }
    }
}
