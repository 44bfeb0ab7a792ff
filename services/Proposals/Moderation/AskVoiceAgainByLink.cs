using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Moderation;

/// <summary>Somebody without an account asks that another officer looks at what they said, by the link that they were given.</summary>
internal sealed class AskVoiceAgainByLink(Database database, TimeProvider clock)
{
    public async Task<Voice> Handle(AskVoiceAgainByLinkRequest request, CancellationToken cancellation)
    {
        LinkSecret.MustBeOne(request.Secret);
        new Fields().RequestId(request.RequestId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, Voice.Parser) is not null)
        {
            return (await VoiceRow.LoadBySecret(transaction, request.Secret)).ToMessage();
        }

        var found = await VoiceRow.LoadBySecret(transaction, request.Secret);
        var voice = await VoiceRow.LockOrNull(transaction, found.VoiceId) ?? throw LinkSecret.OpensNothing();
        await AskVoiceAgain.Ask(transaction, voice, clock.Now());
        await transaction.Remember(Caller.Nobody, request, new Voice { VoiceId = voice.VoiceId });
        var answer = (await VoiceRow.LoadBySecret(transaction, request.Secret)).ToMessage();
        await transaction.Commit();
        return answer;
    }
}
