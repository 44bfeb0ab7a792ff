using Grpc.Core;
using Participatory.Accountability.Funders;
using Participatory.Accountability.Photos;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Voices;

/// <summary>Sends a voice note to whoever may hear that part of its story; before the story is sent that is the group alone.</summary>
internal sealed class GetVoice(Database database, Keyed key)
{
    public async Task Handle(
        GetVoiceRequest request, IServerStreamWriter<GetVoiceResponse> response, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("voice_id", request.VoiceId).Text("secret", request, required: false).Check();

        await using var session = await database.Read(cancellation);
        var voice = await VoiceRow.LoadOrNull(session, request.VoiceId) ?? throw VoiceRow.NotFound();
        var report = await ReportRow.LoadOrNull(session, voice.ReportId) ?? throw VoiceRow.NotFound();
        var link = await FunderLinkRow.LoadOrNull(session, key, request.Secret);
        if (!GetPhoto.MaySee(report, voice.Audience, caller, await HiddenParts.LoadIs(session, report.ReportId, voice.VoiceId), link))
        {
            throw VoiceRow.NotFound();
        }

        await VoiceRow.Pieces.Send(
            session, voice.VoiceId, voice.SizeBytes,
            (piece, content) => response.WriteAsync(
                new GetVoiceResponse { MediaType = piece == 0 ? voice.MediaType : "", Content = content }, cancellation),
            VoiceRow.NotFound);
    }
}
