using Participatory.Grants.Awards;
using Participatory.Grants.Payees;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments;

/// <summary>An officer asks for an accepted award to be paid: all of it, or the next part that was planned.</summary>
internal sealed class InstructPayment(Database database, TimeProvider clock)
{
    private static readonly Sql InsertWhole = new("""
        INSERT INTO payment_part (award_id, part, amount_minor, due_on) SELECT @AwardId, 1, @AmountMinor, ''
        WHERE NOT EXISTS (SELECT 1 FROM payment_part WHERE award_id = @AwardId)
        """);

    private static readonly Sql SelectNext = new("""
        SELECT part, amount_minor, due_on FROM payment_part
        WHERE award_id = @AwardId AND NOT EXISTS (SELECT 1 FROM payment
            WHERE payment.award_id = payment_part.award_id AND payment.part = payment_part.part AND payment.state <> 'CANCELLED')
        ORDER BY part {limit @one}
        """);

    private static readonly Sql Ask = new("""
        UPDATE award SET asked_minor = asked_minor + @AmountMinor WHERE award_id = @AwardId AND asked_minor + @AmountMinor <= amount_minor
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO payment (payment_id, award_id, part, amount_minor, currency, state, instructed_by, instructed_as, instructed_at)
        VALUES (@PaymentId, @AwardId, @Part, @AmountMinor, @Currency, 'INSTRUCTED', @Subject, @ShownAs, @now)
        """);

    public async Task<Payment> Handle(InstructPaymentRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("award_id", request.AwardId).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payment.Parser) is { } before)
        {
            return before;
        }

        var award = await AwardRow.Lock(transaction, request.AwardId);
        var payee = await PayeeRow.Load(transaction, award.AwardId);
        await transaction.Execute(InsertWhole, new { award.AwardId, award.AmountMinor });
        var part = Decide(award, payee, await transaction.One<PartRow>(SelectNext, new { award.AwardId, one = 1 }), caller);
        if (await transaction.Execute(Ask, new { award.AwardId, part.AmountMinor }) == 0)
        {
            throw OnItsWay();
        }

        var payment = new
        {
            PaymentId = Guid.CreateVersion7().ToString(),
            award.AwardId,
            part.Part,
            part.AmountMinor,
            award.Currency,
            caller.Subject,
            caller.ShownAs,
            now = clock.GetUtcNow(),
        };
        await transaction.Execute(Insert, payment);

        var answer = (await PaymentRow.Load(transaction, payment.PaymentId)).ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>
    /// Refuses where nobody has said yet who gets the money. Whether the bank knows them is looked at when it is approved.
    /// </summary>
    private static void RefuseUnlessKnown(PayeeRow payee)
    {
        if (payee.Step is PayeeStep.ChooseHolder or PayeeStep.ConfirmHosting or PayeeStep.GiveBankDetails or PayeeStep.Agree)
        {
            var reason = payee.Step switch
            {
                PayeeStep.ChooseHolder => GrantsReasons.HolderNotChosen,
                PayeeStep.ConfirmHosting => GrantsReasons.HostNotConfirmed,
                PayeeStep.Agree => GrantsReasons.SecondSignerMissing,
                _ => GrantsReasons.BankDetailsMissing,
            };
            throw new Refusal(reason, field: "award_id");
        }
    }

    private static Refusal OnItsWay() => new(GrantsReasons.PaymentOnItsWay, field: "award_id");

    /// <summary>The part that is to be paid now: the first of an accepted award that nobody has asked for.</summary>
    /// <param name="next">That part; null where every part was asked for.</param>
    /// <exception cref="Refusal">The award is in another area or not accepted, nobody is known to pay to, or there is nothing
    /// left.</exception>
    internal static PartRow Decide(AwardRow award, PayeeRow payee, PartRow? next, Caller caller)
    {
        if (!caller.MayActIn(award.AreaCode))
        {
            throw new Refusal(GrantsReasons.OtherArea, [("area", award.AreaCode)], "award_id");
        }

        if (award.StateNow != AwardState.Accepted)
        {
            throw new Refusal(award.StateNow switch
            {
                AwardState.Waiting => GrantsReasons.AwardNotOffered,
                AwardState.Offered => GrantsReasons.AwardNotAccepted,
                AwardState.Declined => GrantsReasons.AwardDeclined,
                _ => GrantsReasons.AwardNotPayable,
            });
        }

        RefuseUnlessKnown(payee);
        return next ?? throw OnItsWay();
    }
}
