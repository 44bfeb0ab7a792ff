using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>A second person agrees that an award is paid.</summary>
internal sealed class ApprovePayment(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE payment SET state = 'APPROVED', approved_by = @Subject, approved_as = @ShownAs, approved_at = @now
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
        if (await transaction.Execute(Update, new { caller.Subject, caller.ShownAs, now, payment.PaymentId }) != 1)
        {
            throw new InvalidOperationException($"The payment {payment.PaymentId} changed while it was held.");
        }

        var answer = (await PaymentRow.Load(transaction, payment.PaymentId)).ToPayment(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static void Decide(PaymentRow payment, Caller caller)
    {
        payment.RefuseUnless(PaymentState.Instructed);
        if (payment.InstructedBy == caller.Subject)
        {
            throw new Refusal(GrantsReasons.SecondPersonNeeded, "You asked for this payment, so somebody else has to approve it. Please ask another finance officer.");
        }
    }
}
