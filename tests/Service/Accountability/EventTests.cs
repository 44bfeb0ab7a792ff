using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
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
            var knewTheRound = order.IndexOf("round") < Math.Min(order.IndexOf("paid"), order.IndexOf("paid again"));
            var paid = run.Paid($"award-{index}", group, round: $"round-{index}");
            Assert.Equal(
                (ReportState.Requested, paid.AwardId, paid.Title, paid.AmountMinor, paid.PaidAt.AddDays(knewTheRound ? 14 : 90)),
                (asked.State, asked.AwardId, asked.Title, asked.Amount.AmountMinor, asked.HopeTime.ToDateTimeOffset()));
        }

        Assert.Empty(await run.Service.Published<ReportRequested>());
        await run.Pass(TimeSpan.FromDays(100));
        await run.Pass(TimeSpan.Zero);
        var published = await run.Service.Published<ReportRequested>();
        Assert.Equal(120, published.Count);
        Assert.Equal(120, published.Select(message => message.AwardId).Distinct().Count());
        Assert.Equal((121L, 242L, 120L, 120L), (await run.Count("round"), await run.Count("round_area"), await run.Count("award"), await run.Count("report")));
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
    public async Task Where_the_round_becomes_known_later_what_was_asked_stays_as_it_was_asked(string engine)
    {
        await using var run = await Start(engine);
        var paid = run.Paid("award-1", People.Amina, round: "later");
        await run.Service.Deliver(paid);
        await run.Service.Deliver(RoundOpened("later", storyAfterDays: 7));
        await run.Service.Deliver(run.Paid("award-2", People.Amina, round: "later"));

        var mine = (await run.As(People.Amina).ListMyReportsAsync(new ListMyReportsRequest())).Reports.ToDictionary(report => report.AwardId);
        Assert.Equal(paid.PaidAt.AddDays(90), mine["award-1"].HopeTime.ToDateTimeOffset());
        Assert.Equal(paid.PaidAt.AddDays(7), mine["award-2"].HopeTime.ToDateTimeOffset());
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
            : items.SelectMany(first => Permutations(items.Where(item => item != first).ToList()).Select(rest => (List<string>)[first, .. rest]));
}
