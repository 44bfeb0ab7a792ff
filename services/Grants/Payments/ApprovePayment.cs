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
        UPDATE payment SET state = @State, approved_by = @Subject, approved_as = @ApprovedAs, approved_at = @ApprovedAt,
        details_version = @DetailsVersion
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

        var payment = await PaymentRow.Lock(transaction, request.PaymentId);
        var approved = Decide(payment, await PayeeRow.Load(transaction, payment.AwardId), caller, clock.GetUtcNow());
        var change = new
        {
            approved.State, caller.Subject, approved.ApprovedAs, approved.ApprovedAt, approved.DetailsVersion,
            payment.PaymentId
        };
        if (await transaction.Execute(Update, change) != 1)
        {
            throw new InvalidOperationException($"The payment {payment.PaymentId} changed while it was held.");
        }

        var answer = (await PaymentRow.Load(transaction, payment.PaymentId)).ToMessage(caller);
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
            case PayeeStep.Agree:
                throw new Refusal(GrantsReasons.SecondSignerMissing);
            case PayeeStep.Check:
                throw new Refusal(GrantsReasons.PayeeNotChecked);
            case PayeeStep.Correct:
                throw new Refusal(GrantsReasons.PayeeNoMatch);
            default:
                throw new Refusal(GrantsReasons.PayeeNotReady);
        }
    }

    /// <summary>The payment as approved by a second person, with the bank details that count now.</summary>
    /// <exception cref="Refusal">It is decided or done, it is the first person's, or the payee is not ready.</exception>
    internal static PaymentRow Decide(PaymentRow payment, PayeeRow payee, Caller caller, DateTimeOffset now)
    {
        payment.RefuseUnless(PaymentState.Instructed);
        if (payment.InstructedBy == caller.Subject)
        {
            throw new Refusal(GrantsReasons.SecondPersonNeeded);
        }

        RefuseUnlessReady(payee);
        return payment with
        {
            State = StateText.Of(PaymentState.Approved),
            ApprovedAs = caller.ShownAs,
            ApprovedAt = now,
            DetailsVersion = payee.DetailsVersion > 0 ? payee.DetailsVersion : null,
        };
    }
}
