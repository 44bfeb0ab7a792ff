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
        UPDATE payment SET state = @State, confirmed_by = @Subject, confirmed_as = @ConfirmedAs, confirmed_at = @ConfirmedAt,
        bank_reference = @BankReference
        WHERE payment_id = @PaymentId AND state = 'APPROVED'
        """);

    private static readonly Sql MarkPaid = new("""
        UPDATE award SET state = @State, paid_at = @PaidAt WHERE award_id = @AwardId AND state = 'ACCEPTED'
        """);

    private static readonly Sql SelectPaid = new("""
        SELECT COALESCE(SUM(amount_minor), 0) FROM payment WHERE award_id = @AwardId AND state = 'CONFIRMED'
        """);

    public async Task<Payment> Handle(ConfirmPaymentRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("payment_id", request.PaymentId)
            .Text("bank_reference", request)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payment.Parser) is { } before)
        {
            return before;
        }

        await Apply(transaction, request.PaymentId, request.BankReference.Trim(), caller, clock.GetUtcNow());
        var answer = (await PaymentRow.Load(transaction, request.PaymentId)).ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Confirms one payment; whoever imports a statement does so for many.</summary>
    public static async Task Apply(Transaction transaction, string paymentId, string bankReference, Caller caller, DateTimeOffset now)
    {
        var payment = await PaymentRow.Lock(transaction, paymentId);
        var payee = await PayeeRow.Load(transaction, payment.AwardId);
        var award = await AwardRow.Lock(transaction, payment.AwardId);
        var before = await transaction.One<long>(SelectPaid, new { award.AwardId });
        var (confirmed, paid) = Decide(payment, payee, award, before, bankReference, caller, now);
        var change = new
        {
            confirmed.State, caller.Subject, confirmed.ConfirmedAs, confirmed.ConfirmedAt, confirmed.BankReference,
            payment.PaymentId
        };
        if (await transaction.Execute(Update, change) != 1)
        {
            throw new InvalidOperationException($"The payment {payment.PaymentId} changed while it was held.");
        }

        if (!await Promises.Keep(transaction, award, payment.AmountMinor, payment.PaymentId, caller.Subject, now))
        {
            throw new InvalidOperationException(
                $"Less is promised to the award {award.AwardId} than its payment {payment.PaymentId} pays.");
        }

        if (paid is null)
        {
            await transaction.Publish(new PartPaid(
                payment.PaymentId, award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title,
                award.Recipient!, payment.Part, payment.Parts, payment.AmountMinor, award.Currency, now));
            return;
        }

        if (await transaction.Execute(MarkPaid, paid) != 1)
        {
            throw new InvalidOperationException($"The award {award.AwardId} changed while it was held.");
        }

        await transaction.Publish(new PaymentConfirmed(
            payment.PaymentId, award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title,
            award.Recipient!, award.AmountMinor, award.Currency, now));
        await CloseAward.IfItCan(transaction, paid, now);
    }

    /// <summary>
    /// The payment as confirmed, and with the last part the award as paid. What went to the bank may come back as paid,
    /// whatever happened since; what did not cannot while it is frozen.
    /// </summary>
    /// <param name="paidBefore">What the bank has paid of the award before this.</param>
    /// <exception cref="Refusal">The payment is not approved, or its payee is not who was approved.</exception>
    internal static (PaymentRow Confirmed, AwardRow? Paid) Decide(
        PaymentRow payment, PayeeRow payee, AwardRow award, long paidBefore, string bankReference, Caller caller, DateTimeOffset now)
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

        return (
            payment with
            {
                State = StateText.Of(PaymentState.Confirmed),
                ConfirmedAs = caller.ShownAs,
                ConfirmedAt = now,
                BankReference = bankReference
            },
            paidBefore + payment.AmountMinor < award.AmountMinor ? null
                : award with { State = StateText.Of(AwardState.Paid), PaidAt = now });
    }
}
