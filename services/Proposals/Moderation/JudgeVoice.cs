using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Questions;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Moderation;

/// <summary>An officer of the area hides a voice, shows it, or keeps it hidden at a second look. Nothing of it changes.</summary>
internal sealed class JudgeVoice(Database database, TimeProvider clock)
{
    public async Task<Voice> Handle(JudgeVoiceRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("voice_id", request.VoiceId)
            .Judged(request.Judgement, request.Reason).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Voice.Parser) is not null)
        {
            return (await VoiceRow.Load(transaction, request.VoiceId, caller)).ToMessage(caller);
        }

        var voice = await VoiceRow.LockOrNull(transaction, request.VoiceId) ?? throw VoiceRow.NotFound();
        caller.MustActIn([voice.AreaCode]);
        var hiding = await VoiceHiding.Lock(transaction, voice);
        if (Judging.Decide(hiding, request.Judgement, request.Reason, caller, VoiceHiding.WordsOf(voice), clock.Now()) is { } next)
        {
            await VoiceHiding.Write(transaction, next, await QuestionRow.Load(transaction, voice.QuestionId));
        }

        await Flags.Settle(transaction, hiding);
        // The words are not kept a second time to repeat an answer.
        await transaction.Remember(caller, request, new Voice { VoiceId = voice.VoiceId });
        var answer = (await VoiceRow.Load(transaction, voice.VoiceId, caller)).ToMessage(caller);
        await transaction.Commit();
        return answer;
    }
}
