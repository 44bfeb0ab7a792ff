using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class OrderOfMessagesTests
{
    [Theory, EveryDatabase]
    public async Task In_whatever_order_things_come_the_same_is_offered_once(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(100_000);
        string? expected = null;
        foreach (var (order, index) in Orders([0, 1, 2, 3]).Select((order, index) => (order, index)))
        {
            var roundId = $"round-{index}";
            foreach (var step in order)
            {
                await Happens(town, roundId, step);
                await Happens(town, roundId, step, again: true);
            }

            var now = await StateOf(town, roundId);
            expected ??= now;
            Assert.Equal(expected, now);
        }

        Assert.Contains("Offered", expected, StringComparison.Ordinal);
        var offered = await town.Service.Published<AwardOffered>();
        Assert.Equal(24 * 2, offered.Count);
        Assert.Equal(24 * 2, offered.Select(offer => offer.AwardId).Distinct().Count());
    }

    [Theory, EveryDatabase]
    public async Task A_story_that_is_taken_before_the_payment_is_confirmed_closes_the_award_with_it(string engine)
    {
        await using var town = await Town.Start(engine);
        for (var when = 0; when < 5; when++)
        {
            var roundId = $"round-{when}";
            var award = await town.Offered(roundId);
            async Task Now(int moment)
            {
                if (moment == when)
                {
                    await town.Service.Deliver(Story(award));
                    await town.Service.Deliver(Story(award));
                }
            }

            await Now(0);
            await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = "2026-2" });
            await town.Checked(award);
            await Now(1);
            var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
            await Now(2);
            await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
            await Now(3);
            Assert.Equal(AwardState.Accepted, (await town.TheAward(roundId)).State);
            await town.Confirm(payment);
            await Now(4);

            Assert.Equal(AwardState.Closed, (await town.TheAward(roundId)).State);
            Assert.Single(await town.Service.Published<GrantClosed>(), closed => closed.AwardId == award.AwardId);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_grant_of_which_no_story_came_is_closed_when_an_officer_has_said_why(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Confirm(await town.ApprovedPayment());
        var award = await town.TheAward();
        Assert.Equal(AwardState.Paid, award.State);

        await town.Service.Deliver(new ReportExcused(
            "report-1", award.AwardId, "autumn", award.ProjectId, award.Title, People.Amina.Subject, People.Grace.ShownAs,
            town.Service.Clock.Now));

        Assert.Equal(AwardState.Closed, (await town.TheAward()).State);
        Assert.Single(await town.Service.Published<GrantClosed>());
    }

    [Theory, EveryDatabase]
    public async Task A_story_of_an_award_that_nobody_knows_does_no_harm(string engine)
    {
        await using var town = await Town.Start(engine);

        await town.Service.Deliver(Story(new Award { AwardId = "elsewhere" }));

        Assert.Empty(await town.Service.Published<GrantClosed>());
    }

    [Theory, EveryDatabase]
    public async Task A_result_in_another_currency_than_the_money_waits(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(1_000);
        await town.Released("autumn", "community-fund", (North, 1_000));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina));

        await town.Service.Deliver(Result("autumn", 100) with { Currency = "EUR" });

        Assert.Equal(AwardState.Waiting, (await town.TheAward()).State);
        Assert.Equal((100_000, 0, 0, 100_000), await town.Pot());
    }

    private static async Task Happens(Town town, string roundId, int step, bool again = false)
    {
        switch (step)
        {
            case 0 when !again:
                await town.Released(roundId, "community-fund", (North, 1_000));
                break;
            case 1:
                await town.Service.Deliver(Opened(roundId));
                break;
            case 2:
                await town.Service.Deliver(Paper(roundId, People.Amina, People.Tom));
                break;
            case 3:
                await town.Service.Deliver(Result(roundId, 400, 300));
                break;
            default:
                // A release is not a message; asking for it again is another test.
                break;
        }
    }

    private static async Task<string> StateOf(Town town, string roundId)
    {
        var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = roundId })).Awards.OrderBy(
            award => award.ProjectId, StringComparer.Ordinal);
        var mine = (await town.Amina.ListMyAwardsAsync(new())).Awards.Count(award => award.RoundId == roundId);
        return string.Join(
            '\n', awards.Select(
            award => $"{award.ProjectId} {award.AreaCode} {award.Title} {award.Amount} {award.State} {award.Agreement} "
                + $"{award.AgreementVersion}"))
            + $"\n{mine} {(await town.Money(roundId)).Areas} {await town.Pot(roundId)}";
    }

    private static IEnumerable<int[]> Orders(int[] steps) => steps.Length == 0
        ? [[]]
        : steps.SelectMany(first => Orders(steps.Where(step => step != first).ToArray()).Select(rest => (int[])[first, .. rest]));
}
