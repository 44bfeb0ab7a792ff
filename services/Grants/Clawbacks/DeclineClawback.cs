using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Clawbacks;

/// <summary>Says no to a clawback, with a reason. Nothing has moved.</summary>
internal sealed class DeclineClawback(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE clawback SET state = 'DECLINED', decided_by = @Subject, decided_as = @ShownAs, decided_at = @now, decline_reason = @reason
        WHERE clawback_id = @ClawbackId AND state = 'PROPOSED'
        """);

    public async Task<Clawback> Handle(DeclineClawbackRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("clawback_id", request.ClawbackId).Text("reason", request.Reason, max: 1000).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Clawback.Parser) is { } before)
        {
            return before;
        }

        var clawback = await ClawbackRow.Load(transaction, request.ClawbackId);
        clawback.RefuseUnlessProposed(GrantsReasons.ClawbackDecided, GrantsReasons.ClawbackDeclined);
        var change = new { caller.Subject, caller.ShownAs, now = clock.GetUtcNow(), reason = request.Reason.Trim(), clawback.ClawbackId };
        if (await transaction.Execute(Update, change) != 1)
        {
            throw new InvalidOperationException($"The clawback {clawback.ClawbackId} changed while it was held.");
        }

        var answer = (await ClawbackRow.Load(transaction, clawback.ClawbackId)).ToClawback(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
