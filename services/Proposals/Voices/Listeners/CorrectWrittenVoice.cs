using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>A speaker puts right what was written down. What they did not say is not kept.</summary>
internal sealed class CorrectWrittenVoice(Database database)
{
    public async Task<WrittenVoice> Handle(CorrectWrittenVoiceRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Opening(request.Secret).Id("voice_id", request.VoiceId)
            .Said("", request, request.Language)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, WrittenVoice.Parser) is not null)
        {
            return await WrittenVoiceRow.Load(transaction, request.Secret, request.VoiceId);
        }

        var link = await ListenerLinkRow.LockBySecret(transaction, request.Secret);
        var corrected = Decide(await WrittenVoiceRow.LockOrNull(transaction, link.LinkId, request.VoiceId), request);
        await corrected.Change(transaction);
        await transaction.Remember(Caller.Nobody, request, new WrittenVoice { VoiceId = corrected.VoiceId });
        await transaction.Commit();
        return corrected.ToMessage();
    }

    /// <summary>What waits for a yes now. Pure.</summary>
    /// <exception cref="Refusal">It is gone, or it was put right since it was read.</exception>
    internal static WrittenVoiceRow Decide(WrittenVoiceRow? written, CorrectWrittenVoiceRequest request) =>
        WrittenVoiceRow.AsRead(written, request.Version) with
        {
            Version = request.Version + 1,
            Words = request.Words,
            Language = request.Language,
        };
}
