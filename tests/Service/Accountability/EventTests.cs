using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Words;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

public sealed class EventTests
{
    [Theory, EveryDatabase]
    public async Task In_any_order_and_however_often_one_award_is_asked_once(string engine)
    {
        await using var run = await Start(engine);
        var orders = Permutations(["round", "accepted", "paid", "paid again", "accepted again"]).ToList();
        Assert.Equal(120, orders.Count);

        foreach (var (index, order) in orders.Index())
        {
            var group = People.Resident($"subject-{index}");
            await Deliver(run, order, index, group);

            var asked = Assert.Single((await run.As(group).ListMyReportsAsync(new ListMyReportsRequest())).Reports);
            var paid = run.Paid($"award-{index}", group, round: $"round-{index}");
            Assert.Equal(
                (ReportState.Requested, paid.AwardId, paid.Title, paid.AmountMinor, paid.PaidAt.AddDays(14)),
                (asked.State, asked.AwardId, asked.Title, asked.Amount.AmountMinor, asked.HopeTime.ToDateTimeOffset()));
        }

        Assert.Empty(await run.Service.Published<ReportRequested>());
        await run.Pass(TimeSpan.FromDays(100));
        await run.Pass(TimeSpan.Zero);
        var published = await run.Service.Published<ReportRequested>();
        Assert.Equal(120, published.Count);
        Assert.Equal(120, published.Select(message => message.AwardId).Distinct().Count());
        Assert.Equal((121L, 242L, 120L, 120L),
            (await run.Count("round"), await run.Count("round_area"), await run.Count("award"), await run.Count("report")));
    }

    private static readonly CouncilDays London = new(CouncilDays.Zone("Europe/London"), TimeProvider.System);

    [Theory, EveryDatabase]
    public async Task In_any_order_a_group_is_asked_when_it_thought_that_the_money_would_be_used(string engine)
    {
        await using var run = await Start(engine);
        var today = DateOnly.FromDateTime(run.Paid("award", People.Amina).PaidAt.UtcDateTime);
        foreach (var (index, order) in Permutations(["round", "accepted", "paid"]).Index())
        {
            foreach (var (days, expected) in ((int, DateOnly)[])[(120, today.AddDays(120)), (-2, today.AddDays(14))])
            {
                var (award, round, group) = ($"award-{index}{days}", $"round-{index}{days}", People.Resident($"subject-{index}{days}"));
                foreach (var message in order)
                {
                    await (message switch
                    {
                        "round" => run.Service.Deliver(RoundOpened(round, storyAfterDays: 14)),
                        "accepted" => run.Service.Deliver(run.Accepted(award, group, round) with { UsedBy = today.AddDays(days) }),
                        _ => run.Service.Deliver(run.Paid(award, group, round: round)),
                    });
                }

                // A plan that the payment has overtaken says nothing any more.
                var asked = Assert.Single((await run.As(group).ListMyReportsAsync(new ListMyReportsRequest())).Reports);
                Assert.Equal(expected, London.DayOf(asked.HopeTime.ToDateTimeOffset()));
            }
        }

        await run.Pass(TimeSpan.FromDays(110));
        Assert.Equal(6, (await run.Service.Published<ReportRequested>()).Count);
        await run.Pass(TimeSpan.FromDays(10));
        Assert.Equal(12, (await run.Service.Published<ReportRequested>()).Count);
    }

    [Fact]
    public async Task The_month_that_a_group_named_ends_where_the_council_is()
    {
        await using var run = await Start("sqlite", zone: "Pacific/Auckland");
        await run.Service.Deliver(run.Accepted("award-1", People.Amina) with { UsedBy = new DateOnly(2026, 5, 31) });
        await run.Service.Deliver(run.Paid("award-1", People.Amina));

        // Midnight there, twelve hours before it is midnight in Greenwich.
        var asked = Assert.Single((await run.As(People.Amina).ListMyReportsAsync(new ListMyReportsRequest())).Reports);
        Assert.Equal(new DateTime(2026, 5, 30, 12, 0, 0, DateTimeKind.Utc), asked.HopeTime.ToDateTime());
    }

    [Theory, EveryDatabase]
    public async Task The_same_message_twice_is_applied_once(string engine)
    {
        await using var run = await Start(engine);
        await run.Service.Deliver(run.Paid("award-1", People.Amina), "message-1");
        await run.Service.Deliver(run.Paid("award-1", People.Amina), "message-1");
        await run.Service.Deliver(run.Paid("award-1", People.Amina), "message-2");
        await run.Pass(TimeSpan.FromDays(40));

        Assert.Single(await run.Service.Published<ReportRequested>());
    }

