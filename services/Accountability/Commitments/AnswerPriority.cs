using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Commitments;

/// <summary>An officer answers a priority, once: we will, we will not, or only together; perhaps with a promise of its own.</summary>
internal sealed class AnswerPriority(Database database, TimeProvider clock)
{
    private static readonly Sql UpdateAnswered = new("""
        UPDATE commitment SET settled_at = @SettledAt WHERE commitment_id = @CommitmentId AND settled_at IS NULL
        """);

    public async Task<Commitment> Handle(AnswerPriorityRequest request, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        Check(request, now);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Commitment.Parser) is { } before)
        {
            return before;
        }

        var row = await CommitmentRow.Lock(transaction, request.CommitmentId, caller);
        var (answered, answer, promise) = Decide(request, row, caller, Guid.CreateVersion7().ToString(), now);
        if (promise is not null)
        {
            await MakeCommitment.Add(transaction, promise);
        }

        await transaction.Execute(UpdateAnswered, answered);
        await answer.Add(transaction);
        var message = answered.ToMessage(now, answer);
        await transaction.Remember(caller, request, message);
        await transaction.Commit();
        return message;
    }

    /// <summary>The priority as answered, its answer, and the promise that comes with it, if one does. Pure.</summary>
    /// <exception cref="Refusal">It is no priority, or it has its answer.</exception>
    internal static (CommitmentRow Answered, PriorityAnswerRow Answer, CommitmentRow? Promise) Decide(
        AnswerPriorityRequest request, CommitmentRow row, Caller caller, string promiseId, DateTimeOffset now)
    {
        if (row.KindNow != CommitmentKind.Priority)
        {
            throw new Refusal(AccountabilityReasons.NoPriority);
        }

        if (row.SettledAt is not null)
        {
            throw new Refusal(AccountabilityReasons.PriorityAnswered);
        }

        var promise = request.DueTime is null ? null : new CommitmentRow
        {
            CommitmentId = promiseId,
            RoundId = row.RoundId,
            Kind = StateText.Of(CommitmentKind.Written),
            AreaCode = row.AreaCode,
            Title = request.Promise,
            Role = request.Role,
            PromisedAt = now,
            DueAt = request.DueTime.ToDateTimeOffset(),
        };
        var answer = new PriorityAnswerRow
        {
            CommitmentId = row.CommitmentId,
            Answer = StateText.Of(request.Answer),
            Words = request.Words,
            AnsweredBy = caller.ShownAs,
            AnsweredAt = now,
            PromiseId = promise?.CommitmentId ?? "",
        };
        return (row with { SettledAt = now }, answer, promise);
    }

    private static void Check(AnswerPriorityRequest request, DateTimeOffset now)
    {
        var promises = request.Promise.Length > 0 || request.Role.Length > 0 || request.DueTime is not null;
        new Fields()
            .RequestId(request.RequestId)
            .Id("commitment_id", request.CommitmentId, max: FieldLimits.LengthOf(AnswerPriorityRequest.Descriptor, "commitment_id"))
            .Require(Enum.IsDefined(request.Answer) && request.Answer != PriorityAnswerKind.Unspecified, "answer",
                AccountabilityReasons.AnswerMissing)
            .Text("words", request)
            .Text("promise", request, required: false)
            .Text("role", request, required: false)
            .Require(!promises || request.Answer != PriorityAnswerKind.WeWillNot, "promise", AccountabilityReasons.NoPromiseWithNo)
            .Require(!promises || request.Promise.Trim().Length > 0, "promise", AccountabilityReasons.PromiseNotWhole)
            .Require(!promises || request.Role.Trim().Length > 0, "role", AccountabilityReasons.PromiseNotWhole)
            .Require(!promises || MakeCommitment.IsToCome(request.DueTime, now), "due_time", AccountabilityReasons.PromiseNotWhole)
            .Check();
    }
}
