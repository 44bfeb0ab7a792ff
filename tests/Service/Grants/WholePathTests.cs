using Grpc.Core;
using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class WholePathTests
{
    [Theory, EveryDatabase]
    public async Task Money_goes_from_a_fund_to_a_closed_grant_and_every_penny_is_seen(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        Assert.Equal((500_000, 500_000), (fund.Available.AmountMinor, fund.PaidIn.AmountMinor));

        var release = await town.Released("autumn", fund.FundId, (North, 1_000), (South, 500));
        Assert.Equal(ReleaseState.Approved, release.State);
        Assert.Equal("Grace Bell, neighbourhood officer", release.ProposedBy);
        Assert.Equal("Femi Stone, finance officer", release.DecidedBy);
        Assert.Equal(350_000, (await town.Grace.GetFundAsync(new() { FundId = fund.FundId })).Available.AmountMinor);
        Assert.Equal((100_000, 0, 0, 100_000), await town.Pot());

        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina, People.Tom));
        await town.Service.Deliver(Result("autumn", 400, 250));
        Assert.Equal((100_000, 65_000, 0, 35_000), await town.Pot());

        var mine = Assert.Single((await town.Amina.ListMyAwardsAsync(new())).Awards);
        Assert.Equal(("p1", AwardState.Offered, true), (mine.ProjectId, mine.State, mine.Mine));
        await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = mine.AwardId, AgreementVersion = mine.AgreementVersion });
        await town.Checked(mine);

        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = mine.AwardId });
        Assert.Equal((PaymentState.Instructed, true), (payment.State, payment.Mine));
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        payment = await town.Confirm(payment);
        Assert.Equal((PaymentState.Confirmed, "BACS 7781"), (payment.State, payment.BankReference));
        Assert.Equal((100_000, 25_000, 40_000, 35_000), await town.Pot());

        await town.Service.Deliver(Story(mine));
        var closed = await town.Nobody.GetAwardAsync(new() { AwardId = mine.AwardId });
        Assert.Equal((AwardState.Closed, false), (closed.State, closed.Mine));
        Assert.NotNull(closed.CloseTime);

        var total = (await town.Money()).Total;
        Assert.Equal((2, 1, 1), (total.Awards, total.AwardsPaid, total.AwardsClosed));
        Assert.Equal((150_000, 25_000, 40_000, 85_000), await town.Pot(area: null));
    }

    [Theory, EveryDatabase]
    public async Task A_pot_of_a_theme_goes_from_its_release_to_its_award_like_that_of_an_area(string engine)
    {
        const string theme = "theme-young";
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        await town.Released("autumn", fund.FundId, (North, 1_000), (theme, 600));
        await town.Service.Deliver(Opened("autumn") with { Areas = [new(North, "North"), new(theme, "young people")] });
        var (paper, result) = (Paper("autumn", People.Amina), Result("autumn", 500));
        await town.Service.Deliver(
            paper with { Contests = [paper.Contests[0] with { AreaCode = theme, AreaName = "young people", BudgetMinor = 60_000 }] });
        await town.Service.Deliver(result with { Contests = [result.Contests[0] with { AreaCode = theme, BudgetMinor = 60_000 }] });

        var award = await town.TheAward();
        Assert.Equal((AwardState.Offered, theme), (award.State, award.AreaCode));
        Assert.Equal((60_000, 50_000, 0, 10_000), await town.Pot(area: theme));
        Assert.Equal((100_000, 0, 0, 100_000), await town.Pot());
        await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        await town.Checked(award);
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        await town.Confirm(payment);
        Assert.Equal((60_000, 0, 50_000, 10_000), await town.Pot(area: theme));
    }

    [Theory, EveryDatabase]
    public async Task Each_event_is_published_once_and_says_what_happened(string engine)
    {
        await using var town = await Town.Start(engine);
        var payment = await town.Confirm(await town.ApprovedPayment());
        var award = await town.TheAward();
        await town.Service.Deliver(Story(award));
        await town.Service.Deliver(Story(award));

        var released = Assert.Single(await town.Service.Published<BudgetReleased>());
        Assert.Equal([new(North, 100_000), new(South, 50_000)], released.Lines);
        Assert.Equal(("autumn", "fund-autumn", "GBP"), (released.RoundId, released.FundId, released.Currency));
        // It follows every result, also one in which no ring-fence changed anything.
        Assert.Empty(Assert.Single(await town.Service.Published<WinnersKnown>()).Changes);
        var offered = Assert.Single(await town.Service.Published<AwardOffered>());
        Assert.Equal((award.AwardId, People.Amina.Subject, 40_000, "Idea 1"),
            (offered.AwardId, offered.RecipientSubject, offered.AmountMinor, offered.Title));
        var accepted = Assert.Single(await town.Service.Published<AwardAccepted>());
        Assert.Equal((award.AwardId, "2026-2"), (accepted.AwardId, accepted.AgreementVersion));
        var paid = Assert.Single(await town.Service.Published<PaymentConfirmed>());
        Assert.Equal((payment.PaymentId, North, 40_000), (paid.PaymentId, paid.AreaCode, paid.AmountMinor));
        var closed = Assert.Single(await town.Service.Published<GrantClosed>());
        Assert.Equal((award.AwardId, "p1", 40_000), (closed.AwardId, closed.ProjectId, closed.AmountMinor));
    }

    [Theory, EveryDatabase]
    public async Task The_public_ledger_of_a_round_adds_up_and_names_nobody(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Confirm(await town.ApprovedPayment());

        var transfers = (await town.Nobody.ListTransfersAsync(new() { RoundId = "autumn" })).Transfers;

        Assert.Equal(["RELEASE", "RELEASE", "AWARD", "PAYMENT"], transfers.Select(transfer => transfer.Code));
        Assert.All(transfers, transfer => Assert.Equal("CC-1204", transfer.BudgetCode));
        var balances = transfers
            .SelectMany(
                transfer => new[] { (transfer.DebitAccount, -transfer.Amount.AmountMinor),
                (transfer.CreditAccount, transfer.Amount.AmountMinor) })
            .GroupBy(entry => entry.Item1, entry => entry.Item2)
            .ToDictionary(group => group.Key, group => group.Sum());
        Assert.Equal(-150_000, balances["fund:fund-autumn"]);
        Assert.Equal(60_000, balances[$"pot:autumn:{North}:fund-autumn"]);
        Assert.Equal(40_000, balances[$"paid:{(await town.TheAward()).AwardId}"]);
        var everything = string.Join('\n', transfers.Select(transfer => transfer.ToString()));
        foreach (var personal in new[] { "subject-", "Grace", "Femi", "Amina", "7781" })
        {
            Assert.DoesNotContain(personal, everything, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_round_of_which_nothing_is_released_is_all_zeros(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Service.Deliver(Opened("winter"));

        var money = await town.Money("winter");

        Assert.Empty(money.Areas);
        Assert.Equal(
            new AreaMoney
            {
                Released = Pounds(0), Held = Pounds(0), Paid = Pounds(0), Left = Pounds(0), ClawedBack = Pounds(0),
                RolledIn = Pounds(0), SentOn = Pounds(0), ReportedBack = Pounds(0)
            }, money.Total);
        await RefusedFields(() => town.Money("Winter!"), "round_id");
    }

    [Theory, EveryDatabase]
    public async Task Methods_refuse_whom_their_statement_does_not_name(string engine)
    {
        await using var town = await Town.Start(engine);

        await Refused(StatusCode.Unauthenticated, "SIGN_IN_NEEDED", async () => await town.Nobody.ListMyAwardsAsync(new()));
        await Refused(StatusCode.Unauthenticated, "SIGN_IN_NEEDED", async () => await town.Nobody.ListPaymentsAsync(new()));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Amina.ListFundsAsync(new()));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Grace.CreateFundAsync(new()));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Grace.ApproveReleaseAsync(new()));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Grace.ConfirmPaymentAsync(new()));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Femi.ProposeReleaseAsync(new()));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await town.Femi.InstructPaymentAsync(new()));
    }
}
