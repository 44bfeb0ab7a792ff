using Participatory.Accountability.Ideas;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Scores;

/// <summary>
/// A group says how it was with us on one step, once. Answers become visible in bunches of more than five, so that
/// nobody who looks before and after can tell which one came in between.
/// </summary>
internal sealed class SendScore(Database database)
{
    /// <summary>How many answers have to wait together before they are shown: more than five.</summary>
    public const int Bunch = 6;

    // One after the other for each step: whoever shows a bunch would wait for a row of somebody who waits for theirs.
    private static readonly Sql Insert = new("""
        {hold @held}
        INSERT INTO score (score_id, round_id, step, listened_to, trusted, equal, worth_our_time, why, shown_as, shown)
        VALUES (@ScoreId, @RoundId, @Step, @ListenedTo, @Trusted, @Equal, @WorthOurTime, @Why, @ShownAs, 0)
        """);

    private static readonly Sql ShowBunch = new("""
        UPDATE score SET shown = 1
        WHERE round_id = @RoundId AND step = @Step AND shown = 0
          AND (SELECT COUNT(*) FROM score waiting
          WHERE waiting.round_id = @RoundId AND waiting.step = @Step AND waiting.shown = 0) >= @Bunch
        """);

    public async Task<SendScoreResponse> Handle(SendScoreRequest request, Caller caller, CancellationToken cancellation)
    {
        Check(request);
        await using var transaction = await database.Begin(cancellation);
        var idea = Steps.Decide(await IdeaRow.LoadOrNull(transaction, request.RoundId, request.ProjectId), request.Step, caller.Subject);
        if (!await Given.IsFirst(transaction, idea.RoundId, idea.ProjectId, request.Step, GivenKinds.Score))
        {
            return new SendScoreResponse { KnownBefore = true };
        }

        var score = request.Score;
        var key = new { request.RoundId, Step = StateText.Of(request.Step), Bunch };
        await transaction.Execute(Insert, new
        {
            held = Sql.Held("score", key.RoundId, key.Step),
            // Random through and through: an id that grew with time would lead back to whoever came at that time.
            ScoreId = Guid.NewGuid().ToString(),
            key.RoundId,
            key.Step,
            score.ListenedTo,
            score.Trusted,
            score.Equal,
            score.WorthOurTime,
            score.Why,
            score.ShownAs,
        });
        await transaction.Execute(ShowBunch, key);
        await transaction.Commit();
        return new SendScoreResponse();
    }

    private static void Check(SendScoreRequest request)
    {
        var score = request.Score ?? new Score();
        new Fields()
            .RequestId(request.RequestId)
            .Id("round_id", request.RoundId)
            .Code("project_id", request.ProjectId)
            .KnownStep(request.Step)
            .Points("score.listened_to", score.ListenedTo)
            .Points("score.trusted", score.Trusted)
            .Points("score.equal", score.Equal)
            .Points("score.worth_our_time", score.WorthOurTime)
            .Text("score.why", score, required: false)
            .Text("score.shown_as", score, required: false)
            .Check();
    }
}

/// <summary>One of five points.</summary>
internal static class PointFields
{
    public static Fields Points(this Fields fields, string field, int points) =>
        fields.Require(points is >= 1 and <= 5, field, AccountabilityReasons.PointsMissing);
}
