using System.Data.Common;
using System.Text;
using Grpc.Core;
using Participatory.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Closes;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class CloseTests
{
    private static Task Close(Town town) => ((CloseLedger)town.Service.Services.GetService(typeof(CloseLedger))!)
        .Tick(CancellationToken.None);

    private static async Task Change(Town town, Sql sql)
    {
        await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
        await transaction.Execute(sql);
        await transaction.Commit();
    }

    private static async Task<string> File(Town town, string round = "")
    {
        using var call = town.Nobody.ExportLedger(new() { RoundId = round });
        var text = new StringBuilder();
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            text.Append(piece.Content.ToStringUtf8());
        }

        return text.ToString();
    }

    [Theory, EveryDatabase]
    public async Task Every_day_is_closed_once_a_little_after_midnight_also_one_on_which_nothing_moved(string engine)
    {
        await using var town = await Town.Start(engine);
        await Close(town);
        await Refused(StatusCode.NotFound, "CLOSE_NOT_FOUND", async () => await town.Nobody.GetCloseAsync(new()));
        await town.Offered();
        await Close(town);
        Assert.Empty((await town.Nobody.ListClosesAsync(new())).Closes);

        town.Service.Clock.Advance(new TimeSpan(12, 9, 59));
        await Close(town);
        Assert.Empty((await town.Nobody.ListClosesAsync(new())).Closes);
        town.Service.Clock.Advance(TimeSpan.FromDays(3));
        await Close(town);
        await Close(town);

        var closes = (await town.Nobody.ListClosesAsync(new() { PageSize = 2 }));
        Assert.Equal(["2026-03-03", "2026-03-02"], closes.Closes.Select(close => close.CloseDate));
        var first = Assert.Single((await town.Nobody.ListClosesAsync(new() { PageSize = 2, PageToken = closes.NextPageToken })).Closes);
        Assert.Equal(("2026-03-01", 4L, 0), (first.CloseDate, first.Transfers, first.Differences));
        Assert.Equal(first.CloseHash, closes.Closes[1].PreviousHash);
        var whole = await town.Nobody.GetCloseAsync(new() { CloseDate = "2026-03-01" });
        Assert.Equal([("", 1L), ("autumn", 3L)], whole.Books.Select(book => (book.Book, book.Transfers)));
        Assert.Equal(whole.Totals.Sum(total => total.Debits.AmountMinor), whole.Totals.Sum(total => total.Credits.AmountMinor));
        Assert.Equal("2026-03-03", (await town.Nobody.GetCloseAsync(new())).CloseDate);
    }

    [Theory, EveryDatabase]
    public async Task A_close_is_never_changed_and_says_when_the_ledger_does_not_add_up(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(10);
        await Change(town, new("UPDATE account SET balance = balance + 1 WHERE kind = 'FUND'"));
        town.Service.Clock.Advance(TimeSpan.FromDays(1));
        await Close(town);

        Assert.Equal(1, (await town.Nobody.GetCloseAsync(new())).Differences);
        // On SQL Server a trigger that refuses ends the whole transaction.
        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => Change(town, new("UPDATE ledger_close SET differences = 0")));
        Assert.Contains("A close is never changed", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<DbException>(() => Change(town, new("DELETE FROM ledger_close")));
        await Change(town, new("UPDATE account SET balance = balance - 1 WHERE kind = 'FUND'"));
    }

    [Theory, EveryDatabase]
    public async Task The_file_of_a_round_has_its_transfers_and_closes_and_names_nobody(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Offered("summer");
        town.Service.Clock.Advance(TimeSpan.FromDays(2));
        await Close(town);
        var award = await town.Accepted();
        town.Service.Clock.Advance(TimeSpan.FromDays(1));
        await Close(town);
        await town.Amina.GetAwardAsync(new() { AwardId = award.AwardId });
        await town.Grace.WithdrawAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, Reason = "The site is being sold." });

        var lines = (await File(town, "autumn")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            ["ledger", "transfer", "transfer", "transfer", "close", "transfer", "open", "end"],
            lines.Select(line => line.Split('"')[1]));
        Assert.Contains("\"date\":\"2026-03-03\"", lines[4], StringComparison.Ordinal);
        Assert.Contains("\"book\":\"autumn\",\"transfers\":3", lines[4], StringComparison.Ordinal);
        Assert.Contains("\"transfers\":4,\"closes\":1", lines[^1], StringComparison.Ordinal);
        var whole = await File(town);
        Assert.Equal(1 + 9 + 3 + 2, whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("subject-", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("BACS", whole, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_wrong_income_is_put_right_by_a_transfer_that_names_it_once(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);
        await town.Femi.RecordIncomeAsync(
            new() { RequestId = Id(), FundId = fund.FundId, Funder = "NHS", Amount = Pounds(900), Reference = "BACS 2" });
        var wrong = (await town.Grace.ListIncomeAsync(new() { FundId = fund.FundId })).Income[0];
        Assert.Equal(("NHS", Pounds(900)), (wrong.Funder, wrong.Amount));
        await RefusedFields(
            async () => await town.Femi.CorrectIncomeAsync(new() { RequestId = Id(), TransferId = wrong.TransferId }), "reason");

        var after = await town.Femi.CorrectIncomeAsync(new() { RequestId = Id(), TransferId = wrong.TransferId, Reason = "It was £90." });

        Assert.Equal((Pounds(1_000), Pounds(1_000)), (after.Available, after.PaidIn));
        Assert.Equal(("It was £90.", People.Femi.ShownAs), (await town.Grace.ListIncomeAsync(new() { FundId = fund.FundId })).Income[0]
            is var shown ? (shown.CorrectionReason, shown.CorrectedBy) : default);
        Assert.Equal(
            "Elmstow Council", Assert.Single((await town.Nobody.GetFundSharesAsync(new() { FundId = fund.FundId })).Shares).Funder);
        await Refused(StatusCode.FailedPrecondition, "NOT_CORRECTABLE",
            async () => await town.Femi.CorrectIncomeAsync(new() { RequestId = Id(), TransferId = wrong.TransferId, Reason = "Again" }));
        await Refused(StatusCode.NotFound, "TRANSFER_NOT_FOUND",
            async () => await town.Femi.CorrectIncomeAsync(new() { RequestId = Id(), TransferId = "income-0", Reason = "r" }));

        // What has left the fund cannot be put right behind its back.
        await town.Released("autumn", fund.FundId, (North, 400));
        var first = (await town.Grace.ListIncomeAsync(new() { FundId = fund.FundId })).Income[^1];
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY",
            async () => await town.Femi.CorrectIncomeAsync(new() { RequestId = Id(), TransferId = first.TransferId, Reason = "r" }));
        var release = (await town.Nobody.ListTransfersAsync(new() { RoundId = "autumn" })).Transfers[0];
        await Refused(StatusCode.FailedPrecondition, "NOT_CORRECTABLE",
            async () => await town.Femi.CorrectIncomeAsync(new() { RequestId = Id(), TransferId = release.TransferId, Reason = "r" }));
    }

    [Theory, EveryDatabase]
    public async Task A_promise_is_kept_in_parts_and_never_beyond_what_it_was(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted(pounds: 400);
        var now = town.Service.Clock.Now;
        await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
        var row = await AwardRow.Load(transaction, award.AwardId);

        Assert.True(await Promises.Keep(transaction, row, 15_000, "one", "test", now));
        Assert.Equal(25_000, Assert.Single(await Ledger.LoadPromised(transaction, row.AwardId)).AmountMinor);
        Assert.False(await Promises.Keep(transaction, row, 25_001, "two", "test", now));
        await Promises.TakeBack(transaction, row.AwardId, TransferCode.AwardWithdrawn, "test", now);
        Assert.Empty(await Ledger.LoadPromised(transaction, row.AwardId));
        Assert.False(await Promises.Keep(transaction, row, 1, "three", "test", now));
        await Promises.TakeBack(transaction, row.AwardId, TransferCode.AwardExpired, "test", now);
        await Assert.ThrowsAnyAsync<DbException>(() => transaction.Execute(new("UPDATE promise SET open_minor = -1")));
        await transaction.Commit();

        Assert.Equal((100_000, 0, 15_000, 85_000), await town.Pot());
    }

    [Fact]
    public async Task Adding_up_the_whole_ledger_has_a_time_of_its_own()
    {
        var misfortune = new Misfortune();
        await using var town = await Town.Start("sqlite", builder => builder.Suffer(misfortune));
        await town.FundWith(100);
        town.Service.Clock.Advance(TimeSpan.FromDays(2));
        await Close(town);
        var adding = misfortune.Seconds.Where(one => one.Key.Contains("AS recomputed", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, adding.Count);
        Assert.All(adding, one => Assert.Equal(30 * 60, one.Value));
    }
}
