using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices;

/// <summary>Shows one voice to whoever may read it.</summary>
internal sealed class GetVoice(Database database)
{
    public async Task<Voice> Handle(GetVoiceRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("voice_id", request.VoiceId).Check();
        await using var session = await database.Read(cancellation);
        return (await VoiceRow.Load(session, request.VoiceId, caller)).ToMessage(caller);
    }
}
