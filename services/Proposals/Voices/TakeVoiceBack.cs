using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices;

/// <summary>Whoever said it takes a voice back, for good.</summary>
internal sealed class TakeVoiceBack(Database database)
{
    public async Task<TakeVoiceBackResponse> Handle(TakeVoiceBackRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("voice_id", request.VoiceId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, TakeVoiceBackResponse.Parser) is { } before)
        {
            return before;
        }

        var voice = Decide(await VoiceRow.LockOrNull(transaction, request.VoiceId), caller);
        await voice.Delete(transaction);
        var answer = new TakeVoiceBackResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What goes: it is the caller's own. Pure.</summary>
    /// <exception cref="Refusal">It is somebody else's, or has gone.</exception>
    internal static VoiceRow Decide(VoiceRow? voice, Caller caller) =>
        voice is null || !voice.IsFor(caller) ? throw VoiceRow.NotFound()
        : voice.IsBy(caller) ? voice
        : throw new Refusal(ProposalsReasons.VoiceIsTheirs);
}
