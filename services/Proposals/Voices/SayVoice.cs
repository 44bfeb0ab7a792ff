using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Questions;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices.Files;
using Participatory.Words;

namespace Participatory.Proposals.Voices;

/// <summary>Somebody answers an open question, with an account or without one.</summary>
internal sealed class SayVoice(Database database, CouncilDays days, TimeProvider clock)
{
    public async Task<Voice> Handle(SayVoiceRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).OfVoice(request.Voice, request.Secret, caller).Check();
        await using var transaction = await database.Begin(cancellation);
        // Words are not kept a second time to repeat an answer: what was taken back is gone.
        if (await transaction.Replay(caller, request, Voice.Parser) is { } before)
        {
            return await VoiceRow.LoadOrNull(transaction, before.VoiceId) is { } there ? there.ToMessage() : throw VoiceRow.NotFound();
        }

        var question = await QuestionRow.Lock(transaction, request.Voice.QuestionId, "voice.question_id");
        var round = await RoundRow.Load(transaction, question.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var voice = Decide(request, question, round, areas, caller, clock.Now()) with
        {
            VoiceId = Guid.NewGuid().ToString(),
            Place = VoiceRow.DrawPlace(),
            SaidAt = days.Begin(days.Today).ToDateTimeOffset(),
        };
        await Write(transaction, voice, file: null, question, round, caller, clock.Now());
        await transaction.Remember(caller, request, new Voice { VoiceId = voice.VoiceId });
        var answer = (await VoiceRow.LoadOrNull(transaction, voice.VoiceId))!.ToMessage();
        await transaction.Commit();
        return answer;
    }

    /// <summary>The voice as it is kept, but for its number, its place and its day. Pure.</summary>
    /// <exception cref="Refusal">Nobody answers now, or the area is another.</exception>
    internal static VoiceRow Decide(
        SayVoiceRequest request, QuestionRow question, RoundRow round, IReadOnlyList<AreaRow> areas, Caller caller, DateTimeOffset now) =>
        new()
        {
            RoundId = round.RoundId,
            QuestionId = question.QuestionId,
            AreaCode = question.AreaOfAnswer(round, areas, request.Voice.AreaCode, "voice.area_code", now),
            Words = request.Voice.Words,
            Language = request.Voice.Language,
            Audience = StateText.Of(request.Voice.Audience),
            FirstName = request.Voice.FirstName,
            SpeakerSubject = caller.Subject,
            SecretHash = caller.IsSignedIn ? null : LinkSecret.HashOf(request.Secret),
        };

    /// <summary>Keeps the voice with its file where it has one, out of sight where an officer looks at it first.</summary>
    internal static async Task Write(
        Transaction transaction, VoiceRow voice, KeptFile? file, QuestionRow question, RoundRow round, Caller caller, DateTimeOffset now)
    {
        await voice.Add(transaction, "secret");
        if (file is not null)
        {
            await file.Keep(transaction, voice.VoiceId);
        }

        if (await VoiceHiding.LoadWaits(transaction, round, voice, caller))
        {
            await VoiceHiding.Write(transaction, Judging.Wait(await VoiceHiding.Lock(transaction, voice), now), question);
        }
    }
}
