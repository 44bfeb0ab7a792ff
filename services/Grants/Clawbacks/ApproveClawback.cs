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
        UPDATE clawback SET state = @State, decided_by = @DecidedBy, decided_as = @DecidedAs, decided_at = @DecidedAt
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
        var clawback = await ClawbackRow.Lock(transaction, request.ClawbackId);
        var fund = await FundRow.Load(transaction, clawback.FundId, "clawback_id");
        var pot = Account.OfPot(fund, clawback.RoundId, clawback.AreaCode).AccountId;
        await RoundTerms.Lock(transaction, clawback.RoundId, clawback.Currency);
        var approved = Decide(clawback, await Ledger.LockBalance(transaction, pot), caller, now);
        if (await transaction.Execute(Update, approved) != 1)
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

        var answer = (await ClawbackRow.Load(transaction, clawback.ClawbackId)).ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The clawback as approved: by a second person, of money that nobody has been promised.</summary>
    /// <exception cref="Refusal">One of these does not hold, or somebody has decided.</exception>
    internal static ClawbackRow Decide(ClawbackRow clawback, long balance, Caller caller, DateTimeOffset now)
    {
        clawback.RefuseUnlessProposed(GrantsReasons.ClawbackDecided, GrantsReasons.ClawbackDeclined, [("who", clawback.DecidedAs ?? "")]);
        clawback.RefuseProposer(caller);
        ClawbackRow.RefuseMoreThanThere(clawback.AmountMinor, balance, clawback.Currency, "clawback_id");
        return clawback.Decided(ClawbackState.Approved, caller, now);
    }
}
