using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Questions;

/// <summary>An officer closes a question before its time. What people said stays.</summary>
internal sealed class CloseQuestion(Database database, TimeProvider clock)
{
    public async Task<OpenQuestion> Handle(CloseQuestionRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("question_id", request.QuestionId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, OpenQuestion.Parser) is { } before)
        {
            return before;
        }

        var question = await QuestionRow.Lock(transaction, request.QuestionId);
        var round = await RoundRow.Load(transaction, question.RoundId);
        var now = clock.Now();
        if (Decide(question, await AreaRow.Load(transaction, [round.RoundId]), caller, now) is { } closed)
        {
            await closed.End(transaction);
            question = closed;
        }

        var answer = question.ToMessage(round.PhaseNow, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The question as it ends; null where it is over. Pure.</summary>
    /// <exception cref="Refusal">It is of other areas.</exception>
    internal static QuestionRow? Decide(QuestionRow question, IEnumerable<AreaRow> areas, Caller caller, DateTimeOffset now)
    {
        caller.MustActIn(question.AreasOf(areas));
        return question.IsLive(now) ? question with { EndedAt = now, EndedBy = caller.Signature() } : null;
    }
}
