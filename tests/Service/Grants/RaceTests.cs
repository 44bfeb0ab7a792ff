using System.Globalization;
using Participatory.Contracts.Voting;
using Participatory.Grants.Closes;
using Participatory.Grants.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>Two hands on the same money, again and again: whichever is first, the other finds what it left.</summary>
public sealed class RaceTests
{
    private static readonly Sql CountSettlements = new("SELECT COUNT(*) FROM settlement");

    [Theory, EveryDatabase]
    public async Task A_round_is_settled_once_whoever_settles_it_and_two_do_not_roll_into_each_other(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var (one, other) = ($"one-{round}", $"other-{round}");
            foreach (var id in (string[])[one, other])
            {
                await town.Released(id, fund.FundId, (North, 20), (South, 10));
                await town.Service.Deliver(Opened(id) with { Unspent = "roll_over" });
                await town.Service.Deliver(new ResultDeclared(id, id, "GBP", DateTimeOffset.UnixEpoch, new string('0', 64), []));
            }

            var reasons = await Race.Reasons(
                () => Settle(one, other), () => Settle(other, one), () => Settle(one, other), () => Settle(other, one));

            Assert.Equal(["", "ROUND_SETTLED", "ROUND_SETTLED", "ROUND_SETTLED"], reasons.Order(StringComparer.Ordinal));
        }

        await using var session = await town.Service.Database.Read(CancellationToken.None);
        Assert.Equal(Race.Rounds, await session.One<long>(CountSettlements));

