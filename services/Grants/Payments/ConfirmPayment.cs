using Participatory.Contracts.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Payees;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments;

/// <summary>
/// Records that the bank has paid an award, or a part of it. With the last part the award is paid; where its story is
/// taken already, it closes.
/// </summary>
internal sealed class ConfirmPayment(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE payment SET state = 'CONFIRMED', confirmed_by = @Subject, confirmed_as = @ShownAs, confirmed_at = @now, bank_reference = @bankReference
        WHERE payment_id = @PaymentId AND state = 'APPROVED'
        """);

    private static readonly Sql MarkPaid = new("UPDATE award SET state = 'PAID', paid_at = @now WHERE award_id = @AwardId AND state = 'ACCEPTED'");

    private static readonly Sql SelectPaid = new("SELECT COALESCE(SUM(amount_minor), 0) FROM payment WHERE award_id = @AwardId AND state = 'CONFIRMED'");

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

        await Apply(transaction, request.PaymentId, request.BankReference.Trim(), caller, clock.GetUtcNow());
        var answer = (await PaymentRow.Load(transaction, request.PaymentId)).ToPayment(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Confirms one payment; whoever imports a statement does so for many.</summary>
    public static async Task Apply(Transaction transaction, string paymentId, string bankReference, Caller caller, DateTimeOffset now)
    {
        var payment = await PaymentRow.LoadToChange(transaction, paymentId);
        Decide(payment, await PayeeRow.Load(transaction, payment.AwardId));
        var award = await AwardRow.LoadToChange(transaction, payment.AwardId);
        var before = await transaction.One<long>(SelectPaid, new { award.AwardId });
        if (await transaction.Execute(Update, new { caller.Subject, caller.ShownAs, now, bankReference, payment.PaymentId }) != 1)
        {
            throw new InvalidOperationException($"The payment {payment.PaymentId} changed while it was held.");
        }

        if (!await Promises.Keep(transaction, award, payment.AmountMinor, payment.PaymentId, caller.Subject, now))
        {
            throw new InvalidOperationException($"Less is promised to the award {award.AwardId} than its payment {payment.PaymentId} pays.");
        }

        if (before + payment.AmountMinor < award.AmountMinor)
        {
            await transaction.Publish(new PartPaid(
                payment.PaymentId, award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title,
                award.Recipient!, payment.Part, payment.Parts, payment.AmountMinor, award.Currency, now));
            return;
        }

        if (await transaction.Execute(MarkPaid, new { now, award.AwardId }) != 1)
        {
            throw new InvalidOperationException($"The award {award.AwardId} changed while it was held.");
        }

        await transaction.Publish(new PaymentConfirmed(
            payment.PaymentId, award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title,
            award.Recipient!, award.AmountMinor, award.Currency, now));
        await CloseAward.IfItCan(transaction, award, now);
    }

    /// <summary>What went to the bank may come back as paid, whatever happened since; what did not cannot while it is frozen.</summary>
    private static void Decide(PaymentRow payment, PayeeRow payee)
    {
        payment.RefuseUnless(PaymentState.Approved);
        if (payment.Exports == 0)
        {
            ApprovePayment.RefuseUnlessReady(payee);
            if (payment.DetailsVersion is { } approved && approved != payee.DetailsVersion)
            {
                throw new Refusal(GrantsReasons.DetailsChangedSince);
            }
        }
    }
}
