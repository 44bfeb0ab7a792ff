using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Questions;

/// <summary>An officer changes a question as long as nobody has answered it.</summary>
internal sealed class ChangeQuestion(Database database, TimeProvider clock)
{
    public async Task<OpenQuestion> Handle(ChangeQuestionRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("question_id", request.QuestionId)
            .Question("", request, request.Words, request.OpenTime, request.CloseTime, request.ClosedOnPurpose).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, OpenQuestion.Parser) is { } before)
        {
            return before;
        }

        var question = await QuestionRow.Lock(transaction, request.QuestionId);
        var round = await RoundRow.Load(transaction, question.RoundId);
        var now = clock.Now();
        var changed = Decide(question, round, await AreaRow.Load(transaction, [round.RoundId]), request, caller, now);
        await changed.Change(transaction);
        var answer = changed.ToMessage(round.PhaseNow, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The question as it becomes. Pure.</summary>
    /// <exception cref="Refusal">It is of others, somebody has answered, it is over, or it would be at once.</exception>
    internal static QuestionRow Decide(
        QuestionRow question, RoundRow round, IEnumerable<AreaRow> areas, ChangeQuestionRequest request, Caller caller, DateTimeOffset now)
    {
        caller.MustActIn(question.AreasOf(areas));
        Phases.CheckAsks(round.PhaseNow);
        if (question.Answered)
        {
            throw new Refusal(ProposalsReasons.QuestionAnswered);
        }

        if (!question.IsLive(now))
        {
            throw new Refusal(ProposalsReasons.QuestionEnded);
        }

        var changed = question with
        {
            Words = request.Words,
            OpensAt = Instants.Read(request.OpenTime)!.Value,
            ClosesAt = Instants.Read(request.CloseTime)!.Value,
        };
        return changed.ClosesAt > now ? changed : throw Refusal.At("close_time", ProposalsReasons.DateIsPast);
    }
}
