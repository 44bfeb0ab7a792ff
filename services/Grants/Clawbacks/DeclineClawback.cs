using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Clawbacks;

/// <summary>Says no to a clawback, with a reason. Nothing has moved.</summary>
internal sealed class DeclineClawback(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE clawback SET state = @State, decided_by = @DecidedBy, decided_as = @DecidedAs, decided_at = @DecidedAt,
        decline_reason = @DeclineReason
        WHERE clawback_id = @ClawbackId AND state = 'PROPOSED'
        """);

    public async Task<Clawback> Handle(DeclineClawbackRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("clawback_id", request.ClawbackId).Text("reason", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Clawback.Parser) is { } before)
        {
            return before;
        }

        var clawback = await ClawbackRow.Lock(transaction, request.ClawbackId);
        if (await transaction.Execute(Update, Decide(clawback, request.Reason.Trim(), caller, clock.GetUtcNow())) != 1)
        {
            throw new InvalidOperationException($"The clawback {clawback.ClawbackId} changed while it was held.");
        }

        var answer = (await ClawbackRow.Load(transaction, clawback.ClawbackId)).ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The clawback as declined; whoever proposed it may think better of it.</summary>
    /// <exception cref="Refusal">Somebody has decided.</exception>
    internal static ClawbackRow Decide(ClawbackRow clawback, string reason, Caller caller, DateTimeOffset now)
    {
        clawback.RefuseUnlessProposed(GrantsReasons.ClawbackDecided, GrantsReasons.ClawbackDeclined, [("who", clawback.DecidedAs ?? "")]);
        return clawback.Decided(ClawbackState.Declined, caller, now, reason);
    }
}
