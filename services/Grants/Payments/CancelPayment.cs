using Participatory.Access.V1;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments;

/// <summary>Stops a payment that the bank has not made; the award can be paid anew.</summary>
internal sealed class CancelPayment(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE payment SET state = @State, cancelled_by = @Subject, cancelled_at = @now, cancel_reason = @CancelReason
        WHERE payment_id = @PaymentId AND state = @before
        """);

    private static readonly Sql Unask = new("UPDATE award SET asked_minor = asked_minor - @AmountMinor WHERE award_id = @AwardId");

    public async Task<Payment> Handle(CancelPaymentRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("payment_id", request.PaymentId)
            .Text("reason", request)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payment.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var payment = await PaymentRow.Lock(transaction, request.PaymentId);
        var cancelled = Decide(payment, request.Reason, caller);
        var change = new { cancelled.State, caller.Subject, now, cancelled.CancelReason, payment.PaymentId, before = payment.State };
        if (await transaction.Execute(Update, change) != 1)
        {
            throw new InvalidOperationException($"The payment {payment.PaymentId} changed while it was held.");
        }

        await transaction.Execute(Unask, new { payment.AwardId, payment.AmountMinor });
        if (payment is { RunId: { } runId, Exports: 0 })
        {
            await Run.Undo(transaction, runId, now);
        }

        var answer = (await PaymentRow.Load(transaction, payment.PaymentId)).ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The payment as stopped: by an officer of its area, or by finance once its file went to the bank.</summary>
    /// <exception cref="Refusal">The bank has made it, it is stopped already, or it is not this person's to stop.</exception>
    internal static PaymentRow Decide(PaymentRow payment, string reason, Caller caller)
    {
        if (!caller.Is(Role.Finance) && !caller.MayActIn(payment.AreaCode))
        {
            throw new Refusal(GrantsReasons.OtherArea, [("area", payment.AreaCode)], "payment_id");
        }

        payment.RefuseUnless(PaymentState.Instructed, PaymentState.Approved);
        if (payment.Exports > 0 && !caller.Is(Role.Finance))
        {
            throw new Refusal(GrantsReasons.PaymentInRun, field: "payment_id");
        }

        return payment with { State = StateText.Of(PaymentState.Cancelled), CancelReason = reason };
    }
}