        Task Settle(string from, string to) =>
            town.Femi.SettleRoundAsync(new() { RequestId = Id(), RoundId = from, ToRoundId = to }).ResponseAsync;
    }

    [Theory, EveryDatabase]
    public async Task An_award_that_waits_is_taken_back_while_the_money_for_it_comes(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(10_000);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var id = $"round-{round}";
            await town.Service.Deliver(Opened(id));
            await town.Service.Deliver(Paper(id, People.Amina));
            await town.Service.Deliver(Result(id, 100));
            var award = await town.TheAward(id);
            var release = await town.Propose(id, fund.FundId, (North, 100));

            await Race.All(
                () => town.Grace.WithdrawAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, Reason = "Sold." }).ResponseAsync,
                () => town.Femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = release.ReleaseId }).ResponseAsync);

            var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = id })).Awards;
            Assert.Equal(AwardState.Withdrawn, awards.Single(one => one.AwardId == award.AwardId).State);
            var (released, held, paid, left) = await town.Pot(id);
            Assert.Equal((10_000, 0, 10_000), (released, paid, held + left));
        }
    }

    [Theory, EveryDatabase]
    public async Task Parts_are_planned_or_the_whole_is_asked_for_and_never_both(string engine)
    {
        await using var town = await Town.Start(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var award = await town.Accepted($"round-{round}");

            var reasons = await Race.Reasons(
                () => town.Grace.PlanPaymentsAsync(Plan(award)).ResponseAsync,
                () => town.Grace.PlanPaymentsAsync(Plan(award)).ResponseAsync,
                () => town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId }).ResponseAsync);

            Assert.All(reasons, reason => Assert.Contains(reason, (string[])["", "PARTS_STAND", "PAYMENT_ON_ITS_WAY"]));
            Assert.Equal("", reasons[2]);
            var payee = await town.Grace.GetPayeeAsync(new() { AwardId = award.AwardId });
            Assert.Equal(40_000, payee.Parts.Sum(part => part.Amount.AmountMinor));
        }

        static PlanPaymentsRequest Plan(Award award) => new()
        {
            RequestId = Id(),
            AwardId = award.AwardId,
            Parts = { new PaymentPart { Amount = Pounds(300), DueOn = "2026-04-01" },
                new PaymentPart { Amount = Pounds(100), DueOn = "2026-06-01" } },
        };
    }

    [Theory, EveryDatabase]
    public async Task A_run_goes_to_the_bank_or_is_taken_apart_and_a_statement_that_comes_twice_confirms_once(string engine)
    {
        await using var town = await Town.Start(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var stopped = await town.ApprovedPayment($"stopped-{round}");
            var run = await town.Femi.MakeRunAsync(
                new() { RequestId = Id(), PayOn = "2026-03-09", PaymentIds = { stopped.PaymentId } });
            var reasons = await Race.Reasons(
                () => town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Csv }).ResponseAsync,
                () => town.Grace.CancelPaymentAsync(
                    new() { RequestId = Id(), PaymentId = stopped.PaymentId, Reason = "A typing mistake." }).ResponseAsync);
            // Exactly one of them: a file that the bank has is of a run that is there.
            Assert.Single(reasons, reason => reason.Length == 0);

            var paid = new[] { await town.ApprovedPayment($"a-{round}"), await town.ApprovedPayment($"b-{round}") };
            var made = await Race.Reasons(Enumerable.Range(0, 4).Select(at => (Func<Task>)(() => town.Femi.MakeRunAsync(
                new() { RequestId = Id(), PayOn = "2026-03-09", PaymentIds = { at % 2 == 0 ? Both(paid) : Both(paid).Reverse() } })
                .ResponseAsync)));
            Assert.Single(made, reason => reason.Length == 0);

            var together = (await town.Grace.GetPaymentAsync(new() { PaymentId = paid[0].PaymentId })).RunId;
            await town.Femi.ExportRunAsync(new() { RunId = together, Format = RunFormat.Csv });
            var lines = (await town.Grace.GetRunAsync(new() { RunId = together })).Lines
                .Select(line => $"09/03/2026,BACS {line.Reference},-400.00\n").ToList();
            var confirmed = await Task.WhenAll(Enumerable.Range(0, 4).Select(at => Task.Run(async () =>
                (await town.Femi.ImportConfirmationsAsync(new()
                {
                    RequestId = Id(),
                    Csv = "Date,Description,Amount\n" + string.Concat(at % 2 == 0 ? lines : Enumerable.Reverse(lines)),
                })).Confirmed)));
            Assert.Equal(2, confirmed.Sum());
        }

        static IEnumerable<string> Both(Payment[] payments) => payments.Select(payment => payment.PaymentId);
    }

    [Theory, EveryDatabase]
    public async Task What_finance_says_about_a_fund_and_a_round_at_once_is_all_kept(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(100);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var at = round.ToString(CultureInfo.InvariantCulture);
            await Race.All(4, number => Task.WhenAll(
                town.Femi.ChooseEvidenceAsync(
                    new() { RequestId = Id(), FundId = fund.FundId, Evidence = Evidence.Keep, Reason = $"{at} {number}" }).ResponseAsync,
                town.Femi.RecordIncomeAsync(new()
                {
                    RequestId = Id(), FundId = fund.FundId, Funder = $"Funder {number % 2}", Amount = Pounds(1), Reference = at,
                }).ResponseAsync));
        }

        Assert.Equal(
            Race.Rounds * 4,
            (await town.Grace.GetEvidenceHistoryAsync(new() { FundId = fund.FundId })).Choices.Select(choice => choice.Reason).Distinct()
                .Count());
        Assert.Equal(Pounds(100 + (Race.Rounds * 4)), (await town.Grace.GetFundAsync(new() { FundId = fund.FundId })).Available);
    }

    [Theory, EveryDatabase]
    public async Task A_day_is_closed_once_by_several_who_see_that_it_is_over(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(100);
        var clock = (CloseLedger)town.Service.Services.GetService(typeof(CloseLedger))!;
        town.Service.Clock.Advance(TimeSpan.FromHours(13));
        for (var round = 0; round < Race.Rounds; round++)
        {
            await town.Femi.RecordIncomeAsync(
                new() { RequestId = Id(), FundId = fund.FundId, Funder = "Ada", Amount = Pounds(1), Reference = "r" });
            town.Service.Clock.Advance(TimeSpan.FromDays(1));
            await Race.All(4, _ => clock.Tick(CancellationToken.None));
        }

        await using var session = await town.Service.Database.Read(CancellationToken.None);
        Assert.Equal(Race.Rounds + 1, await session.One<long>(new Sql("SELECT COUNT(*) FROM ledger_close")));
    }
}
