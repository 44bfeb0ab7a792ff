using Grpc.Core;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Funds;
using Participatory.Grants.Rules;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class DevolvingTests
{
    private static Clawback Back(string fundId, long pounds, string area = North) => new()
    {
        FundId = fundId,
        RoundId = "autumn",
        AreaCode = area,
        Amount = Pounds(pounds),
        Reason = "The roof of the school fell in, and the council needs every penny for it.",
    };

    private static async Task<Clawback> Propose(Town town, Clawback clawback) =>
        await town.Grace.ProposeClawbackAsync(new() { RequestId = Id(), Clawback = clawback });

    private static async Task<MoneyRules> SetRules(Town town, params RingFence[] fences)
    {
        var rules = new MoneyRules { RoundId = "autumn", Contact = "Grace Bell, 01234 567890" };
        rules.RingFences.AddRange(fences);
        return await town.Grace.PublishMoneyRulesAsync(new() { RequestId = Id(), Rules = rules });
    }

    private static async Task Mark(Town town, string project, params string[] marks) =>
        await town.Grace.MarkIdeaAsync(
            new() { RequestId = Id(), RoundId = "autumn", ProjectId = project, AreaCode = North, Marks = { marks } });

    /// <summary>A result of the north with these ideas: votes in the order given, those that win by votes alone first.</summary>
    internal static ResultDeclared Contest(long budgetPounds, params (string Id, long Pounds, bool Won)[] ideas) => new(
        "autumn", "autumn", "GBP", DateTimeOffset.UnixEpoch, new string('0', 64),
        [
            new(North, budgetPounds * 100, 500,
                [.. ideas.Select((idea, at) => new ProjectDeclared(idea.Id, idea.Id, idea.Pounds * 100, 100 - at, idea.Won))]),
        ]);

    [Theory, EveryDatabase]
    public async Task Two_people_take_money_back_and_their_reason_is_public_for_good(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);
        await town.Released("autumn", fund.FundId, (North, 600));

        var proposed = await Propose(town, Back(fund.FundId, 250));
        Assert.Equal((60_000, 0, 0, 60_000), await town.Pot());
        Assert.Empty((await town.Nobody.ListClawbacksAsync(new() { RoundId = "autumn" })).Clawbacks);
        await town.Femi.ApproveClawbackAsync(new() { RequestId = Id(), ClawbackId = proposed.ClawbackId });

        Assert.Equal((60_000, 0, 0, 35_000), await town.Pot());
        Assert.Equal(25_000, (await town.Money()).Total.ClawedBack.AmountMinor);
        Assert.Equal(Pounds(650), (await town.Grace.GetFundAsync(new() { FundId = fund.FundId })).Available);
        var shown = Assert.Single((await town.Nobody.ListClawbacksAsync(new() { RoundId = "autumn" })).Clawbacks);
        Assert.Equal((ClawbackState.Approved, Back(fund.FundId, 250).Reason), (shown.State, shown.Reason));
        var said = Assert.Single(await town.Service.Published<BudgetClawedBack>());
        Assert.Equal((shown.Reason, 25_000L, 2), (said.Reason, said.AmountMinor, said.DecidedBy.Distinct().Count()));
        await Refused(StatusCode.FailedPrecondition, "CLAWBACK_DECIDED",
            async () => await town.Femi.ApproveClawbackAsync(new() { RequestId = Id(), ClawbackId = proposed.ClawbackId }));
        await Refused(StatusCode.FailedPrecondition, "CLAWBACK_DECIDED", async () => await town.Femi.DeclineClawbackAsync(
            new() { RequestId = Id(), ClawbackId = proposed.ClawbackId, Reason = "Late" }));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_takes_money_back_alone_or_without_a_reason_or_what_is_promised(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Offered(pounds: 400);
        const string fund = "fund-autumn";

        await RefusedFields(async () => await town.Grace.ProposeClawbackAsync(
            new() { RequestId = Id(), Clawback = new(Back(fund, 10)) { Reason = " " } }), "clawback.reason");
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => Propose(town, Back(fund, 601)));
        await Refused(StatusCode.PermissionDenied, "OTHER_AREA",
            async () => await town.Olu.ProposeClawbackAsync(new() { RequestId = Id(), Clawback = Back(fund, 10, South) }));
        var mine = await town.Noor.ProposeClawbackAsync(new() { RequestId = Id(), Clawback = Back(fund, 600) });
        Assert.True(mine.Mine);
        await Refused(StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED",
            async () => await town.Noor.ApproveClawbackAsync(new() { RequestId = Id(), ClawbackId = mine.ClawbackId }));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED",
            async () => await town.Grace.ApproveClawbackAsync(new() { RequestId = Id(), ClawbackId = mine.ClawbackId }));

        // Two that were possible one by one are not possible together.
        var other = await Propose(town, Back(fund, 500));
        await town.Femi.ApproveClawbackAsync(new() { RequestId = Id(), ClawbackId = mine.ClawbackId });
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY",
            async () => await town.Femi.ApproveClawbackAsync(new() { RequestId = Id(), ClawbackId = other.ClawbackId }));
        Assert.Equal(AwardState.Offered, (await town.TheAward()).State);
        Assert.Equal(award.Amount.AmountMinor, (await town.Money()).Total.Held.AmountMinor);
    }

    [Theory, EveryDatabase]
    public async Task A_ring_fence_that_was_known_before_the_vote_changes_who_gets_money_and_says_so(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        await town.Released("autumn", fund.FundId, (North, 1_000));
        await town.Service.Deliver(Opened("autumn"));
        await SetRules(town, new RingFence { Mark = "young", Title = "ideas of young people", Percentage = 20 });
        await Mark(town, "p4", "young");

        await town.Service.Deliver(Paper("autumn", People.Amina, People.Amina, People.Tom, People.Tom));
        await town.Service.Deliver(Contest(1_000, ("p1", 500, true), ("p2", 400, true), ("p3", 300, false), ("p4", 250, false)));

        var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn" })).Awards;
        Assert.Equal(["p1", "p4"], awards.Select(award => award.ProjectId).Order());
        var rules = await town.Nobody.GetMoneyRulesAsync(new() { RoundId = "autumn" });
        Assert.Equal([("p4", true), ("p2", false)], rules.Changes.Select(change => (change.ProjectId, change.PutIn)));
        var outcome = Assert.Single(rules.Outcomes);
        Assert.Equal((Pounds(200), Pounds(0), Pounds(250)), (outcome.Asked, outcome.ByVotes, outcome.CameTo));
        Assert.Equal(("young", "p4"), (Assert.Single(rules.Marks).Mark, rules.Marks[0].ProjectId));
        var known = Assert.Single(await town.Service.Published<WinnersKnown>());
        Assert.Equal([("p4", true, ""), ("p2", false, "ideas of young people")],
            known.Changes.Select(change => (change.ProjectId, change.Won, change.Fence)));
    }

    [Theory, EveryDatabase]
    public async Task Once_people_vote_no_rule_about_the_money_changes(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Service.Deliver(Opened("autumn"));
        var rules = await SetRules(town, new RingFence { Mark = "young", Title = "ideas of young people", Amount = Pounds(100) });
        Assert.False(rules.Fixed);
        await RefusedFields(() => Mark(town, "p1", "old"), "marks");
        await town.Service.Deliver(Paper("autumn", People.Amina) with { OpensAt = town.Service.Clock.Now.AddDays(1) });
        await Mark(town, "p1", "young");

        town.Service.Clock.Advance(TimeSpan.FromDays(1));

        await Refused(StatusCode.FailedPrecondition, "RULES_FIXED", () => SetRules(town));
        await Refused(StatusCode.FailedPrecondition, "RULES_FIXED", () => Mark(town, "p1"));
        Assert.True((await town.Nobody.GetMoneyRulesAsync(new() { RoundId = "autumn" })).Fixed);
    }

    [Theory, EveryDatabase]
    public async Task An_idea_counts_for_what_its_proposer_says_unless_an_officer_finds_otherwise(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Service.Deliver(Opened("autumn"));
        await SetRules(
            town,
            new RingFence { Mark = "small-groups", Title = "groups with an income under £10,000", Percentage = 20 },
            new RingFence { Mark = "young", Title = "ideas of young people", Amount = Pounds(100) });
        await town.Service.Deliver(Made("p1", "small-groups", "young"));
        await town.Service.Deliver(Made("p2", "young"));
        await town.Service.Deliver(Made("p3", "something-else"));
        Assert.Equal(
            [("p1", "small-groups", ""), ("p1", "young", ""), ("p2", "young", "")],
            (await Rules()).Marks.Select(mark => (mark.ProjectId, mark.Mark, mark.MarkedBy)));

        // An officer has looked; what comes late does not change what was found.
        await Mark(town, "p1", "small-groups");
        await Mark(town, "p2");
        await Mark(town, "p4");
        await town.Service.Deliver(Made("p4", "young"));
        await town.Service.Deliver(Made("p2", "young"));

        Assert.Equal(
            [("p1", "small-groups"), ("p2", ""), ("p4", "")],
            (await Rules()).Marks.Where(mark => mark.MarkedBy == People.Grace.ShownAs).Select(mark => (mark.ProjectId, mark.Mark)));
        Assert.DoesNotContain((await Rules()).Marks, mark => mark.MarkedBy.Length == 0);

        static ProposalMade Made(string project, params string[] marks) =>
            new("autumn", project, North, project, People.Amina.Subject, DateTimeOffset.UnixEpoch, marks);
        async Task<MoneyRules> Rules() => await town.Nobody.GetMoneyRulesAsync(new() { RoundId = "autumn" });
    }

    [Theory, EveryDatabase]
    public async Task What_is_left_is_offered_to_the_next_idea_at_part_of_its_cost(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        await town.Released("autumn", fund.FundId, (North, 1_000));
        await town.Service.Deliver(Opened("autumn") with { Unspent = "offer_next" });
        await town.Service.Deliver(Paper("autumn", People.Amina, People.Tom, People.Amina, People.Tom));
        await town.Service.Deliver(Contest(1_000, ("p1", 800, true), ("p2", 900, false), ("p3", 400, false), ("p4", 600, false)));

        // £200 is left: less than a quarter of the £900 of p2, half of the £400 of p3.
        var part = (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn" })).Awards.Single(award => award.ProjectId == "p3");
        Assert.Equal((AwardState.Offered, Pounds(200), Pounds(400)), (part.State, part.Amount, part.FullCost));
        Assert.Contains("£200 of the £400", part.Agreement, StringComparison.Ordinal);
        await RefusedFields(async () => await town.Amina.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = part.AwardId, AgreementVersion = part.AgreementVersion }), "part_words");

        await town.Amina.DeclineAwardAsync(new() { RequestId = Id(), AwardId = part.AwardId });
        part = (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn" })).Awards.Single(award => award.ProjectId == "p4");
        var accepted = await town.Tom.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = part.AwardId, AgreementVersion = part.AgreementVersion, PartWords = "Half of the trees." });
        Assert.Equal((AwardState.Accepted, "Half of the trees."), (accepted.State, accepted.PartWords));
        Assert.Equal("", (await town.Nobody.GetAwardAsync(new() { AwardId = part.AwardId })).PartWords);
        Assert.Equal((100_000, 100_000, 0, 0), await town.Pot());
    }

    [Theory, EveryDatabase]
    public async Task What_a_round_leaves_goes_where_its_policy_said(string engine)
    {
        await using var town = await Town.Start(engine);
        var payment = await town.ApprovedPayment();
        await Refused(StatusCode.FailedPrecondition, "ROUND_UNDER_WAY",
            async () => await town.Femi.SettleRoundAsync(new() { RequestId = Id(), RoundId = "autumn" }));
        await town.Confirm(payment);
        await RefusedFields(async () => await town.Femi.SettleRoundAsync(
            new() { RequestId = Id(), RoundId = "autumn", ToRoundId = "spring" }), "to_round_id");

        var settled = await town.Femi.SettleRoundAsync(new() { RequestId = Id(), RoundId = "autumn" });

        Assert.Equal((UnspentMoney.Return, Pounds(1_100)), (settled.Unspent, settled.Moved));
        Assert.Equal((150_000, 0, 40_000, 0), await town.Pot(area: null));
        Assert.Equal(Pounds(4_600), (await town.Grace.GetFundAsync(new() { FundId = "fund-autumn" })).Available);
        await Refused(StatusCode.FailedPrecondition, "ROUND_SETTLED",
            async () => await town.Femi.SettleRoundAsync(new() { RequestId = Id(), RoundId = "autumn" }));
        await Refused(StatusCode.FailedPrecondition, "ROUND_SETTLED", () => town.Released("autumn", "fund-autumn", (North, 1)));

        // What comes back later goes the same way.
        var award = await town.TheAward();
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY",
            async () => await town.Femi.RecordReturnAsync(new() { RequestId = Id(), AwardId = award.AwardId, Amount = Pounds(401) }));
        await town.Femi.RecordReturnAsync(new() { RequestId = Id(), AwardId = award.AwardId, Amount = Pounds(40) });
        Assert.Equal((150_000, 0, 36_000, 0), await town.Pot(area: null));
        Assert.Equal(Pounds(4_640), (await town.Grace.GetFundAsync(new() { FundId = "fund-autumn" })).Available);
    }

    [Theory, EveryDatabase]
    public async Task What_rolls_over_is_the_same_areas_in_the_next_round(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        await town.Released("autumn", fund.FundId, (North, 1_000), (South, 300));
        await town.Service.Deliver(Opened("autumn") with { Unspent = "roll_over" });
        await town.Service.Deliver(Contest(1_000, ("p1", 2_000, false)));
        await town.Service.Deliver(Opened("spring"));
        await RefusedFields(async () => await town.Femi.SettleRoundAsync(new() { RequestId = Id(), RoundId = "autumn" }), "to_round_id");

        await town.Femi.SettleRoundAsync(new() { RequestId = Id(), RoundId = "autumn", ToRoundId = "spring" });

        Assert.Equal((130_000, 0, 0, 0), await town.Pot(area: null));
        Assert.Equal((0, 0, 0, 100_000), await town.Pot("spring"));
        Assert.Equal((0, 0, 0, 30_000), await town.Pot("spring", South));
        Assert.Equal(130_000, (await town.Money("spring")).Total.RolledIn.AmountMinor);
        Assert.Equal(Pounds(3_700), (await town.Grace.GetFundAsync(new() { FundId = fund.FundId })).Available);
    }

    [Theory, EveryDatabase]
    public async Task What_a_group_gives_back_after_its_round_rolled_over_goes_on_to_the_next_round(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Service.Deliver(Opened("autumn") with { Unspent = "roll_over" });
        await town.Confirm(await town.ApprovedPayment());
        await town.Service.Deliver(Opened("spring"));
        await town.Femi.SettleRoundAsync(new() { RequestId = Id(), RoundId = "autumn", ToRoundId = "spring" });
        Assert.Equal((0, 0, 0, 60_000), await town.Pot("spring"));

        var award = await town.TheAward();
        await town.Femi.RecordReturnAsync(new() { RequestId = Id(), AwardId = award.AwardId, Amount = Pounds(40) });

        Assert.Equal((100_000, 0, 36_000, 0), await town.Pot());
        Assert.Equal((0, 0, 0, 64_000), await town.Pot("spring"));
    }

    [Theory, EveryDatabase]
    public async Task Each_funder_of_a_pooled_fund_sees_its_share_of_everything(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(600, "fund-autumn");
        await town.Femi.RecordIncomeAsync(
            new() { RequestId = Id(), FundId = "fund-autumn", Funder = "NHS", Amount = Pounds(300), Reference = "r" });
        await town.Femi.RecordIncomeAsync(
            new() { RequestId = Id(), FundId = "fund-autumn", Funder = "Housing association", Amount = Pounds(100), Reference = "r" });
        await town.Released("autumn", "fund-autumn", (North, 500));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina));
        await town.Service.Deliver(Result("autumn", 400));
        var award = await town.TheAward();
        await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });

        var shares = (await town.Nobody.GetFundSharesAsync(new() { FundId = "fund-autumn" })).Shares.ToDictionary(share => share.Funder);

        Assert.Equal((Pounds(600), Pounds(300), Pounds(60), Pounds(240), Pounds(0)), Of("Elmstow Council"));
        Assert.Equal((Pounds(300), Pounds(150), Pounds(30), Pounds(120), Pounds(0)), Of("NHS"));
        Assert.Equal((Pounds(100), Pounds(50), Pounds(10), Pounds(40), Pounds(0)), Of("Housing association"));

        (object, object, object, object, object) Of(string funder) =>
            (shares[funder].PaidIn, shares[funder].Available, shares[funder].InPots, shares[funder].Held, shares[funder].Paid);
    }

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(5, new long[] { 600, 300, 100 }, new long[] { 3, 2, 0 })]
    [InlineData(0, new long[] { 1, 2 }, new long[] { 0, 0 })]
    [InlineData(100_000_000_000_000_000, new long[] { 100_000_000_000_000_000, 1 }, new long[] { 99_999_999_999_999_999, 1 })]
    public void A_column_of_shares_adds_up_to_the_penny(long amount, long[] weights, long[] shares) =>
        Assert.Equal(shares, GetFundShares.Split(amount, weights));
}
