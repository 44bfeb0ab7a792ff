using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Moderation;

/// <summary>Somebody, signed in or not, says that a voice should not stand there. An officer looks; nothing is hidden by it.</summary>
internal sealed class FlagVoice(Database database, TimeProvider clock)
{
    public async Task<FlagVoiceResponse> Handle(FlagVoiceRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("voice_id", request.VoiceId)
            .Because(request.Reason).Text("note", request, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        // As with an idea: not even beside the answer stands who it was.
        if (await transaction.Replay(Caller.Nobody, request, FlagVoiceResponse.Parser) is { } before)
        {
            return before;
        }

        // What the caller cannot see is not there to be flagged.
        var voice = await VoiceRow.LockOrNull(transaction, request.VoiceId);
        var hiding = voice is null || !voice.IsFor(caller) ? throw VoiceRow.NotFound() : await VoiceHiding.Lock(transaction, voice);
        if (FlagProposal.Decide(hiding))
        {
            await Flags.Keep(transaction, hiding, request.Reason, request.Note, clock.Now());
        }

        var answer = new FlagVoiceResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }
}
