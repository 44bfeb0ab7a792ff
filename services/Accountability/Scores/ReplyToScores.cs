using Participatory.Accountability.Commitments;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Scores;

/// <summary>An officer replies in public to what groups said about a step, by name, once it can be read.</summary>
internal sealed class ReplyToScores(Database database, TimeProvider clock)
{
    private static readonly Sql CountShown = new("SELECT COUNT(*) FROM score WHERE round_id = @RoundId AND step = @Step AND shown = 1");

    private static readonly Sql Insert = new("""
        INSERT INTO score_reply (reply_id, round_id, step, words, replied_by, replied_at)
        VALUES (@ReplyId, @RoundId, @Step, @Words, @By, @Now)
        """);

    public async Task<Relationship> Handle(ReplyToScoresRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).KnownStep(request.Step).Text("words", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Relationship.Parser) is { } before)
        {
            return before;
        }

        CommitmentRow.MustActFor(caller, areaCode: "");
        var key = new { request.RoundId, Step = StateText.Of(request.Step) };
        if (await transaction.One<long>(CountShown, key) == 0)
        {
            throw new Refusal(AccountabilityReasons.NothingToReplyTo);
        }

        await transaction.Execute(Insert, new
        {
            ReplyId = Guid.CreateVersion7().ToString(),
            key.RoundId,
            key.Step,
            request.Words,
            By = caller.ShownAs,
            Now = clock.GetUtcNow(),
        });
        var answer = await Relationships.Load(transaction, request.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
