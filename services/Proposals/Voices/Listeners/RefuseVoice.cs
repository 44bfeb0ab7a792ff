using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>A speaker says no to what was written down. Nothing of it is kept.</summary>
internal sealed class RefuseVoice(Database database)
{
    public async Task<RefuseVoiceResponse> Handle(RefuseVoiceRequest request, CancellationToken cancellation)
    {
        LinkSecret.MustBeOne(request.Secret);
        new Fields().RequestId(request.RequestId).Id("voice_id", request.VoiceId)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, RefuseVoiceResponse.Parser) is { } before)
        {
            return before;
        }

        var link = await ListenerLinkRow.LockBySecret(transaction, request.Secret);
        var written = WrittenVoiceRow.AsRead(await WrittenVoiceRow.LockOrNull(transaction, link.LinkId, request.VoiceId), request.Version);
        await written.Delete(transaction);
        var answer = new RefuseVoiceResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }
}
