using Participatory.Contracts.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Funds;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Clawbacks;

/// <summary>A second person agrees: the money goes back to its fund, and the reason is public for good.</summary>
internal sealed class ApproveClawback(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE clawback SET state = 'APPROVED', decided_by = @Subject, decided_as = @ShownAs, decided_at = @now
        WHERE clawback_id = @ClawbackId AND state = 'PROPOSED'
        """);

    public async Task<Clawback> Handle(ApproveClawbackRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("clawback_id", request.ClawbackId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Clawback.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var clawback = await ClawbackRow.Load(transaction, request.ClawbackId);
        var fund = await FundRow.Load(transaction, clawback.FundId, "clawback_id");
        var pot = Account.OfPot(fund, clawback.RoundId, clawback.AreaCode).AccountId;
        await RoundTerms.Hold(transaction, clawback.RoundId, clawback.Currency);
        Decide(clawback, await Ledger.Balance(transaction, pot), caller);
        if (await transaction.Execute(Update, new { caller.Subject, caller.ShownAs, now, clawback.ClawbackId }) != 1)
        {
            throw new InvalidOperationException($"The clawback {clawback.ClawbackId} changed while it was held.");
        }

        await Ledger.PostCovered(transaction, new TransferRow
        {
            TransferId = $"clawback-{clawback.ClawbackId}",
            DebitAccount = pot,
            CreditAccount = Account.IdOfFund(fund.FundId),
            AmountMinor = clawback.AmountMinor,
            Currency = clawback.Currency,
            Code = TransferCode.Clawback,
            Reference = clawback.ClawbackId,
            BudgetCode = fund.BudgetCode,
            RoundId = clawback.RoundId,
            TransferredAt = now,
            Actor = caller.Subject,
        });
        await transaction.Publish(new BudgetClawedBack(
            clawback.ClawbackId, clawback.RoundId, clawback.FundId, clawback.AreaCode, clawback.AmountMinor, clawback.Currency,
            clawback.Reason, [clawback.ProposedAs, caller.ShownAs], now));

        var answer = (await ClawbackRow.Load(transaction, clawback.ClawbackId)).ToClawback(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static void Decide(ClawbackRow clawback, long balance, Caller caller)
    {
        clawback.RefuseUnlessProposed(GrantsReasons.ClawbackDecided, GrantsReasons.ClawbackDeclined);
        clawback.RefuseProposer(caller);
        ClawbackRow.RefuseMoreThanThere(clawback.AmountMinor, balance, clawback.Currency, "clawback_id");
    }
}
