using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Questions;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>A listener writes down in the first person what somebody says. It waits for their yes, and is no voice before that.</summary>
internal sealed class WriteVoiceDown(Database database, TimeProvider clock)
{
    /// <summary>As many as are played back while their speakers are still there.</summary>
    internal const int MostWaiting = 50;

    private static readonly Sql CountWaiting = new("SELECT COUNT(*) FROM written_voice WHERE link_id = @LinkId");

    public async Task<WrittenVoice> Handle(WriteVoiceDownRequest request, CancellationToken cancellation)
    {
        var said = request.Voice ?? new WrittenVoice();
        new Fields().RequestId(request.RequestId).Opening(request.Secret)
            .Require(request.Voice is not null, "voice", ProposalsReasons.VoiceMissing)
            .Id("voice.question_id", said.QuestionId)
            .Code("voice.area_code", said.AreaCode, required: false)
            .Said("voice.", said, said.Language)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        // What was refused or put right since is not kept a second time to repeat an answer.
        if (await transaction.Replay(Caller.Nobody, request, WrittenVoice.Parser) is { } before)
        {
            return await WrittenVoiceRow.Load(transaction, request.Secret, before.VoiceId);
        }

        var link = await ListenerLinkRow.LockBySecret(transaction, request.Secret);
        var question = await QuestionRow.Lock(transaction, said.QuestionId, "voice.question_id");
        var round = await RoundRow.Load(transaction, question.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var waiting = await transaction.One<long>(CountWaiting, new { link.LinkId });
        var written = Decide(request, link, question, round, areas, waiting, clock.Now()) with { VoiceId = Guid.NewGuid().ToString() };
        await written.Add(transaction);
        await transaction.Remember(Caller.Nobody, request, new WrittenVoice { VoiceId = written.VoiceId });
        await transaction.Commit();
        return written.ToMessage();
    }

    /// <summary>What waits for a yes, but for its number. Pure.</summary>
    /// <param name="waiting">How many of this listener wait.</param>
    /// <exception cref="Refusal">The question or the area is not this listener's, nobody answers now, or too many wait.</exception>
    internal static WrittenVoiceRow Decide(
        WriteVoiceDownRequest request, ListenerLinkRow link, QuestionRow question, RoundRow round, IReadOnlyList<AreaRow> areas,
        long waiting, DateTimeOffset now)
    {
        if (question.RoundId != link.RoundId || (link.AreaCode is { } own && !question.IsAskedIn(own)))
        {
            throw QuestionRow.NotFound("voice.question_id");
        }

        var given = request.Voice.AreaCode.Length > 0 ? request.Voice.AreaCode : link.AreaCode ?? "";
        var area = question.AreaOfAnswer(round, areas, given, "voice.area_code", now);
        new Fields().Require(link.AreaCode is null || link.AreaCode == area, "voice.area_code", ProposalsReasons.AreaNotAsked).Check();
        return waiting >= MostWaiting
            ? throw new Refusal(ProposalsReasons.WaitingTooMany, [("most", MostWaiting)])
            : new WrittenVoiceRow
            {
                LinkId = link.LinkId,
                RoundId = round.RoundId,
                QuestionId = question.QuestionId,
                AreaCode = area,
                Version = 1,
                Words = request.Voice.Words,
                Language = request.Voice.Language,
                WrittenAt = now,
            };
    }
}
