using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Moderation;

/// <summary>Shows an officer of the area what people said of a voice.</summary>
internal sealed class GetVoiceFlags(Database database)
{
    public async Task<GetVoiceFlagsResponse> Handle(GetVoiceFlagsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("voice_id", request.VoiceId).Check();
        await using var session = await database.Read(cancellation);
        var voice = await VoiceRow.LoadOrNull(session, request.VoiceId) ?? throw VoiceRow.NotFound();
        caller.MustActIn([voice.AreaCode]);
        return new GetVoiceFlagsResponse { Flags = { await Flags.Load(session, voice.RoundId, voice.VoiceId, VoiceHiding.Part) } };
    }
}
