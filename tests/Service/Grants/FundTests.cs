using Grpc.Core;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class FundTests
{
    [Theory, EveryDatabase]
    public async Task Several_funders_pay_into_one_fund(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(300);

        await town.Femi.RecordIncomeAsync(
            new()
            {
                RequestId = Id(), FundId = "community-fund", Funder = "  elmstow   COUNCIL ", Amount = Pounds(50),
                Reference = "BACS 0002"
            });
        var fund = await town.Femi.RecordIncomeAsync(
            new()
            {
                RequestId = Id(), FundId = "community-fund", Funder = "Elmstow Housing Association", Amount = Pounds(150),
                Reference = "BACS 0003"
            });

        Assert.Equal((Pounds(500), Pounds(500)), (fund.Available, fund.PaidIn));
        await using var session = await town.Service.Database.Read(CancellationToken.None);
        var funders = await session.Many<(string Id, long Balance)>(new("""
            SELECT account_id, balance FROM account WHERE kind = 'FUNDER' ORDER BY balance
            """));
        Assert.Equal([-35_000, -15_000], funders.Select(funder => funder.Balance));
        Assert.StartsWith("funder:elmstow-council-", funders[0].Id, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_fund_that_needs_putting_right_is_refused_with_every_field_at_fault(string engine)
    {
        await using var town = await Town.Start(engine);

        await RefusedFields(
            async () => await town.Femi.CreateFundAsync(
                new()
                {
                    RequestId = "1", Fund =
                new() { FundId = "Ä", Name = new string('n', 121), Currency = "gbp", BudgetCode = new string('b', 41) }
                }),
            "request_id", "fund.fund_id", "fund.name", "fund.currency", "fund.budget_code");
        await RefusedFields(async () => await town.Femi.CreateFundAsync(new() { RequestId = Id() }), "fund.name", "fund.currency");
        await town.FundWith(10);
        await Refused(StatusCode.AlreadyExists, "ID_TAKEN", () => town.FundWith(10));
    }

    [Theory, EveryDatabase]
    public async Task Income_that_needs_putting_right_is_refused_with_every_field_at_fault(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(10);

        await RefusedFields(
            async () => await town.Femi.RecordIncomeAsync(
                new() { RequestId = Id(), FundId = "community-fund", Funder = "", Amount = Pounds(0), Reference = new string('r', 61) }),
            "funder", "amount.amount_minor", "reference");
        await RefusedFields(
            async () => await town.Femi.RecordIncomeAsync(
                new()
                {
                    RequestId = Id(), FundId = "community-fund", Funder = "NHS", Amount = new() { AmountMinor = 5, Currency = "EUR" },
                    Reference = "r"
                }),
            "amount.currency");
        await RefusedFields(
            async () => await town.Femi.RecordIncomeAsync(
                new()
                {
                    RequestId = Id(), FundId = "community-fund", Funder = "NHS",
                    Amount = new() { AmountMinor = long.MaxValue, Currency = "GBP" }, Reference = "r"
                }),
            "amount.amount_minor");
        await Refused(StatusCode.NotFound, "FUND_NOT_FOUND", async () => await town.Femi.RecordIncomeAsync(
            new() { RequestId = Id(), FundId = "unknown", Funder = "NHS", Amount = Pounds(5), Reference = "r" }));
        await Refused(StatusCode.NotFound, "FUND_NOT_FOUND", async () => await town.Grace.GetFundAsync(new() { FundId = "unknown" }));
    }

    [Theory, EveryDatabase]
    public async Task A_fund_takes_no_more_than_an_account_can_hold(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(1);
        await using (var transaction = await town.Service.Database.Begin(CancellationToken.None))
        {
            // As if a great deal had been paid in before: a transfer of nearly everything that fits.
            Assert.True(
                await Participatory.Grants.Transfers.Ledger.Post(
                transaction, LedgerTests.Income(
                "i-1", Participatory.Grants.Transfers.Ledger.MostInAnAccount - 100, await LedgerTests.Funder(transaction))));
            await transaction.Commit();
        }

        await Refused(StatusCode.FailedPrecondition, "TOO_MUCH_MONEY", async () => await town.Femi.RecordIncomeAsync(
            new() { RequestId = Id(), FundId = "community-fund", Funder = "NHS", Amount = Pounds(1), Reference = "r" }));
    }
}
