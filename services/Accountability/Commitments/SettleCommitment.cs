using Google.Protobuf;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Commitments;

/// <summary>An officer says that a written commitment was kept, that one will not be kept and why, or why one is late.</summary>
internal sealed class SettleCommitment(Database database, TimeProvider clock)
{
    private const int MaxReason = 1_000;

    private static readonly Sql UpdateKept = new("""
        UPDATE commitment SET settled_at = @now WHERE commitment_id = @CommitmentId AND settled_at IS NULL AND broken_at IS NULL
        """);

    private static readonly Sql UpdateBroken = new("""
        UPDATE commitment SET broken_at = @now, reason = @reason, reason_by = @by WHERE commitment_id = @CommitmentId AND settled_at IS NULL AND broken_at IS NULL
        """);

    private static readonly Sql UpdateReason = new("""
        UPDATE commitment SET reason = @reason, reason_by = @by WHERE commitment_id = @CommitmentId AND broken_at IS NULL
        """);

    public Task<Commitment> Handle(KeepCommitmentRequest request, Caller caller, CancellationToken cancellation) =>
        Change(request, request.RequestId, request.CommitmentId, reason: null, UpdateKept, DecideKept, caller, cancellation);

    public Task<Commitment> Handle(BreakCommitmentRequest request, Caller caller, CancellationToken cancellation) =>
        Change(request, request.RequestId, request.CommitmentId, request.Reason, UpdateBroken, DecideBroken, caller, cancellation);

    public Task<Commitment> Handle(ExplainCommitmentRequest request, Caller caller, CancellationToken cancellation) =>
        Change(request, request.RequestId, request.CommitmentId, request.Reason, UpdateReason, DecideExplained, caller, cancellation);

    private async Task<Commitment> Change(
        IMessage request, string requestId, string commitmentId, string? reason, Sql update, Func<CommitmentRow, DateTimeOffset, Refusal?> decide, Caller caller, CancellationToken cancellation)
    {
        var fields = new Fields().RequestId(requestId).Id("commitment_id", commitmentId, max: 100);
        (reason is null ? fields : fields.Text("reason", reason, MaxReason)).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Commitment.Parser) is { } before)
        {
            return before;
        }

        var row = await CommitmentRow.Lock(transaction, commitmentId, caller);
        var now = clock.GetUtcNow();
        if (decide(row, now) is { } refusal)
        {
            throw refusal;
        }

        if (await transaction.Execute(update, new { row.CommitmentId, now, reason, by = caller.ShownAs }) != 1)
        {
            throw new InvalidOperationException($"The commitment {commitmentId} changed while its row was held.");
        }

        var answer = (await CommitmentRow.Lock(transaction, commitmentId, caller)).ToCommitment(now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Null where an officer may say that it was kept. Pure.</summary>
    internal static Refusal? DecideKept(CommitmentRow row, DateTimeOffset now) =>
        row.Kind != CommitmentRow.Written
            ? new Refusal(AccountabilityReasons.CommitmentKeepsItself)
            : DecideBroken(row, now);

    /// <summary>Null where an officer may say that it will not be kept. Pure.</summary>
    internal static Refusal? DecideBroken(CommitmentRow row, DateTimeOffset now) =>
        row.SettledAt is not null || row.BrokenAt is not null
            ? new Refusal(AccountabilityReasons.CommitmentSettled)
            : null;

    /// <summary>Null where there is something to explain. Pure.</summary>
    internal static Refusal? DecideExplained(CommitmentRow row, DateTimeOffset now) =>
        row.StateAt(now) == CommitmentState.Late
            ? null
            : new Refusal(AccountabilityReasons.CommitmentNotLate);
}
