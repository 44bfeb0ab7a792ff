using System.Data.Common;
using Grpc.Core;
using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;
using Client = Participatory.Grants.V1.GrantsService.GrantsServiceClient;

namespace Participatory.Tests.Service.Grants;

public sealed class PaymentTests
{
    [Theory, EveryDatabase]
    public async Task Whoever_asked_for_a_payment_cannot_approve_it(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        var payment = await town.Noor.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });

        await Refused(StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED",
            async () => await town.Noor.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId }));

        await using (var transaction = await town.Service.Database.Begin(CancellationToken.None))
        {
            await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("""
                UPDATE payment SET state = 'APPROVED', approved_by = instructed_by, approved_at = 1
                """)));
            await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("UPDATE payment SET state = 'APPROVED'")));
            await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("UPDATE payment SET amount_minor = amount_minor + 1")));
        }

        payment = await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        Assert.Equal((PaymentState.Approved, "Noor Khan, clerk", "Femi Stone, finance officer"),
            (payment.State, payment.InstructedBy, payment.ApprovedBy));
    }

    [Theory, EveryDatabase]
    public async Task An_award_has_at_most_one_live_payment(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        var first = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });

        await Refused(StatusCode.AlreadyExists, "PAYMENT_ON_ITS_WAY",
            async () => await town.Noor.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId }));
        await using (var transaction = await town.Service.Database.Begin(CancellationToken.None))
        {
            var refusal = await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("""
                INSERT INTO payment (payment_id, award_id, part, amount_minor, currency, state, instructed_by, instructed_as, instructed_at)
                SELECT 'second', award_id, 1, amount_minor, currency, 'INSTRUCTED', 'x', 'x', 1 FROM award
                """)));
            Assert.True(Dialect.IsUniqueViolation(refusal));
        }

        var cancelled = await town.Femi.CancelPaymentAsync(
            new() { RequestId = Id(), PaymentId = first.PaymentId, Reason = "Wrong account" });
        Assert.Equal((PaymentState.Cancelled, "Wrong account"), (cancelled.State, cancelled.CancelReason));
        var second = await town.Noor.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Noor.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = second.PaymentId, Reason = "Again" });
        await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        Assert.Equal(3, (await town.Femi.ListPaymentsAsync(new() { RoundId = "autumn" })).Payments.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_payment_is_confirmed_only_when_it_is_approved_and_only_once(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => town.Confirm(payment));
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        await RefusedFields(async () => await town.Femi.ConfirmPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId }),
            "bank_reference");
        Assert.Equal((100_000, 40_000, 0, 60_000), await town.Pot());

        await town.Confirm(payment);

        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => town.Confirm(payment));
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE",
            async () => await town.Noor.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId }));
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", async () => await town.Grace.CancelPaymentAsync(
            new() { RequestId = Id(), PaymentId = payment.PaymentId, Reason = "Too late" }));
        Assert.Equal((100_000, 0, 40_000, 60_000), await town.Pot());
        Assert.Equal(AwardState.Paid, (await town.TheAward()).State);
        Assert.Single(await town.Service.Published<PaymentConfirmed>());
    }

    [Theory, EveryDatabase]
    public async Task A_cancelled_payment_stays_cancelled(string engine)
    {
        await using var town = await Town.Start(engine);
        var payment = await town.ApprovedPayment();
        await RefusedFields(
            async () => await town.Grace.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId }), "reason");
        await town.Grace.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId, Reason = "New bank details" });

        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => town.Confirm(payment));
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE",
            async () => await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId }));
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE",
            async () => await town.Grace.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId, Reason = "Again" }));
        Assert.Equal(AwardState.Accepted, (await town.TheAward()).State);
    }

    [Theory, EveryDatabase]
    public async Task A_payment_that_nobody_knows_is_not_found(string engine)
    {
        await using var town = await Town.Start(engine);
        const string id = "nothing";

        await Refused(StatusCode.NotFound, "PAYMENT_NOT_FOUND", async () => await town.Femi.GetPaymentAsync(new() { PaymentId = id }));
        await Refused(StatusCode.NotFound, "PAYMENT_NOT_FOUND",
            async () => await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = id }));
        await Refused(StatusCode.NotFound, "PAYMENT_NOT_FOUND",
            async () => await town.Femi.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = id, Reason = "Why" }));
        await Refused(StatusCode.NotFound, "PAYMENT_NOT_FOUND",
            async () => await town.Femi.ConfirmPaymentAsync(new() { RequestId = Id(), PaymentId = id, BankReference = "r" }));
    }

    [Theory, EveryDatabase]
    public async Task Of_many_at_once_one_payment_is_asked_for_approved_and_confirmed(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();

        var asked = await AtOnce(
            () => town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId }, deadline: Soon()).ResponseAsync);
        var payment = Assert.Single(asked);
        Assert.Single(
            await AtOnce(() => town.Femi.ApprovePaymentAsync(
            new() { RequestId = Id(), PaymentId = payment.PaymentId }, deadline: Soon()).ResponseAsync));
        Assert.Single(
            await AtOnce(() => town.Femi.ConfirmPaymentAsync(
            new() { RequestId = Id(), PaymentId = payment.PaymentId, BankReference = "r" }, deadline: Soon()).ResponseAsync));

        Assert.Equal((100_000, 0, 40_000, 60_000), await town.Pot());
        Assert.Single(await town.Service.Published<PaymentConfirmed>());
    }

    private static DateTime Soon() => DateTime.UtcNow.AddMinutes(1);

    /// <summary>Those of forty calls at once that went through; the others were refused, not broken.</summary>
    private static async Task<List<Payment>> AtOnce(Func<Task<Payment>> call)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            try
            {
                return await call();
            }
            catch (RpcException refusal) when (refusal.Reason() is "PAYMENT_ON_ITS_WAY" or "PAYMENT_STATE")
            {
                return null;
            }
        }));
        return outcomes.OfType<Payment>().ToList();
    }
}
