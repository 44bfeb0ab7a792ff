using Participatory.Grants.Payees;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments;

/// <summary>A second person agrees that an award is paid.</summary>
internal sealed class ApprovePayment(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE payment SET state = 'APPROVED', approved_by = @Subject, approved_as = @ShownAs, approved_at = @now, details_version = @version
        WHERE payment_id = @PaymentId AND state = 'INSTRUCTED'
        """);

    public async Task<Payment> Handle(ApprovePaymentRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("payment_id", request.PaymentId).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payment.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var payment = await PaymentRow.LoadToChange(transaction, request.PaymentId);
        Decide(payment, caller);
        var payee = await PayeeRow.Load(transaction, payment.AwardId);
        RefuseUnlessReady(payee);
        var version = payee.DetailsVersion > 0 ? payee.DetailsVersion : (int?)null;
        if (await transaction.Execute(Update, new { caller.Subject, caller.ShownAs, now, version, payment.PaymentId }) != 1)
        {
            throw new InvalidOperationException($"The payment {payment.PaymentId} changed while it was held.");
        }

        var answer = (await PaymentRow.Load(transaction, payment.PaymentId)).ToPayment(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Refuses where the bank has not been asked about the payee, or a change of its details waits to be confirmed.</summary>
    public static void RefuseUnlessReady(PayeeRow payee)
    {
        switch (payee.Step)
        {
            case PayeeStep.Ready:
                return;
            case PayeeStep.ConfirmChange:
                throw new Refusal(GrantsReasons.PayeeFrozen);
            case PayeeStep.Check:
                throw new Refusal(GrantsReasons.PayeeNotChecked);
            case PayeeStep.Correct:
                throw new Refusal(GrantsReasons.PayeeNoMatch);
            default:
                throw new Refusal(GrantsReasons.PayeeNotReady);
        }
    }

    private static void Decide(PaymentRow payment, Caller caller)
    {
        payment.RefuseUnless(PaymentState.Instructed);
        if (payment.InstructedBy == caller.Subject)
        {
            throw new Refusal(GrantsReasons.SecondPersonNeeded);
        }
    }
}
