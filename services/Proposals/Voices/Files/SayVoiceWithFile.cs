using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Proposals.Questions;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Proposals.Voices.Files;

/// <summary>Somebody answers an open question by saying it, or by drawing it, with an account or without one.</summary>
internal sealed class SayVoiceWithFile(Database database, CouncilDays days, TimeProvider clock, UploadGate gate)
{
    private static readonly Upload<SayVoiceWithFileRequest> Upload = new(
        piece => piece.Content, ProposalsReasons.VoiceFileTooLarge, ProposalsReasons.VoiceFileMissing, KeptFile.MaxBytes);

    /// <param name="sender">Of whom one file at a time is taken: an account, or a connection.</param>
    public async Task<Voice> Handle(
        IAsyncStreamReader<SayVoiceWithFileRequest> pieces, Caller caller, string sender, CancellationToken cancellation)
    {
        var first = await Upload.First(pieces, cancellation);
        new Fields().RequestId(first.RequestId).OfVoice(first.Voice, first.Secret, caller, needsWords: false).Check();
        await using (var session = await database.Read(cancellation))
        {
            // Whoever may not answer is told before we take ten megabytes from them.
            if (!await session.LoadIsKnown(caller, first))
            {
                var said = first.Voice;
                var question = await QuestionRow.Load(session, said.QuestionId, "voice.question_id");
                var round = await RoundRow.Load(session, question.RoundId);
                question.AreaOfAnswer(
                    round, await AreaRow.Load(session, [round.RoundId]), said.AreaCode, "voice.area_code", clock.Now());
            }
        }

        return await Upload.Take(
            gate, sender, first, pieces,
            (request, file) =>
            {
                var kept = KeptFile.Clean(file);
                return Again.Run(() => Keep(request, kept, caller, cancellation), cancellation);
            },
            cancellation);
    }

    /// <summary>The voice as it is kept, but for its number, its place and its day. Pure.</summary>
    /// <exception cref="Refusal">Nobody answers now, the area is another, or nothing says what is drawn.</exception>
    internal static VoiceRow Decide(
        SayVoiceWithFileRequest request, VoiceFileKind kind, QuestionRow question, RoundRow round, IReadOnlyList<AreaRow> areas,
        Caller caller, DateTimeOffset now)
    {
        var voice = SayVoice.Decide(
            new SayVoiceRequest { RequestId = request.RequestId, Voice = request.Voice, Secret = request.Secret }, question, round, areas,
            caller, now);
        new Fields().Require(kind == VoiceFileKind.Sound || !string.IsNullOrWhiteSpace(voice.Words), "voice.words",
            ProposalsReasons.DrawingNotDescribed).Check();
        return voice with { FileKind = StateText.Of(kind) };
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<Voice> Keep(SayVoiceWithFileRequest request, KeptFile file, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        // Nothing of it is kept a second time to repeat an answer: what was taken back is gone.
        if (await transaction.Replay(caller, request, Voice.Parser) is { } before)
        {
            return await VoiceRow.LoadOrNull(transaction, before.VoiceId) is { } there ? there.ToMessage() : throw VoiceRow.NotFound();
        }

        var question = await QuestionRow.Lock(transaction, request.Voice.QuestionId, "voice.question_id");
        var round = await RoundRow.Load(transaction, question.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var voice = Decide(request, file.Kind, question, round, areas, caller, clock.Now()) with
        {
            VoiceId = Guid.NewGuid().ToString(),
            Place = VoiceRow.DrawPlace(),
            SaidAt = days.Begin(days.Today).ToDateTimeOffset(),
        };
        await SayVoice.Write(transaction, voice, file, question, round, caller, clock.Now());
        await transaction.Remember(caller, request, new Voice { VoiceId = voice.VoiceId });
        var answer = (await VoiceRow.LoadOrNull(transaction, voice.VoiceId))!.ToMessage();
        await transaction.Commit();
        return answer;
    }
}
