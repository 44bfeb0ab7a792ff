using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices;

/// <summary>Somebody without an account takes back what they said, for good, by the link that they were given.</summary>
internal sealed class TakeVoiceBackByLink(Database database)
{
    public async Task<TakeVoiceBackByLinkResponse> Handle(TakeVoiceBackByLinkRequest request, CancellationToken cancellation)
    {
        LinkSecret.MustBeOne(request.Secret);
        new Fields().RequestId(request.RequestId).Check();
        var answer = new TakeVoiceBackByLinkResponse();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, TakeVoiceBackByLinkResponse.Parser) is { } before)
        {
            return before;
        }

        var voice = await VoiceRow.LoadBySecret(transaction, request.Secret);
        // Of two who take it back at once the later one finds nothing.
        voice = await VoiceRow.LockOrNull(transaction, voice.VoiceId) ?? throw LinkSecret.OpensNothing();
        await voice.Delete(transaction);
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }
}
