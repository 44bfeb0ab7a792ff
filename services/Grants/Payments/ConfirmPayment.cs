using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>Records that the bank has paid an award. Where its story is taken already, the award closes.</summary>
internal sealed class ConfirmPayment(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE payment SET state = 'CONFIRMED', confirmed_by = @Subject, confirmed_as = @ShownAs, confirmed_at = @now, bank_reference = @bankReference
        WHERE payment_id = @PaymentId AND state = 'APPROVED'
        """);

    private static readonly Sql MarkPaid = new("UPDATE award SET state = 'PAID', paid_at = @now WHERE award_id = @AwardId AND state = 'ACCEPTED'");

    public async Task<Payment> Handle(ConfirmPaymentRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("payment_id", request.PaymentId)
            .Text("bank_reference", request.BankReference, max: 60)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payment.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var payment = await PaymentRow.LoadToChange(transaction, request.PaymentId);
        payment.RefuseUnless(PaymentState.Approved);
        var award = await AwardRow.LoadToChange(transaction, payment.AwardId);
        var paid = await transaction.Execute(Update, new { caller.Subject, caller.ShownAs, now, bankReference = request.BankReference.Trim(), payment.PaymentId });
        if (paid != 1 || await transaction.Execute(MarkPaid, new { now, award.AwardId }) != 1)
        {
            throw new InvalidOperationException($"The payment {payment.PaymentId} or its award changed while they were held.");
        }

        await Move(transaction, payment, award, caller, now);
        await transaction.Publish(new PaymentConfirmed(
            payment.PaymentId, award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title,
            award.Recipient!, award.AmountMinor, award.Currency, now));
        await CloseAward.IfItCan(transaction, award, now);

        var answer = (await PaymentRow.Load(transaction, payment.PaymentId)).ToPayment(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What was promised is paid, each share under the budget code of the fund that it came from.</summary>
    private static async Task Move(Transaction transaction, PaymentRow payment, AwardRow award, Caller caller, DateTimeOffset now)
    {
        var account = Account.OfPaid(award);
        await Ledger.Open(transaction, account);
        foreach (var (promised, number) in (await Ledger.Promised(transaction, award.AwardId)).Select((promised, index) => (promised, index + 1)))
        {
            await Ledger.PostCovered(transaction, promised with
            {
                TransferId = $"payment-{payment.PaymentId}-{number}",
                DebitAccount = promised.CreditAccount,
                CreditAccount = account.AccountId,
                Code = TransferCode.Payment,
                Reference = payment.PaymentId,
                TransferredAt = now,
                Actor = caller.Subject,
            });
        }
    }
}
