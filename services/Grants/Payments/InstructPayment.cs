using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>An officer asks for an accepted award to be paid, all of it.</summary>
internal sealed class InstructPayment(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO payment (payment_id, award_id, amount_minor, currency, state, instructed_by, instructed_as, instructed_at)
        SELECT @PaymentId, @AwardId, @AmountMinor, @Currency, 'INSTRUCTED', @Subject, @ShownAs, @now
        WHERE NOT EXISTS (SELECT 1 FROM payment WHERE award_id = @AwardId AND state <> 'CANCELLED')
        """);

    public async Task<Payment> Handle(InstructPaymentRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("award_id", request.AwardId).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payment.Parser) is { } before)
        {
            return before;
        }

        var award = await AwardRow.LoadToChange(transaction, request.AwardId);
        Decide(award, caller);
        var payment = new
        {
            PaymentId = Guid.CreateVersion7().ToString(),
            award.AwardId,
            award.AmountMinor,
            award.Currency,
            caller.Subject,
            caller.ShownAs,
            now = clock.GetUtcNow(),
        };
        if (await transaction.Execute(Insert, payment) == 0)
        {
            throw new Refusal(GrantsReasons.PaymentOnItsWay, "A payment of this grant is on its way already. Please look at the list of payments.", "award_id");
        }

        var answer = (await PaymentRow.Load(transaction, payment.PaymentId)).ToPayment(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static void Decide(AwardRow award, Caller caller)
    {
        if (!caller.MayActIn(award.AreaCode))
        {
            throw new Refusal(GrantsReasons.OtherArea, $"You look after other areas than {award.AreaCode}. Please ask an officer of that area.", "award_id");
        }

        if (award.StateNow != AwardState.Accepted)
        {
            throw new Refusal(GrantsReasons.AwardNotPayable, award.StateNow switch
            {
                AwardState.Waiting => "This grant has not been offered yet. It can be paid once it is accepted.",
                AwardState.Offered => "The group has not said yes yet. Please wait for their answer, or talk to them.",
                AwardState.Declined => "The group said no to this grant, and the money is back in the area's pot.",
                _ => "This grant is paid already. Nothing more needs to be done.",
            });
        }
    }
}
