using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Questions;

/// <summary>An officer asks an open question, of everybody or of one area, perhaps in the place of another one.</summary>
internal sealed class AskQuestion(Database database, TimeProvider clock)
{
    /// <summary>How many questions somebody is asked at a time: more are a form to fill in.</summary>
    internal const int MostAtOnce = 5;

    /// <summary>How many a round ever asks, closed ones among them: it is read with all of them.</summary>
    internal const int MostOfRound = 2_600;

    public async Task<OpenQuestion> Handle(AskQuestionRequest request, Caller caller, CancellationToken cancellation)
    {
        var asked = request.Question ?? new OpenQuestion();
        new Fields().RequestId(request.RequestId)
            .Require(request.Question is not null, "question", ProposalsReasons.QuestionMissing)
            .Id("question.round_id", asked.RoundId)
            .Code("question.area_code", asked.AreaCode, required: false)
            .Id("replaces_question_id", request.ReplacesQuestionId, required: false)
            .Question("question.", asked, asked.Words, asked.OpenTime, asked.CloseTime, request.ClosedOnPurpose)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, OpenQuestion.Parser) is { } before)
        {
            return before;
        }

        // Holding the round means that questions are asked one after the other.
        var round = await RoundRow.Lock(transaction, asked.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var earlier = await QuestionRow.LoadOfRound(transaction, round.RoundId);
        var now = clock.Now();
        var (added, replaced) = Decide(request, round, areas, earlier, caller, now);
        added = added with { QuestionId = Guid.CreateVersion7().ToString() };
        await added.Add(transaction);
        if (replaced is not null)
        {
            await (replaced with { ReplacedBy = added.QuestionId }).End(transaction);
        }

        var answer = (await QuestionRow.Load(transaction, added.QuestionId)).ToMessage(round.PhaseNow, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The question as it is asked, and the one that ends with it. Pure.</summary>
    /// <param name="earlier">Every question of the round.</param>
    /// <exception cref="Refusal">The round listens no more, the area is another's, it would be asked of nobody, or people would be asked
    /// too much.</exception>
    internal static (QuestionRow Asked, QuestionRow? Replaced) Decide(
        AskQuestionRequest request, RoundRow round, IReadOnlyList<AreaRow> areas, IReadOnlyList<QuestionRow> earlier, Caller caller,
        DateTimeOffset now)
    {
        var asked = new QuestionRow
        {
            RoundId = round.RoundId,
            AreaCode = request.Question.AreaCode.Length > 0 ? request.Question.AreaCode : null,
            Words = request.Question.Words,
            OpensAt = Instants.Read(request.Question.OpenTime)!.Value,
            ClosesAt = Instants.Read(request.Question.CloseTime)!.Value,
            AskedBy = caller.Signature(),
            AskedAt = now,
        };
        var known = areas.Where(area => asked.IsAskedIn(area.AreaCode)).Select(area => area.AreaCode).ToList();
        new Fields().Require(known.Count > 0, "question.area_code", ProposalsReasons.AreaNotInRound)
            .Require(asked.ClosesAt > now, "question.close_time", ProposalsReasons.DateIsPast).Check();
        caller.MustActIn(known);
        Phases.CheckAsks(round.PhaseNow);
        var replaced = request.ReplacesQuestionId.Length == 0 ? null : Replaced(request.ReplacesQuestionId, asked, earlier);
        var live = earlier.Where(question => question.IsLive(now) && question.QuestionId != replaced?.QuestionId).ToList();
        if (known.Any(area => live.Count(question => question.IsAskedIn(area)) >= MostAtOnce))
        {
            throw new Refusal(ProposalsReasons.QuestionsTooMany, [("most", MostAtOnce)]);
        }

        return earlier.Count < MostOfRound
            ? (asked, replaced is null ? null : replaced with { EndedAt = now, EndedBy = caller.Signature() })
            : throw new Refusal(ProposalsReasons.QuestionsFull, [("most", MostOfRound)]);
    }

    private static QuestionRow Replaced(string questionId, QuestionRow asked, IEnumerable<QuestionRow> earlier)
    {
        const string Field = "replaces_question_id";
        var replaced = earlier.FirstOrDefault(question => question.QuestionId == questionId && question.AreaCode == asked.AreaCode)
            ?? throw QuestionRow.NotFound(Field);
        return replaced.EndedAt is null ? replaced : throw new Refusal(ProposalsReasons.QuestionEnded, field: Field);
    }
}
