using Grpc.Core;
using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class AwardTests
{
    [Theory, EveryDatabase]
    public async Task A_winner_is_offered_its_money_with_an_agreement_on_one_page(string engine)
    {
        await using var town = await Town.Start(engine);

        var award = await town.Offered();

        Assert.Equal((AwardState.Offered, Pounds(400), North, "Idea 1"), (award.State, award.Amount, award.AreaCode, award.Title));
        Assert.Equal("2026-2", award.AgreementVersion);
        Assert.Contains("Idea 1, as people voted on it in Autumn round", award.Agreement, StringComparison.Ordinal);
        Assert.Contains("£400 in one payment", award.Agreement, StringComparison.Ordinal);
        Assert.Contains("We will pay you within 14 days of you accepting the grant", award.Agreement, StringComparison.Ordinal);
        Assert.Contains("never for receipts", award.Agreement, StringComparison.Ordinal);
        Assert.DoesNotContain("{", award.Agreement, StringComparison.Ordinal);
        Assert.DoesNotContain(People.Amina.Subject, award.ToString(), StringComparison.Ordinal);
        Assert.InRange(award.Agreement.Split(' ').Length, 50, 300);
    }

    [Theory, EveryDatabase]
    public async Task What_people_wrote_stays_as_it_is_in_an_agreement(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(1_000);
        await town.Released("autumn", "community-fund", (North, 1_000));
        await town.Service.Deliver(Opened("autumn") with { Title = "Round {idea} {amount}", PayWithinDays = 1 });
        await town.Service.Deliver(Paper("autumn", People.Amina));
        var result = Result("autumn", 10);
        var won = result.Contests[0].Projects[1] with { Title = "A {round} <b>{days}</b> 花" };
        await town.Service.Deliver(result with { Contests = [result.Contests[0] with { Projects = [won] }] });

        var award = await town.TheAward();

        Assert.Contains("A {round} <b>{days}</b> 花, as people voted on it in Round {idea} {amount}.", award.Agreement,
            StringComparison.Ordinal);
        Assert.Contains("within 1 day of", award.Agreement, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Only_the_person_whose_idea_it_is_can_answer(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Offered();

        foreach (var other in new[] { town.Tom, town.Grace, town.Femi })
        {
            await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD", async () => await other.AcceptAwardAsync(
                new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion }));
            await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD",
                async () => await other.DeclineAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId }));
            Assert.False((await other.GetAwardAsync(new() { AwardId = award.AwardId })).Mine);
            Assert.Empty((await other.ListMyAwardsAsync(new())).Awards);
        }

        Assert.True((await town.Amina.GetAwardAsync(new() { AwardId = award.AwardId })).Mine);
        Assert.Equal(AwardState.Offered, (await town.TheAward()).State);
        Assert.Empty(await town.Service.Published<AwardAccepted>());
    }

    [Theory, EveryDatabase]
    public async Task A_yes_names_the_version_that_was_read(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Offered();

        var refusal = await Refused(StatusCode.FailedPrecondition, "OTHER_AGREEMENT", async () => await town.Amina.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = "2025-9" }));

        Assert.Equal("agreement_version", Assert.Single(refusal.FieldFaults()).Name);
        await RefusedFields(async () => await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId }),
            "agreement_version");
        var accepted = await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = "2026-2" });
        Assert.Equal((AwardState.Accepted, town.Service.Clock.Now), (accepted.State, accepted.AcceptTime.ToDateTimeOffset()));
    }

    [Theory, EveryDatabase]
    public async Task A_group_may_say_when_it_will_have_used_the_money(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Offered();
        AcceptAwardRequest Yes(string usedBy) =>
            new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = "2026-2", UsedBy = usedBy };
        var month = town.Service.Clock.Now.AddMonths(5);

        foreach (var wrong in (string[])["soon", "2027-13", "2027-3", $"{town.Service.Clock.Now.AddMonths(-1):yyyy-MM}",
            $"{town.Service.Clock.Now.AddMonths(37):yyyy-MM}"])
        {
            await RefusedFields(async () => await town.Amina.AcceptAwardAsync(Yes(wrong)), "used_by");
        }

        Assert.Equal($"{month:yyyy-MM}", (await town.Amina.AcceptAwardAsync(Yes($"{month:yyyy-MM}"))).UsedBy);
        var lastDay = new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));
        Assert.Equal(lastDay, Assert.Single(await town.Service.Published<AwardAccepted>()).UsedBy);
    }

    [Theory, EveryDatabase]
    public async Task A_no_gives_the_money_back_to_the_pot(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Offered();
        Assert.Equal((100_000, 40_000, 0, 60_000), await town.Pot());

        var declined = await town.Amina.DeclineAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, Reason = "We moved away" });

        Assert.Equal(AwardState.Declined, declined.State);
        Assert.Equal((100_000, 0, 0, 100_000), await town.Pot());
        Assert.Equal(0, (await town.Money()).Total.Awards);
        var transfers = (await town.Nobody.ListTransfersAsync(new() { RoundId = "autumn" })).Transfers;
        Assert.Equal(["RELEASE", "RELEASE", "AWARD", "AWARD_DECLINED"], transfers.Select(transfer => transfer.Code));
        Assert.DoesNotContain("moved", transfers.ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task An_award_that_nobody_knows_is_not_found(string engine)
    {
        await using var town = await Town.Start(engine);

        await Refused(StatusCode.NotFound, "AWARD_NOT_FOUND", async () => await town.Nobody.GetAwardAsync(new() { AwardId = "a" }));
        await Refused(StatusCode.NotFound, "AWARD_NOT_FOUND",
            async () => await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = "a", AgreementVersion = "2026-2" }));
        await Refused(StatusCode.NotFound, "AWARD_NOT_FOUND",
            async () => await town.Amina.DeclineAwardAsync(new() { RequestId = Id(), AwardId = "a" }));
        await RefusedFields(async () => await town.Amina.DeclineAwardAsync(
            new() { RequestId = Id(), AwardId = "a", Reason = new string('r', 1001) }), "reason");
        await RefusedFields(async () => await town.Nobody.GetAwardAsync(new() { AwardId = "a'; DROP TABLE award" }), "award_id");
        await RefusedFields(async () => await town.Nobody.ListAwardsAsync(new() { States = { (AwardState)77 } }), "states");
    }

    [Theory, EveryDatabase]
    public async Task A_winner_whose_pot_has_too_little_waits_in_sight_until_there_is_enough(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        await town.Released("autumn", fund.FundId, (North, 500));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina, People.Tom));

        await town.Service.Deliver(Result("autumn", 400, 300));

        var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn" })).Awards;
        Assert.Equal([AwardState.Offered, AwardState.Waiting], awards.OrderBy(award => award.ProjectId).Select(award => award.State));
        var waiting = Assert.Single(
            (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn", States = { AwardState.Waiting } })).Awards);
        Assert.Equal(("p2", "", 1), (waiting.ProjectId, waiting.Agreement, (await town.Money()).Total.Awards));
        await Refused(StatusCode.PermissionDenied, "NOT_YOUR_AWARD", async () => await town.Tom.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = waiting.AwardId, AgreementVersion = "2026-2" }));
        await Refused(StatusCode.FailedPrecondition, "AWARD_NOT_PAYABLE",
            async () => await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = waiting.AwardId }));

        await town.Released("autumn", fund.FundId, (North, 200));

        Assert.Equal(AwardState.Offered, (await town.Tom.GetAwardAsync(new() { AwardId = waiting.AwardId })).State);
        Assert.Equal((70_000, 70_000, 0, 0), await town.Pot());
        Assert.Equal(2, (await town.Service.Published<AwardOffered>()).Count);
    }

    [Theory, EveryDatabase]
    public async Task A_declined_award_makes_room_for_one_that_waits(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        await town.Released("autumn", fund.FundId, (North, 500));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina, People.Tom));
        await town.Service.Deliver(Result("autumn", 400, 300));
        var first = Assert.Single((await town.Amina.ListMyAwardsAsync(new())).Awards);

        await town.Amina.DeclineAwardAsync(new() { RequestId = Id(), AwardId = first.AwardId });

        Assert.Equal(AwardState.Offered, Assert.Single((await town.Tom.ListMyAwardsAsync(new())).Awards).State);
        Assert.Equal((50_000, 30_000, 0, 20_000), await town.Pot());
    }

    [Theory, EveryDatabase]
    public async Task Of_two_that_wait_the_one_with_more_votes_is_offered_its_money_first(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina, People.Tom));
        var result = Result("autumn", 300, 300);
        var contest = result.Contests[0];
        await town.Service.Deliver(result with
        {
            Contests = [contest with { Projects = [contest.Projects[1] with { Votes = 7 }, contest.Projects[2] with { Votes = 70 }] }],
        });

        await town.Released("autumn", fund.FundId, (North, 300));

        Assert.Equal("p2", Assert.Single((await town.Nobody.ListAwardsAsync(
            new() { RoundId = "autumn", States = { AwardState.Offered } })).Awards).ProjectId);
        Assert.Equal((30_000, 30_000, 0, 0), await town.Pot());
    }

    [Theory, EveryDatabase]
    public async Task An_award_from_two_funds_keeps_the_budget_code_of_each(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(1_000, "fund-a", "CODE-A");
        await town.FundWith(1_000, "fund-b", "CODE-B");
        await town.Released("autumn", "fund-a", (North, 300));
        await town.Released("autumn", "fund-b", (North, 300));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina, People.Tom));
        await town.Service.Deliver(Result("autumn", 500, 100));

        var award = Assert.Single((await town.Amina.ListMyAwardsAsync(new())).Awards);
        await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = "2026-2" });
        await town.Checked(award);
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        await town.Confirm(payment);
        var other = Assert.Single((await town.Tom.ListMyAwardsAsync(new())).Awards);
        await town.Tom.DeclineAwardAsync(new() { RequestId = Id(), AwardId = other.AwardId });

        var transfers = (await town.Nobody.ListTransfersAsync(new() { RoundId = "autumn" })).Transfers;
        Assert.Equal(
            [("CODE-A", 30_000), ("CODE-B", 20_000)],
            transfers.Where(transfer => transfer.Code == "PAYMENT").Select(transfer => (transfer.BudgetCode, transfer.Amount.AmountMinor)));
        var back = Assert.Single(transfers, transfer => transfer.Code == "AWARD_DECLINED");
        Assert.Equal(("CODE-B", $"pot:autumn:{North}:fund-b", 10_000), (back.BudgetCode, back.CreditAccount, back.Amount.AmountMinor));
        Assert.Equal((60_000, 0, 50_000, 10_000), await town.Pot());
    }

    [Theory, EveryDatabase]
    public async Task An_idea_of_nobody_waits_and_one_that_costs_nothing_needs_no_award(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(1_000);
        await town.Released("autumn", "community-fund", (North, 1_000));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Resident("")));
        await town.Service.Deliver(Result("autumn", 100, 0));

        var award = await town.TheAward();

        Assert.Equal((AwardState.Waiting, false), (award.State, award.Mine));
        Assert.False((await town.Nobody.GetAwardAsync(new() { AwardId = award.AwardId })).Mine);
        Assert.Equal((100_000, 10_000, 0, 90_000), await town.Pot());
        Assert.Empty(await town.Service.Published<AwardOffered>());
    }
}
