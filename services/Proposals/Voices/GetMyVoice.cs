using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices;

/// <summary>Shows somebody without an account what they said, by the link that they were given.</summary>
internal sealed class GetMyVoice(Database database)
{
    public async Task<Voice> Handle(GetMyVoiceRequest request, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return (await VoiceRow.LoadBySecret(session, request.Secret)).ToMessage();
    }
}
