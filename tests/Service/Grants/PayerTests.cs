using Grpc.Core;
using Participatory.Contracts;
using Participatory.Grants.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>From where the council pays, as two finance officers change it.</summary>
public sealed class PayerTests
{
    [Theory, EveryDatabase]
    public async Task Runs_are_paid_from_the_account_that_two_agreed_on_and_earlier_ones_from_the_one_of_then(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.ApprovedPayment("autumn");
        var early = await town.Femi.MakeRunAsync(new() { RequestId = Id() });
        var before = await Export(town, early);
        Assert.Equal(0, (await town.Femi.GetPayerAsync(new())).Now.Number);
        town.Service.Clock.Advance(TimeSpan.FromMinutes(1));

        var asked = await Ask(town, "30-00-11", "8765 4321");
        Assert.Equal(("300011", "87654321", true), (asked.Waiting.SortCode, asked.Waiting.AccountNumber, asked.Waiting.Mine));
        Assert.Equal(0, asked.Now.Number);
        await Refused(
            StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED",
            () => town.Femi.AgreeToPayerAsync(new() { RequestId = Id(), Number = 1 }).ResponseAsync);
        var agreed = await town.Noor.AgreeToPayerAsync(new() { RequestId = Id(), Number = 1 });
        Assert.Equal((1, "300011", People.Noor.ShownAs), (agreed.Now.Number, agreed.Now.SortCode, agreed.Now.AgreedBy));
        Assert.Null(agreed.Waiting);

        town.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.ApprovedPayment("winter");
        var late = await town.Femi.MakeRunAsync(new() { RequestId = Id() });
        Assert.Contains("87654321", await Export(town, late), StringComparison.Ordinal);
        Assert.DoesNotContain("87654321", before, StringComparison.Ordinal);
        Assert.Equal(before, await Export(town, early));
    }

    [Theory, EveryDatabase]
    public async Task Asking_again_takes_the_place_of_what_nobody_agreed_to_and_it_waits_for_the_other(string engine)
    {
        await using var town = await Town.Start(engine);
        await Ask(town, "30-00-11", "87654321");
        await Ask(town, "30-00-12", "87654322");
        await Refused(
            StatusCode.NotFound, "PAYER_NOT_ASKED",
            () => town.Noor.AgreeToPayerAsync(new() { RequestId = Id(), Number = 1 }).ResponseAsync);
        var waits = Assert.Single(await WorkTests.Counted(town), line => line.Kind == WorkKinds.PayerToApprove);
        Assert.Equal((1, People.Femi.Subject), (waits.Count, waits.NotForSubject));
        var reasons = await Race.Reasons(Enumerable.Range(0, 3).Select(_ => (Func<Task>)(
            () => town.Noor.AgreeToPayerAsync(new() { RequestId = Id(), Number = 2 }).ResponseAsync)));
        Assert.Equal(2, reasons.Count(reason => reason == "PAYER_NOT_ASKED"));
        Assert.Equal(["300012"], (await town.Femi.GetPayerAsync(new())).Agreed.Select(one => one.SortCode));
    }

    [Theory, EveryDatabase]
    public async Task A_run_that_went_to_the_bank_keeps_its_account_whatever_is_said_later(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.ApprovedPayment("autumn");
        var run = await town.Femi.MakeRunAsync(new() { RequestId = Id() });
        var first = await Export(town, run);
        await Ask(town, "30-00-11", "87654321");
        await town.Noor.AgreeToPayerAsync(new() { RequestId = Id(), Number = 1 });
        // As where the clocks of two processes are apart: it was agreed before the run was made.
        await using (var transaction = await town.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            await transaction.Execute(new Sql("UPDATE payment_run SET made_at = (SELECT agreed_at FROM payer)"));
            await transaction.Commit();
        }

        var again = await Export(town, run);
        Assert.Contains("00112233", first, StringComparison.Ordinal);
        Assert.Equal(first, again);
        Assert.DoesNotContain("87654321", again, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Every_field_at_fault_is_named(string engine)
    {
        await using var town = await Town.Start(engine);
        await RefusedFields(
            () => town.Femi.AskForPayerAsync(new()
            {
                RequestId = Id(), Name = "Elm \u4f60", SortCode = "30-00", AccountNumber = "1", ServiceUserNumber = "12345",
            }).ResponseAsync,
            "name", "sort_code", "account_number", "service_user_number");
    }

    [Theory, EveryDatabase]
    public async Task The_database_keeps_from_where_the_council_paid(string engine)
    {
        await using var town = await Town.Start(engine);
        await Ask(town, "30-00-11", "87654321");
        await Fails("UPDATE payer SET state = 'AGREED', agreed_by = asked_by, agreed_as = asked_as, agreed_at = asked_at");
        await Fails("UPDATE payer SET account_number = '11111111'");
        await Fails("INSERT INTO payer (number, state, name, sort_code, account_number, service_user_number, asked_by, asked_as, asked_at, "
            + "agreed_by, agreed_as, agreed_at) SELECT 2, 'AGREED', name, sort_code, account_number, '', 'a', 'A', asked_at, 'b', 'B', "
            + "asked_at FROM payer");
        await town.Noor.AgreeToPayerAsync(new() { RequestId = Id(), Number = 1 });
        await Fails("UPDATE payer SET agreed_as = 'Somebody'");
        await Fails("DELETE FROM payer");

        async Task Fails(string statement)
        {
            await using var transaction = await town.Service.Database.Begin(TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(new Sql(statement)));
        }
    }

    private static async Task<Payers> Ask(Town town, string sortCode, string accountNumber) => await town.Femi.AskForPayerAsync(
        new() { RequestId = Id(), Name = "Elm Borough Council", SortCode = sortCode, AccountNumber = accountNumber });

    private static async Task<string> Export(Town town, PaymentRun run) =>
        (await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Iso20022 })).Content.ToStringUtf8();
}
