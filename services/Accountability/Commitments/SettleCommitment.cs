using Google.Protobuf;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Commitments;

/// <summary>An officer says that a written commitment was kept, that one will not be kept and why, or why one is late.</summary>
internal sealed class SettleCommitment(Database database, TimeProvider clock)
{
    private static readonly Sql UpdateKept = new("""
        UPDATE commitment SET settled_at = @SettledAt WHERE commitment_id = @CommitmentId AND settled_at IS NULL AND broken_at IS NULL
        """);

    private static readonly Sql UpdateBroken = new("""
        UPDATE commitment SET broken_at = @BrokenAt, reason = @Reason, reason_by = @ReasonBy WHERE commitment_id = @CommitmentId
        AND settled_at IS NULL AND broken_at IS NULL
        """);

    private static readonly Sql UpdateReason = new("""
        UPDATE commitment SET reason = @Reason, reason_by = @ReasonBy WHERE commitment_id = @CommitmentId AND broken_at IS NULL
        """);

    public Task<Commitment> Handle(KeepCommitmentRequest request, Caller caller, CancellationToken cancellation) =>
        Change(request, request.RequestId, request.CommitmentId, reason: null, UpdateKept, (row, now) => DecideKept(row, now), caller,
            cancellation);

    public Task<Commitment> Handle(BreakCommitmentRequest request, Caller caller, CancellationToken cancellation) =>
        Change(request, request.RequestId, request.CommitmentId, request.Reason, UpdateBroken, (row, now) => DecideBroken(row,
            request.Reason, caller, now), caller, cancellation);

    public Task<Commitment> Handle(ExplainCommitmentRequest request, Caller caller, CancellationToken cancellation) =>
        Change(request, request.RequestId, request.CommitmentId, request.Reason, UpdateReason, (row, now) => DecideExplained(row,
            request.Reason, caller, now), caller, cancellation);

    private async Task<Commitment> Change(
        IMessage request, string requestId, string commitmentId, string? reason, Sql update, Func<CommitmentRow, DateTimeOffset,
            CommitmentRow> decide,
        Caller caller, CancellationToken cancellation)
    {
        var fields = new Fields().RequestId(requestId)
            .Id("commitment_id", commitmentId, max: FieldLimits.LengthOf(request.Descriptor, "commitment_id"));
        (reason is null ? fields : fields.Text("reason", request)).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Commitment.Parser) is { } before)
        {
            return before;
        }

        var row = await CommitmentRow.Lock(transaction, commitmentId, caller);
        var now = clock.GetUtcNow();
        if (await transaction.Execute(update, decide(row, now)) != 1)
        {
            throw new InvalidOperationException($"The commitment {commitmentId} changed while its row was held.");
        }

        var answer = (await CommitmentRow.Lock(transaction, commitmentId, caller)).ToMessage(now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The commitment as kept.</summary>
    /// <exception cref="Refusal">What happens keeps it by itself, or it was kept or broken.</exception>
    internal static CommitmentRow DecideKept(CommitmentRow row, DateTimeOffset now)
    {
        if (row.KindNow != CommitmentKind.Written)
        {
            throw new Refusal(AccountabilityReasons.CommitmentKeepsItself);
        }

        RefuseSettled(row);
        return row with { SettledAt = now };
    }

    /// <summary>The commitment as broken, and why.</summary>
    /// <exception cref="Refusal">It was kept or broken, or it is a priority, which is answered.</exception>
    internal static CommitmentRow DecideBroken(CommitmentRow row, string reason, Caller caller, DateTimeOffset now)
    {
        if (row.KindNow == CommitmentKind.Priority)
        {
            throw new Refusal(AccountabilityReasons.PriorityWantsAnswer);
        }

        RefuseSettled(row);
        return row with { BrokenAt = now, Reason = reason, ReasonBy = caller.ShownAs };
    }

    /// <summary>The commitment with why it is late.</summary>
    /// <exception cref="Refusal">It is not late.</exception>
    internal static CommitmentRow DecideExplained(CommitmentRow row, string reason, Caller caller, DateTimeOffset now) =>
        row.StateAt(now) == CommitmentState.Late
            ? row with { Reason = reason, ReasonBy = caller.ShownAs }
            : throw new Refusal(AccountabilityReasons.CommitmentNotLate);

    private static void RefuseSettled(CommitmentRow row)
    {
        if (row.SettledAt is not null || row.BrokenAt is not null)
        {
            throw new Refusal(AccountabilityReasons.CommitmentSettled);
        }
    }
}
