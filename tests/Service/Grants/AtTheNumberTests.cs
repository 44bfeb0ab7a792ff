using Participatory.Contracts.Voting;
using Participatory.Grants.Awards;
using Participatory.Grants.Closes;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>Rules with a number in them, tried one below it, at it and one above.</summary>
public sealed class AtTheNumberTests
{
    private static readonly DateOnly InMay = new(2026, 5, 31);

    [Theory, EveryDatabase]
    public async Task What_is_left_is_offered_to_an_idea_of_which_it_is_a_quarter_and_not_to_one_that_costs_a_penny_more(string engine)
    {
        await using var town = await Town.Start(engine);
        // £100 are left, which is a quarter of £400.
        foreach (var (costMinor, offered) in ((long, bool)[])[(39_999, true), (40_000, true), (40_001, false)])
        {
            var round = $"round-{costMinor}";
            var fund = await town.FundWith(5_000, round);
            await town.Released(round, fund.FundId, (North, 500));
            await town.Service.Deliver(Opened(round) with { Unspent = "offer_next" });
            await town.Service.Deliver(Paper(round, People.Amina, People.Tom));
            await town.Service.Deliver(new ResultDeclared(round, round, "GBP", DateTimeOffset.UnixEpoch, new string('0', 64),
                [new(North, 50_000, 500, [new("p1", "Idea 1", 40_000, 9, true), new("p2", "Idea 2", costMinor, 8, false)])]));

            var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = round })).Awards;
            Assert.Equal(offered ? ["p1", "p2"] : (string[])["p1"], awards.Select(award => award.ProjectId).Order(StringComparer.Ordinal));
            Assert.Equal(offered ? 0 : 10_000, (await town.Pot(round)).Left);
        }
    }

    [Theory, EveryDatabase]
    public async Task Numbers_of_the_rules_about_money_are_taken_up_to_their_ends_and_no_further(string engine)
    {
        await using var town = await Town.Start(engine);
        var method = Participatory.Grants.V1.GrantsService.Descriptor.FindMethodByName("PublishMoneyRules");
        foreach (var (field, value, refused) in ((string, int, bool)[])
        [
            ("answer_within_days", 6, true), ("answer_within_days", 7, false), ("answer_within_days", 8, false),
            ("part_at_least", -1, true), ("part_at_least", 0, false), ("part_at_least", 1, false), ("percentage", 0, true),
            ("percentage", 1, false), ("percentage", 2, false), ("percentage", 99, false), ("percentage", 100, false),
            ("percentage", 101, true),
        ])
        {
            var fence = new RingFence { Mark = "young", Title = "Young people", Percentage = field == "percentage" ? value : 30 };
            var rules = new MoneyRules
            {
                RoundId = "autumn", Contact = "Grace", RingFences = { fence },
                AnswerWithinDays = field == "answer_within_days" ? value : 0, PartAtLeast = field == "part_at_least" ? value : 0,
            };
            var failure = await AnyCall.Try(
                town.Service.As(People.Grace), method, new PublishMoneyRulesRequest { RequestId = Id(), Rules = rules });
            Assert.True(
                AnyCall.Faults(failure).Any(fault => fault.Field.EndsWith(field, StringComparison.Ordinal)) == refused
                    && failure is null == !refused,
                $"{field} {value}: {failure?.Status.Detail}");
        }
    }

    [Theory, EveryDatabase]
    public async Task A_day_is_closed_when_ten_minutes_of_the_next_have_passed_and_not_a_moment_before(string engine)
    {
        await using var town = await Town.Start(engine);
        town.Service.Clock.BetweenCalls = TimeSpan.Zero;
        await town.FundWith(10);
        var close = (CloseLedger)town.Service.Services.GetService(typeof(CloseLedger))!;
        town.Service.Clock.Advance(new TimeSpan(12, 10, 0) - TimeSpan.FromMicroseconds(1));
        await close.Tick(TestContext.Current.CancellationToken);
        Assert.Empty((await town.Nobody.ListClosesAsync(new())).Closes);

        town.Service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await close.Tick(TestContext.Current.CancellationToken);
        Assert.Equal("2026-03-01", Assert.Single((await town.Nobody.ListClosesAsync(new())).Closes).CloseDate);
    }

    [Theory]
    [InlineData("2026-04", false)]
    [InlineData("2026-05", true)]
    [InlineData("2026-06", true)]
    [InlineData("2029-04", true)]
    [InlineData("2029-05", true)]
    [InlineData("2029-06", false)]
    public void A_group_names_this_month_or_one_of_the_next_thirty_six(string month, bool taken) =>
        Assert.Equal(taken, Month.IsAhead(month, InMay));
}