    [Theory, EveryDatabase]
    public async Task Where_the_round_becomes_known_later_a_group_is_asked_as_it_says_and_what_was_asked_stays(string engine)
    {
        await using var run = await Start(engine);
        var paid = run.Paid("award-1", People.Amina, round: "later");
        await run.Service.Deliver(paid);
        var never = run.Paid("award-3", People.Amina, round: "much-later");
        await run.Service.Deliver(never);
        await run.Pass(TimeSpan.FromDays(90));
        await run.Service.Deliver(RoundOpened("much-later", storyAfterDays: 7));
        await run.Service.Deliver(RoundOpened("later", storyAfterDays: 700));
        await run.Service.Deliver(run.Paid("award-2", People.Amina, round: "later"));

        var mine = (await run.As(People.Amina).ListMyReportsAsync(new ListMyReportsRequest())).Reports.ToDictionary(
            report => report.AwardId);
        // Both had been asked before their rounds were known.
        Assert.Equal(paid.PaidAt.AddDays(90), mine["award-1"].HopeTime.ToDateTimeOffset());
        Assert.Equal(never.PaidAt.AddDays(90), mine["award-3"].HopeTime.ToDateTimeOffset());
        Assert.Equal(paid.PaidAt.AddDays(90 + 700), mine["award-2"].HopeTime.ToDateTimeOffset());
    }

    [Theory, EveryDatabase]
    public async Task Many_payments_at_once_are_each_asked_about_once(string engine)
    {
        await using var run = await Start(engine);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => run.Service.Deliver(run.Paid($"award-{i % 20}", People.Amina))));
        await run.Pass(TimeSpan.FromDays(40));

        Assert.Equal(20, (await run.Service.Published<ReportRequested>()).Count);
        Assert.Equal(20, (await run.As(People.Amina).ListMyReportsAsync(new ListMyReportsRequest())).Reports.Count);
    }

    [Theory, EveryDatabase]
    public async Task Messages_late_twice_and_in_any_order_come_to_the_same_end(string engine)
    {
        await using var run = await Start(engine);
        var random = new Random(20260301);
        var runs = Needs.FullRuns ? 2_000 : 60;
        HashSet<string> ends = [];
        for (var index = 0; index < runs; index++)
        {
            var group = People.Resident($"subject-{index}");
            List<string> messages = ["round", "accepted", "paid", .. Enumerable.Range(0, random.Next(6))
                .Select(_ => (string[])["round", "accepted", "paid"]).Select(all => all[random.Next(3)])];
            var order = messages.OrderBy(_ => random.Next()).ToList();
            // The group tells as soon as it can, also before the rest of the messages has arrived.
            var tellsAfter = random.Next(order.LastIndexOf("paid"), order.Count);
            await Deliver(run, order[..(tellsAfter + 1)], index, group);
            var report = Assert.Single((await run.As(group).ListMyReportsAsync(new ListMyReportsRequest())).Reports);
            await run.Tell(group, report.ReportId);
            await Deliver(run, order[(tellsAfter + 1)..], index, group);
            await run.As(People.Grace).AnswerStoryAsync(Answer(report.ReportId));
            await Deliver(run, order, index, group);

            var end = Assert.Single((await run.As(group).ListMyReportsAsync(new ListMyReportsRequest())).Reports);
            ends.Add($"{end.State} {end.Ask} {end.Title.Replace($"award-{index}", "award", StringComparison.Ordinal)} "
                + $"{end.Amount.AmountMinor} {end.TimesAsked}");
        }

        Assert.Equal("Accepted Questions Benches for award 125000 0", Assert.Single(ends));
        Assert.Equal(runs, (await run.Service.Published<StoryShared>()).Count);
        Assert.Equal(runs, (await run.Service.Published<ReportAccepted>()).Count);
        Assert.Equal((long)runs, await run.Count("report"));
        await run.Pass(TimeSpan.FromDays(500));
        Assert.Empty(await run.Service.Published<ReportRequested>());
    }

    private static async Task Deliver(AskedGroups run, IReadOnlyList<string> order, int index, Caller group)
    {
        foreach (var message in order)
        {
            await (message switch
            {
                "round" => run.Service.Deliver(RoundOpened($"round-{index}", storyAfterDays: 14)),
                "accepted" or "accepted again" => run.Service.Deliver(run.Accepted($"award-{index}", group, $"round-{index}")),
                _ => run.Service.Deliver(run.Paid($"award-{index}", group, round: $"round-{index}")),
            });
        }
    }

    private static IEnumerable<List<string>> Permutations(List<string> items) =>
        items.Count == 0
            ? [[]]
            : items.SelectMany(
                first => Permutations(items.Where(item => item != first).ToList()).Select(rest => (List<string>)[first, .. rest]));
}
