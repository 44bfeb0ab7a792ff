using System.Data.Common;
using System.Globalization;
using System.Text;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Grants;
using Participatory.Contracts.People;
using Participatory.Grants.OpenData;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.V1;
using Participatory.Grants;
using Participatory.Platform.Calls;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using PublicHoliday;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class RunTests
{
    [Theory, EveryDatabase]
    public async Task A_run_is_made_exported_again_and_again_the_same_and_confirmed_by_the_bank(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.ApprovedPayment("autumn");
        await town.ApprovedPayment("winter");

        var run = await Make(town);
        var first = await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Iso20022 });
        town.Service.Clock.Advance(TimeSpan.FromDays(1));
        var second = await town.Noor.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Iso20022 });
        Assert.Equal(
            [(People.Femi.Subject, run.RunId, 2L), (People.Noor.Subject, run.RunId, 2L)],
            town.Service.Services.GetRequiredService<SecurityLog>().Take().Where(note => note.What == "BANK_DETAILS_READ")
                .Select(note => (note.Who, note.About, note.Count)));
        foreach (var format in new[] { RunFormat.Standard18, RunFormat.Csv })
        {
            Assert.Contains(
                "12345678", (await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = format })).Content.ToStringUtf8(),
                StringComparison.Ordinal);
        }

        Assert.Equal((2, Pounds(800)), (run.Payments, run.Total));
        Assert.Equal(first.Content, second.Content);
        Assert.Equal(4, (await town.Grace.GetRunAsync(new() { RunId = run.RunId })).Exports.Count);
        var readings = (await town.Amina.GetPayeeAsync(new() { AwardId = run.Lines[0].AwardId })).Readings;
        Assert.Equal(4, readings.Count(reading => reading is { Why: "", RunSerial: "000001" }));

        var statement = "Date,Description,Amount\n"
            + string.Concat(run.Lines.Select(line => $"09/03/2026,BACS {line.Reference},-400.00\n")) + "09/03/2026,Paper clips,-2.50\n";
        var imported = await town.Femi.ImportConfirmationsAsync(new() { RequestId = Id(), Csv = statement });

        Assert.Equal((2, 1, 0), (imported.Confirmed, imported.PassedOver, imported.Differences.Count));
        Assert.DoesNotContain("Paper clips", await Cell.TextOf(town.Service.Database), StringComparison.Ordinal);
        Assert.Equal(2, (await town.Grace.GetRunAsync(new() { RunId = run.RunId })).PaymentsConfirmed);
        Assert.Equal(AwardState.Paid, (await town.TheAward("winter")).State);
        var again = await town.Femi.ImportConfirmationsAsync(new() { RequestId = Id(), Csv = statement });
        Assert.Equal((0, 0), (again.Confirmed, again.Differences.Count));
        Assert.Equal(2, (await town.Service.Published<PaymentConfirmed>()).Count);
    }

    [Theory, EveryDatabase]
    public async Task A_payment_is_in_one_run_only(string engine)
    {
        await using var town = await Town.Start(engine);
        var payment = await town.ApprovedPayment();
        await Make(town);

        await Refused(StatusCode.FailedPrecondition, "NOTHING_TO_RUN", () => Make(town));
        var refusal = await Refused(StatusCode.FailedPrecondition, "NOTHING_TO_RUN", () => Make(town, payment.PaymentId));
        Assert.Equal("payment_ids[0]", Assert.Single(refusal.FieldFaults()).Name);
        await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
        var twice = await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("""
            INSERT INTO run_payment (payment_id, run_id, line, award_id, details_version, reference)
            SELECT payment_id, run_id, line + 1, award_id, details_version, 'other' FROM run_payment
            """)));
        Assert.True(Dialect.IsUniqueViolation(twice));
    }

    [Theory, EveryDatabase]
    public async Task Of_many_who_make_a_run_at_once_one_gets_the_payment(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.ApprovedPayment();

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            try
            {
                return await Make(town);
            }
            catch (RpcException refusal) when (refusal.Reason() is "NOTHING_TO_RUN" or "PAYMENT_IN_RUN")
            {
                return null;
            }
        }));

        Assert.Single(made.OfType<PaymentRun>());
        Assert.Single((await town.Femi.ListRunsAsync(new())).Runs);
    }

    [Theory, EveryDatabase]
    public async Task What_is_not_approved_checked_or_calm_goes_into_no_run(string engine)
    {
        await using var town = await Town.Start(engine);
        var payment = await town.ApprovedPayment();
        await town.Amina.GiveBankDetailsAsync(Details(await town.TheAward(), "87654321"));
        await Refused(StatusCode.FailedPrecondition, "NOTHING_TO_RUN", () => Make(town));

        // Confirmed and checked, but approved were the old details.
        var award = await town.TheAward();
        await town.Noor.ConfirmChangeAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, DetailsVersion = 2, Channel = Channel.InPerson, Note = "Came by" });
        await town.Femi.RecordPayeeCheckAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, DetailsVersion = 2, Result = PayeeCheckResult.Match });
        var refusal = await Refused(StatusCode.FailedPrecondition, "NOTHING_TO_RUN", () => Make(town, payment.PaymentId));
        Assert.Contains(
            refusal.FieldFaults(), fault => fault.Sentence.Contains("changed after the payment was approved", StringComparison.Ordinal));

        await town.Grace.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId, Reason = "New details" });
        payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await Refused(StatusCode.FailedPrecondition, "NOTHING_TO_RUN", () => Make(town, payment.PaymentId));
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        var run = await Make(town, payment.PaymentId);
        Assert.Contains(
            "87654321", (await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Csv })).Content.ToStringUtf8(),
            StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_payment_stopped_before_the_file_is_made_takes_its_run_apart_and_after_it_only_finance_can(string engine)
    {
        await using var town = await Town.Start(engine);
        var stopped = await town.ApprovedPayment("autumn");
        var other = await town.ApprovedPayment("winter");
        var run = await Make(town);
        await town.Grace.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = stopped.PaymentId, Reason = "Wrong" });

        await Refused(StatusCode.NotFound, "RUN_NOT_FOUND",
            async () => await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Csv }));
        run = await Make(town);
        Assert.Equal(other.PaymentId, Assert.Single(run.Lines).PaymentId);
        await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Csv });
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_IN_RUN",
            async () => await town.Grace.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = other.PaymentId, Reason = "Wrong" }));
        await town.Femi.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = other.PaymentId, Reason = "The bank sent it back" });
        await Refused(StatusCode.FailedPrecondition, "FILE_NOT_WRITABLE",
            async () => await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Csv }));
    }

    [Theory, EveryDatabase]
    public async Task What_the_bank_did_otherwise_is_listed_until_a_person_has_looked(string engine)
    {
        await using var town = await Town.Start(engine);
        var payment = await town.ApprovedPayment();
        var run = await Make(town);
        var reference = Assert.Single(run.Lines).Reference;
        var csv = $"Date,Description,Amount\n9,{reference},-390\n";

        await RefusedFields(async () => await town.Femi.ImportConfirmationsAsync(new() { RequestId = Id(), Csv = "nothing" }), "csv");
        // Before its file is made the bank cannot have paid it.
        var early = await town.Femi.ImportConfirmationsAsync(
            new() { RequestId = Id(), Csv = $"Date,Description,Amount\n9,{reference},-400\n" });
        Assert.Equal((0, DifferenceKind.NotSent), (early.Confirmed, Assert.Single(early.Differences).Kind));
        await town.Femi.SettleDifferenceAsync(
            new() { RequestId = Id(), DifferenceId = early.Differences[0].DifferenceId, Note = "Looked" });
        await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Csv });
        await town.Femi.ImportConfirmationsAsync(new() { RequestId = Id(), Csv = csv });
        await town.Femi.ImportConfirmationsAsync(new() { RequestId = Id(), Csv = csv });

        var difference = Assert.Single((await town.Femi.ListDifferencesAsync(new())).Differences);
        Assert.Equal((payment.PaymentId, Pounds(390)), (difference.PaymentId, difference.Amount));
        Assert.Equal(AwardState.Accepted, (await town.TheAward()).State);
        await RefusedFields(
            async () => await town.Femi.SettleDifferenceAsync(new() { RequestId = Id(), DifferenceId = difference.DifferenceId }), "note");
        await town.Noor.SettleDifferenceAsync(
            new() { RequestId = Id(), DifferenceId = difference.DifferenceId, Note = "A fee; the bank gave it back." });
        Assert.Empty((await town.Femi.ListDifferencesAsync(new())).Differences);
        var settled = (await town.Femi.ListDifferencesAsync(new() { Settled = true })).Differences;
        Assert.Equal(["A fee; the bank gave it back.", "Looked"], settled.Select(one => one.SettleNote));
        Assert.All(settled, one => Assert.NotNull(one.SettleTime));
        var first = await town.Femi.ListDifferencesAsync(new() { Settled = true, PageSize = 1 });
        var second = await town.Femi.ListDifferencesAsync(new() { Settled = true, PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal(settled, first.Differences.Concat(second.Differences));
        await Refused(StatusCode.NotFound, "DIFFERENCE_NOT_FOUND",
            async () => await town.Femi.SettleDifferenceAsync(new() { RequestId = Id(), DifferenceId = "none", Note = "x" }));
    }

    [Theory, EveryDatabase]
    public async Task Runs_are_finances_and_days_are_bank_days(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.ApprovedPayment();
        var run = await Make(town);

        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED",
            async () => await town.Grace.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Csv }));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Amina.GetRunAsync(new() { RunId = run.RunId }));
        // Sunday, Good Friday, yesterday, far off, no day at all.
        foreach (var day in new[] { "2026-03-08", "2026-04-03", "2026-02-28", "2026-08-03", "2026-02-30" })
        {
            await RefusedFields(async () => await town.Femi.MakeRunAsync(new() { RequestId = Id(), PayOn = day }), day == "2026-02-28"
                ? ["pay_on", "pay_on"] : ["pay_on"]);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_run_without_a_day_is_paid_on_the_second_bank_day(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.ApprovedPayment();

        // 1 March 2026 is a Sunday.
        Assert.Equal("2026-03-03", (await town.Femi.MakeRunAsync(new() { RequestId = Id() })).PayOn);
    }

    [Theory]
    // As published at https://www.gov.uk/bank-holidays for each.
    [InlineData("England", 2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27")]
    [InlineData("England", 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28")]
    [InlineData("England", 2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26")]
    [InlineData("England", 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26")]
    [InlineData("England", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData("England", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28")]
    [InlineData("England", 2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26")]
    [InlineData("Wales", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData("Scotland", 2025, "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26")]
    [InlineData("Scotland", 2027, "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28")]
    [InlineData("NorthernIreland", 2025, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26")]
    [InlineData("NorthernIreland", 2027, "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28")]
    public void Bank_holidays_are_those_of_the_nation(string nation, int year, string days) => Assert.Equal(
        days,
        string.Join(' ', BankDays.Holidays(Enum.Parse<UKBankHoliday.UkCountries>(nation), year)
            .Order().Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture))));

    [Fact]
    public void A_bank_of_Scotland_rests_on_its_own_holidays_and_on_those_on_which_Bacs_rests()
    {
        var days = BankDays.Without(DaysOff.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Payer:Nation", "Scotland")])
            .Build()));

        // 2 January and St Andrew's Day are Scotland's; Easter Monday is England's.
        Assert.Equal(new DateOnly(2026, 1, 5), days.From(new(2026, 1, 1)));
        Assert.Equal(new DateOnly(2026, 12, 1), days.From(new(2026, 11, 30)));
        Assert.Equal(new DateOnly(2026, 4, 7), days.From(new(2026, 4, 3)));
        Assert.Throws<InvalidOperationException>(
            () => BankDays.Without(DaysOff.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Payer:Nation", "Kent")]).Build())));
    }

    [Fact]
    public void What_was_proclaimed_once_is_a_holiday_too()
    {
        var days = BankDays.Without(DaysOff.Read(
            new ConfigurationBuilder().AddInMemoryCollection([new("Payer:BankHolidays", "2023-05-08, 2022-06-03")]).Build()));

        Assert.Equal((new DateOnly(2023, 5, 9), new DateOnly(2023, 5, 5)), (days.From(new(2023, 5, 6)), days.Before(new(2023, 5, 9))));
    }

    [Theory, EveryDatabase]
    public async Task Days_off_that_an_administrator_says_count_for_runs_from_then_on_and_one_that_is_made_keeps_its_days(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.ApprovedPayment("autumn");
        // It is Sunday 1 March 2026; the run is paid on Monday 9 March, and the bank works on it on Friday the 6th.
        var early = await Make(town);
        var before = await Export(early);

        await town.Service.Deliver(new HolidaysChanged(2, "SCOTLAND", [new(2026, 3, 3), new(2026, 3, 6)]));
        // An older version comes late, and the newer one again.
        await town.Service.Deliver(new HolidaysChanged(1, "ENGLAND", [new(2026, 3, 4)]));
        await town.Service.Deliver(new HolidaysChanged(2, "SCOTLAND", [new(2026, 3, 3), new(2026, 3, 6)]));
        Assert.Equal(before, await Export(early));

        await town.ApprovedPayment("winter");
        await RefusedFields(async () => await town.Femi.MakeRunAsync(new() { RequestId = Id(), PayOn = "2026-03-06" }), "pay_on");
        var late = await town.Femi.MakeRunAsync(new() { RequestId = Id() });
        Assert.Equal("2026-03-04", late.PayOn);
        // The bank works on it the bank day before: not Tuesday the 3rd.
        Assert.Contains("UHL1 26061", await Export(late), StringComparison.Ordinal);

        async Task<string> Export(PaymentRun run) => (await town.Femi.ExportRunAsync(
            new() { RunId = run.RunId, Format = RunFormat.Standard18 })).Content.ToStringUtf8();
    }

    private static async Task<PaymentRun> Make(Town town, params string[] payments) =>
        await town.Femi.MakeRunAsync(
            new() { RequestId = Id(), PayOn = "2026-03-09", PaymentIds = { payments } }, deadline: DateTime.UtcNow.AddMinutes(1));
}
