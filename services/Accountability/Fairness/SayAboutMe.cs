using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Fairness;

/// <summary>
/// Somebody says things about themselves, or takes them back, until the round is counted. Whoever says something without
/// proposing is not counted; asking who has would only tie it to them. Nothing is left under the request id either:
/// saying the same again changes nothing.
/// </summary>
internal sealed class SayAboutMe(Database database, RoundKeys keys)
{
    private static readonly Sql CountRounds = new("SELECT COUNT(*) FROM round WHERE round_id = @RoundId");

    private static readonly Sql LockCounted = new("SELECT COUNT(*) FROM fairness_count {lock} WHERE round_id = @RoundId");

    private static readonly Sql Delete = new("DELETE FROM fairness_said WHERE token = @Token");

    private static readonly Sql Insert = new("""
        INSERT INTO fairness_said (token, round_id, question, choice) VALUES (@Token, @RoundId, @Question, @Choice)
        """);

    public async Task<SayAboutMeResponse> Handle(SayAboutMeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("round_id", request.RoundId)
            .Require(request.Said.Count > 0, "said", AccountabilityReasons.NothingSaid)
            .Require(request.Said.All(IsKnown), "said", AccountabilityReasons.AnswerUnknown)
            .Require(request.Said.DistinctBy(said => said.Question).Count() == request.Said.Count, "said",
                AccountabilityReasons.AnswerTwice)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.One<long>(CountRounds, new { request.RoundId }) == 0)
        {
            throw new Refusal(AccountabilityReasons.RoundNotFound, field: "round_id");
        }

        if (await transaction.One<long>(LockCounted, new { request.RoundId }) > 0)
        {
            throw new Refusal(AccountabilityReasons.AlreadyCounted);
        }

        var key = keys.Of(request.RoundId);
        foreach (var said in request.Said)
        {
            var token = Questions.Token(key, caller.Subject, said.Question);
            await transaction.Execute(Delete, new { Token = token });
            if (said.Choice.Length > 0)
            {
                await transaction.Execute(
                    Insert, new { Token = token, request.RoundId, Question = Questions.NameOf(said.Question), said.Choice });
            }
        }

        await transaction.Commit();
        return new SayAboutMeResponse();
    }

    private static bool IsKnown(Said said) =>
        Questions.All.TryGetValue(said.Question, out var choices) && (said.Choice.Length == 0 || choices.Contains(said.Choice));
}
