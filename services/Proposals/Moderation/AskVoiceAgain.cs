using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Questions;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Moderation;

/// <summary>Whoever said what is hidden asks that another officer looks at it, with their account.</summary>
internal sealed class AskVoiceAgain(Database database, TimeProvider clock)
{
    public async Task<Voice> Handle(AskVoiceAgainRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("voice_id", request.VoiceId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Voice.Parser) is not null)
        {
            return (await VoiceRow.Load(transaction, request.VoiceId, caller)).ToMessage(caller);
        }

        var voice = TakeVoiceBack.Decide(await VoiceRow.LockOrNull(transaction, request.VoiceId), caller);
        await Ask(transaction, voice, clock.Now());
        await transaction.Remember(caller, request, new Voice { VoiceId = voice.VoiceId });
        var answer = (await VoiceRow.Load(transaction, voice.VoiceId, caller)).ToMessage(caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Notes that a second officer is to look; asked again, nothing more.</summary>
    /// <exception cref="Refusal">It is not hidden, or a second officer has looked.</exception>
    public static async Task Ask(Transaction transaction, VoiceRow voice, DateTimeOffset now)
    {
        if (Judging.Ask(await VoiceHiding.Lock(transaction, voice), now) is { } next)
        {
            await VoiceHiding.Write(transaction, next, await QuestionRow.Load(transaction, voice.QuestionId));
        }
    }
}
