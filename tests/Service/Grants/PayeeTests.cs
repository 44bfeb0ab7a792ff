using System.Data.Common;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class PayeeTests
{
    [Theory, EveryDatabase]
    public async Task Bank_details_stand_nowhere_in_the_database_in_clear(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        // As pasted from a bank's page.
        await town.Amina.GiveBankDetailsAsync(Details(award, "\u200b3192\u00a06819"));

        var kept = await Cell.TextOf(town.Service.Database);
        var listed = (await town.Femi.ListPayeesAsync(new())).ToString();
        Assert.Contains("Mill Lane Residents", kept, StringComparison.Ordinal);
        Assert.Contains("6819", listed, StringComparison.Ordinal);
        foreach (var clear in new[] { "31926819", "12345678", "20-00-00" })
        {
            Assert.DoesNotContain(clear, kept, StringComparison.Ordinal);
            Assert.DoesNotContain(clear, listed, StringComparison.Ordinal);
        }

        var payee = await town.Grace.GetPayeeAsync(new() { AwardId = award.AwardId });
        Assert.Equal("••-••-00 ••••6819", payee.MaskedAccount);
    }

    [Theory, EveryDatabase]
    public async Task Only_finance_reads_bank_details_and_every_reading_is_kept_for_good(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        var request = new GetBankDetailsRequest { AwardId = award.AwardId, Why = "To ask the bank about the name" };

        foreach (var other in new[] { town.Grace, town.Olu, town.Amina, town.Tom })
        {
            await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await other.GetBankDetailsAsync(request));
        }

        await Refused(StatusCode.Unauthenticated, "SIGN_IN_NEEDED", async () => await town.Nobody.GetBankDetailsAsync(request));
        await RefusedFields(async () => await town.Femi.GetBankDetailsAsync(new() { AwardId = award.AwardId }), "why");
        var details = await town.Femi.GetBankDetailsAsync(request);
        await town.Noor.GetBankDetailsAsync(request);

        Assert.Equal(
            [("BANK_DETAILS_READ", People.Femi.Subject, award.AwardId), ("BANK_DETAILS_READ", People.Noor.Subject, award.AwardId)],
            town.Service.Services.GetRequiredService<SecurityLog>().Take().Select(note => (note.What, note.Who, note.About)));
        Assert.Equal(("Mill Lane Residents", "200000", "12345678"), (details.AccountName, details.SortCode, details.AccountNumber));
        var seen = (await town.Amina.GetPayeeAsync(new() { AwardId = award.AwardId })).Readings;
        Assert.Equal(["Femi Stone, finance officer", "Noor Khan, clerk"], seen.Select(reading => reading.ReadBy));
        Assert.All(seen, reading => Assert.Equal(request.Why, reading.Why));
        Assert.Empty((await town.Grace.GetPayeeAsync(new() { AwardId = award.AwardId })).Readings);
        await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
        await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("DELETE FROM payee_reading")));
        await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("UPDATE payee_reading SET read_as = 'x'")));
    }

    [Theory, EveryDatabase]
    public async Task Changed_details_freeze_payment_until_somebody_else_confirms_them_by_another_channel(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        var changed = await town.Amina.GiveBankDetailsAsync(Details(award, "87654321"));

        Assert.Equal((true, PayeeStep.ConfirmChange, 2), (changed.Frozen, changed.Step, changed.DetailsVersion));
        Assert.Equal(People.Amina.Subject, Assert.Single(await town.Service.Published<PayeeChanged>()).RecipientSubject);
        await Refused(StatusCode.FailedPrecondition, "PAYEE_FROZEN",
            async () => await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId }));
        // Neither the old details again nor a check lift it, nor choosing anew (which is refused while a payment is asked for).
        Assert.True((await town.Amina.GiveBankDetailsAsync(Details(award))).Frozen);
        await town.Femi.RecordPayeeCheckAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, DetailsVersion = 3, Result = PayeeCheckResult.Match });
        await Refused(StatusCode.FailedPrecondition, "PAYEE_FROZEN",
            async () => await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId }));

        var confirm = new ConfirmChangeRequest
        {
            RequestId = Id(), AwardId = award.AwardId, DetailsVersion = 2, Channel = Channel.Phone,
            Note = "Rang the number in the agreement; Amina said yes."
        };
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Grace.ConfirmChangeAsync(confirm));
        await Refused(StatusCode.FailedPrecondition, "OTHER_DETAILS", async () => await town.Noor.ConfirmChangeAsync(confirm));
        confirm.DetailsVersion = 3;
        var calm = await town.Noor.ConfirmChangeAsync(confirm);

        Assert.Equal((false, PayeeStep.Ready, Channel.Phone, "Noor Khan, clerk"),
            (calm.Frozen, calm.Step, calm.Change.Channel, calm.Change.ConfirmedBy));
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        await Refused(StatusCode.FailedPrecondition, "PAYEE_STATE",
            async () => await town.Noor.ConfirmChangeAsync(new(confirm) { RequestId = Id() }));
    }

    [Theory, EveryDatabase]
    public async Task Details_that_change_after_the_approval_stop_the_payment_from_being_confirmed(string engine)
    {
        await using var town = await Town.Start(engine);
        var payment = await town.ApprovedPayment();
        await town.Amina.GiveBankDetailsAsync(Details(await town.TheAward(), "87654321"));

        await Refused(StatusCode.FailedPrecondition, "PAYEE_FROZEN", () => town.Confirm(payment));
        // Nor do calm and a new check make the approval one of the new details.
        var award = await town.TheAward();
        await town.Noor.ConfirmChangeAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, DetailsVersion = 2, Channel = Channel.Letter, Note = "Wrote to them" });
        await town.Femi.RecordPayeeCheckAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, DetailsVersion = 2, Result = PayeeCheckResult.Match });
        await Refused(StatusCode.FailedPrecondition, "OTHER_DETAILS", () => town.Confirm(payment));
        Assert.Equal((100_000, 40_000, 0, 60_000), await town.Pot());
    }

    [Theory, EveryDatabase]
    public async Task The_same_details_again_change_nothing(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();

        var again = await town.Amina.GiveBankDetailsAsync(Details(award));

        Assert.Equal((false, PayeeStep.Ready, 1), (again.Frozen, again.Step, again.DetailsVersion));
        var request = Details(award, "87654321");
        await town.Amina.GiveBankDetailsAsync(request);
        request.AccountNumber = "11111111";
        await Refused(StatusCode.InvalidArgument, "REQUEST_ID_REUSED", async () => await town.Amina.GiveBankDetailsAsync(request));
    }

    [Theory, EveryDatabase]
    public async Task Choosing_the_holder_again_does_not_lift_a_freeze(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        await town.Amina.GiveBankDetailsAsync(Details(award, "87654321"));

        await town.Amina.ChooseHolderAsync(new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Person });
        var payee = await town.Amina.GiveBankDetailsAsync(Details(award, "87654321"));

        Assert.Equal(PayeeStep.ConfirmChange, payee.Step);
    }

    [Theory, EveryDatabase]
    public async Task The_result_of_the_check_decides_whether_it_is_paid(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Offered();
        await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        await Refused(StatusCode.FailedPrecondition, "PAYEE_NOT_READY",
            async () => await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId }));
        await Refused(StatusCode.FailedPrecondition, "PAYEE_NOT_READY", async () => await town.Amina.GiveBankDetailsAsync(Details(award)));
        await town.Amina.ChooseHolderAsync(new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Person });
        await Refused(StatusCode.FailedPrecondition, "PAYEE_NOT_READY",
            async () => await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId }));
        await town.Amina.GiveBankDetailsAsync(Details(award));
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        async Task Approve() => await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        async Task Check(PayeeCheckResult result, string note) =>
            await town.Femi.RecordPayeeCheckAsync(
                new() { RequestId = Id(), AwardId = award.AwardId, DetailsVersion = 1, Result = result, Note = note });

        await Refused(StatusCode.FailedPrecondition, "PAYEE_NOT_CHECKED", Approve);
        await Check(PayeeCheckResult.NoMatch, "The bank has another name; asked Amina to look.");
        await Refused(StatusCode.FailedPrecondition, "PAYEE_NOT_CHECKED", Approve);
        foreach (var result in new[] { PayeeCheckResult.CloseMatch, PayeeCheckResult.NoMatch, PayeeCheckResult.Unavailable })
        {
            await RefusedFields(() => Check(result, ""), "note");
        }

        await Check(PayeeCheckResult.Unavailable, "The bank does not take part; a penny was sent and came.");
        await Approve();
    }

    [Theory, EveryDatabase]
    public async Task A_host_confirms_in_writing_sees_the_money_and_has_no_say(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Offered();
        await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        var mine = await town.Amina.ChooseHolderAsync(
            new()
            {
                RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Host, GroupName = "Walkers",
                HostName = "Elmstow Voluntary Action"
            });
        Assert.NotEmpty(mine.HostCode);
        Assert.Empty((await town.Femi.GetPayeeAsync(new() { AwardId = award.AwardId })).HostCode);
        await Refused(
            StatusCode.PermissionDenied, "NOT_YOUR_AWARD", async () => await town.Tom.GetPayeeAsync(new() { AwardId = award.AwardId }));
        Assert.Equal("Walkers", (await town.Tom.GetPayeeAsync(new() { AwardId = award.AwardId, HostCode = mine.HostCode })).GroupName);

        var confirm = new ConfirmHostingRequest
        {
            RequestId = Id(), AwardId = award.AwardId, HostCode = mine.HostCode, FeeBasisPoints = 1001, CharityNumber = "12",
            SignedBy = "Ada Hill, treasurer", Words = "We hold this money for the group.",
        };
        await RefusedFields(async () => await town.Tom.ConfirmHostingAsync(confirm), "fee_basis_points", "charity_number");
        (confirm.FeeBasisPoints, confirm.CharityNumber) = (750, "1099999");
        await Refused(StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED", async () => await town.Amina.ConfirmHostingAsync(confirm));
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD",
            async () => await town.Tom.ConfirmHostingAsync(new(confirm) { RequestId = Id(), HostCode = "0" }));
        var hosted = await town.Tom.ConfirmHostingAsync(confirm);

        Assert.Equal((750, 3_000, "Ada Hill, treasurer", true, false),
            (hosted.HostFeeBasisPoints, hosted.HostFee.AmountMinor, hosted.HostConfirmedBy, hosted.HostedByMe, hosted.Mine));
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD", async () => await town.Amina.GiveBankDetailsAsync(Details(award)));
        await town.Tom.GiveBankDetailsAsync(Details(award));
        Assert.Equal(award.AwardId, Assert.Single((await town.Tom.ListMyHostingsAsync(new())).Payees).AwardId);
        // It cannot answer for the group, choose for it, or plan.
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD",
            async () => await town.Tom.ChooseHolderAsync(new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Person }));
        // A new choice makes the old link worthless.
        town.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Amina.ChooseHolderAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Host, GroupName = "Walkers", HostName = "Another host" });
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD",
            async () => await town.Tom.ConfirmHostingAsync(new(confirm) { RequestId = Id() }));
    }

    [Theory, EveryDatabase]
    public async Task What_the_council_buys_is_paid_without_bank_details(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Offered();
        await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        await RefusedFields(async () => await town.Amina.ChooseHolderAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.CouncilBuys }), "shopping");
        var payee = await town.Amina.ChooseHolderAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.CouncilBuys, Shopping = "Three benches" });
        Assert.Equal(PayeeStep.Ready, payee.Step);

        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        await town.Confirm(payment);
        Assert.Equal(AwardState.Paid, (await town.TheAward()).State);
    }

    [Theory, EveryDatabase]
    public async Task Bank_details_are_refused_field_by_field(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();

        await RefusedFields(
            async () => await town.Amina.GiveBankDetailsAsync(
                new()
                {
                    RequestId = Id(), AwardId = award.AwardId, AccountName = "Café <Núm>", SortCode = "20-00-0",
                    AccountNumber = "1234567"
                }),
            "account_name", "sort_code", "account_number");
        await RefusedFields(async () => await town.Amina.GiveBankDetailsAsync(new() { RequestId = Id(), AwardId = award.AwardId }),
            "account_name", "sort_code", "account_number");
    }

    [Theory, EveryDatabase]
    public async Task An_award_in_parts_is_paid_part_by_part_and_never_more_than_itself(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        await RefusedFields(async () => await town.Grace.PlanPaymentsAsync(Plan(award, ("2026-04-01", 200), ("2026-05-01", 201))), "parts");
        await RefusedFields(async () => await town.Grace.PlanPaymentsAsync(Plan(award, ("2026-04-01", 200), ("2026-04-01", 200))),
            "parts[1].due_on");
        await RefusedFields(async () => await town.Grace.PlanPaymentsAsync(Plan(award, ("2026-04-31", 400))), "parts", "parts[0].due_on");
        var planned = await town.Grace.PlanPaymentsAsync(Plan(award, ("2026-04-01", 300), ("2026-05-01", 100)));
        Assert.Equal([30_000, 10_000], planned.Parts.Select(part => part.Amount.AmountMinor));

        for (var part = 1; part <= 2; part++)
        {
            var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
            Assert.Equal((part, 2), (payment.Part, payment.Parts));
            await Refused(StatusCode.AlreadyExists, "PAYMENT_ON_ITS_WAY",
                async () => await town.Grace.PlanPaymentsAsync(Plan(award, ("2026-04-01", 200), ("2026-05-01", 200))));
            await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
            await town.Confirm(payment);
            Assert.Equal(part == 1 ? (100_000, 10_000, 30_000, 60_000) : (100_000, 0, 40_000, 60_000), await town.Pot());
            Assert.Equal(part == 1 ? AwardState.Accepted : AwardState.Paid, (await town.TheAward()).State);
        }

        Assert.Equal((1, 2, 30_000), Assert.Single(
            (await town.Service.Published<PartPaid>()).Select(paid => (paid.Part, paid.Parts, paid.AmountMinor))));
        Assert.Equal(40_000, Assert.Single(await town.Service.Published<PaymentConfirmed>()).AmountMinor);
        await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
        await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("UPDATE award SET asked_minor = amount_minor + 1")));
        await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("UPDATE payment SET amount_minor = amount_minor + 1")));
    }

    [Theory, EveryDatabase]
    public async Task Lists_say_what_each_payee_needs_next(string engine)
    {
        await using var town = await Town.Start(engine);
        var ready = await town.Accepted("autumn");
        var changed = await town.Accepted("winter");
        await town.Amina.GiveBankDetailsAsync(Details(changed, "87654321"));

        async Task<IEnumerable<string>> At(params PayeeStep[] steps) =>
            (await town.Femi.ListPayeesAsync(new() { Steps = { steps } })).Payees.Select(payee => payee.AwardId);

        Assert.Equal([ready.AwardId], await At(PayeeStep.Ready));
        Assert.Equal([changed.AwardId], await At(PayeeStep.ConfirmChange));
        Assert.Equal(2, (await At()).Count());
        var first = await town.Femi.ListPayeesAsync(new() { PageSize = 1 });
        Assert.NotEqual(first.Payees.Single().AwardId,
            (await town.Femi.ListPayeesAsync(new() { PageSize = 1, PageToken = first.NextPageToken })).Payees.Single().AwardId);
    }

    private static PlanPaymentsRequest Plan(Award award, params (string DueOn, long Pounds)[] parts) => new()
    {
        RequestId = Id(),
        AwardId = award.AwardId,
        Parts = { parts.Select(part => new PaymentPart { Amount = Pounds(part.Pounds), DueOn = part.DueOn }) },
    };
}
