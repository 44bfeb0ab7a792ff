using System.Globalization;
using Participatory.Grants.Awards;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Amount = Participatory.Words.Amount;

namespace Participatory.Grants.Settlements;

/// <summary>
/// A group gave back what it did not spend: it goes to the pots that it came from, the last share first. Where the round
/// is settled it goes on at once to where everything that was left went.
/// </summary>
internal sealed class RecordReturn(Database database, TimeProvider clock, Offer offer)
{
    private static readonly Sql SelectShares = new("""
        SELECT pot.account_id, pot.kind, pot.currency, pot.fund_id, pot.round_id, pot.area_code, pot.budget_code, pot.shown_as,
            SUM(payment.amount_minor) - COALESCE((SELECT SUM(amount_minor) FROM transfer
                WHERE debit_account = @paidAccount AND credit_account = pot.account_id AND code = 'GROUP_RETURNED'), 0) AS balance
        FROM transfer payment
        JOIN transfer promised ON promised.transfer_id = payment.resolves
        JOIN account pot ON pot.account_id = promised.debit_account
        WHERE payment.credit_account = @paidAccount AND payment.code = 'PAYMENT'
        GROUP BY pot.account_id, pot.kind, pot.currency, pot.fund_id, pot.round_id, pot.area_code, pot.budget_code, pot.shown_as
        ORDER BY pot.account_id DESC
        """);

    private static readonly Sql SelectSettled = new("SELECT unspent, to_round_id FROM settlement WHERE round_id = @RoundId");

    public async Task<RoundMoney> Handle(RecordReturnRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("award_id", request.AwardId).Amount("amount", request.Amount).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, RoundMoney.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var (award, round) = await AwardRow.LockWithRound(transaction, request.AwardId);
        var paid = Account.OfPaid(award);
        var open = Decide(request, award, await Ledger.LockBalance(transaction, paid.AccountId));
        var settled = await transaction.One<Settled>(SelectSettled, new { award.RoundId });
        foreach (var (number, pot) in (await transaction.Many<Account>(SelectShares, new { paidAccount = paid.AccountId })).Index())
        {
            var part = Math.Min(open, pot.Balance);
            if (part <= 0)
            {
                continue;
            }

            open -= part;
            var cause = string.Create(CultureInfo.InvariantCulture, $"{request.RequestId}-{number + 1}");
            await Ledger.PostCovered(transaction, Of(award, pot, part, cause, caller, now));
            if (settled is not null)
            {
                await Leftover.Move(transaction, pot, part, settled.ToRoundId, cause, caller.Subject, now);
            }
        }

        await offer.WhatCanBe(transaction, round, now);
        var answer = await GetRoundMoney.Load(transaction, award.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static TransferRow Of(AwardRow award, Account pot, long amountMinor, string cause, Caller caller, DateTimeOffset now) => new()
    {
        TransferId = $"group-returned-{cause}",
        DebitAccount = Account.OfPaid(award).AccountId,
        CreditAccount = pot.AccountId,
        AmountMinor = amountMinor,
        Currency = award.Currency,
        Code = TransferCode.GroupReturned,
        Reference = award.AwardId,
        BudgetCode = pot.BudgetCode,
        RoundId = award.RoundId,
        TransferredAt = now,
        Actor = caller.Subject,
    };

    /// <summary>How much comes back, in minor units: no more than was paid.</summary>
    /// <exception cref="Refusal">It is more, or in another currency.</exception>
    internal static long Decide(RecordReturnRequest request, AwardRow award, long paidMinor)
    {
        new Fields().Amount("amount", request.Amount, award.Currency).Check();
        if (paidMinor < request.Amount.AmountMinor)
        {
            throw new Refusal(GrantsReasons.MoreThanPaid, [("paid", new Amount(paidMinor, award.Currency))], "amount.amount_minor");
        }

        return request.Amount.AmountMinor;
    }

    private sealed record Settled
    {
        public string Unspent { get; init; } = "";
        public string? ToRoundId { get; init; }
    }
}
