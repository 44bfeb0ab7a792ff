using System.Data.Common;
using Participatory.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Transfers;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class LedgerTests
{
    internal static async Task<string> Funder(Transaction transaction)
    {
        var funder = Account.OfFunder("Elmstow Council", "GBP");
        await Ledger.Open(transaction, funder);
        return funder.AccountId;
    }

    internal static TransferRow Income(string id, long amountMinor, string funder) => new()
    {
        TransferId = id,
        DebitAccount = funder,
        CreditAccount = "fund:community-fund",
        AmountMinor = amountMinor,
        Currency = "GBP",
        Code = TransferCode.Income,
        Actor = "test",
    };

    [Theory, EveryDatabase]
    public async Task No_account_but_a_funders_goes_below_zero(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(10);
        await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
        var back = Income("t-1", 1_001, "fund:community-fund") with { CreditAccount = await Funder(transaction) };

        Assert.False(await Ledger.Post(transaction, back));
        Assert.True(await Ledger.Post(transaction, back with { AmountMinor = 1_000 }));
        Assert.Equal(0, await Ledger.LockBalance(transaction, "fund:community-fund"));
        await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("UPDATE account SET balance = -1 WHERE kind = 'FUND'")));
        await transaction.Commit();
    }

    [Theory, EveryDatabase]
    public async Task The_database_refuses_a_transfer_that_cannot_be(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(10);
        await town.Femi.CreateFundAsync(
            new() { RequestId = Id(), Fund = new() { FundId = "euro-fund", Name = "Euro fund", Currency = "EUR" } });

        async Task Impossible(Func<TransferRow, TransferRow> wrong)
        {
            await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
            await Assert.ThrowsAnyAsync<DbException>(
                async () => await Ledger.Post(transaction, wrong(Income("t-1", 100, await Funder(transaction)))));
        }

        await Impossible(transfer => transfer with { AmountMinor = 0 });
        await Impossible(transfer => transfer with { AmountMinor = -5 });
        await Impossible(transfer => transfer with { CreditAccount = transfer.DebitAccount });
        await Impossible(transfer => transfer with { Currency = "EUR" });
        await Impossible(transfer => transfer with { CreditAccount = "fund:euro-fund" });
        await Impossible(transfer => transfer with { Code = "GIFT" });
        await Impossible(transfer => transfer with { Corrects = "nothing" });
    }

    [Theory, EveryDatabase]
    public async Task The_same_transfer_cannot_be_posted_twice(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(10);
        await using (var transaction = await town.Service.Database.Begin(CancellationToken.None))
        {
            Assert.True(await Ledger.Post(transaction, Income("t-1", 100, await Funder(transaction))));
            await transaction.Commit();
        }

        await using var again = await town.Service.Database.Begin(CancellationToken.None);
        var refusal = await Assert.ThrowsAnyAsync<DbException>(
            async () => await Ledger.Post(again, Income("t-1", 100, await Funder(again))));
        Assert.True(Dialect.IsUniqueViolation(refusal));
    }

    [Theory, EveryDatabase]
    public async Task A_transfer_is_never_changed_and_never_deleted(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(10);

        async Task Refuses(string statement)
        {
            await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
            var refusal = await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new(statement)));
            Assert.Contains("A transfer is never", refusal.Message, StringComparison.Ordinal);
        }

        await Refuses("UPDATE transfer SET amount_minor = 1");
        await Refuses("UPDATE transfer SET reference = 'x' WHERE code = 'INCOME'");
        await Refuses("DELETE FROM transfer");
        await using var session = await town.Service.Database.Read(CancellationToken.None);
        Assert.Equal(1_000, await session.One<long>(new("SELECT SUM(amount_minor) FROM transfer")));
    }

    [Theory, EveryDatabase]
    public async Task A_balance_that_does_not_match_its_transfers_is_found(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(10);
        await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
        await transaction.Execute(new("UPDATE account SET balance = balance + 1 WHERE account_id = 'fund:community-fund'"));

        var difference = Assert.Single(await Ledger.LoadDifferences(transaction));

        Assert.Equal(new Ledger.Difference { AccountId = "fund:community-fund", Balance = 1_001, Recomputed = 1_000 }, difference);
    }

    [Fact]
    public void An_amount_is_taken_from_pot_after_pot()
    {
        Account a = new() { AccountId = "a", Balance = 30 }, b = new() { AccountId = "b", Balance = 50 },
        c = new() { AccountId = "c", Balance = 20 };

        Assert.Equal([(a, 30L), (b, 10L)], Offer.Shares(40, [a, b, c])!);
        Assert.Equal([(a, 30L), (b, 50L), (c, 20L)], Offer.Shares(100, [a, b, c])!);
        Assert.Null(Offer.Shares(101, [a, b, c]));
        Assert.Null(Offer.Shares(1, []));
    }
}
