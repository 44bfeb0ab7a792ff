using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

public sealed class VoterSharesTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(2_000));

    private sealed record Case(SmallElection Election, Rule Rule)
    {
        public Outcome CountOf(Election election) =>
            Tally.Count(election, Rule, TieOrder.EqualShares, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void What_voters_paid_is_what_winners_cost() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var election = tried.Election.Build();
        var outcome = tried.CountOf(election);
        var shares = VoterShares.Of(election, outcome);
        Assert.Equal(outcome.Winners, shares.Spent.Select(paid => paid.Winner));
        foreach (var paid in shares.Spent)
        {
            // What nobody chose nobody pays for; amounts of 10^18 lose some digits on the way to the page.
            var cost = election.Votes(election.IndexOf(paid.Winner.Id)) == 0 ? 0 : paid.Winner.Cost;
            Assert.InRange(paid.Amount, cost - (cost / 1_000_000_000) - 1, cost + (cost / 1_000_000_000) + 1);
        }

        Assert.Equal(outcome.Cost - shares.ForNobody, shares.Spent.Where(paid => paid.Voters > 0).Sum(paid => paid.Winner.Cost));
    }));

    [Fact]
    public void Nobody_pays_more_than_their_endowment() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var election = tried.Election.Build();
        var outcome = tried.CountOf(election);
        foreach (var got in VoterShares.Got(election, outcome, election.Projects))
        {
            Assert.Equal(election.Votes(election.IndexOf(got.Project.Id)), got.Voters);
            Assert.InRange(got.WithAWinner, 0, got.Voters);
            if (got.Left is { } left && tried.Rule is Rule.EqualShares { FillUp: FillUp.Nobody })
            {
                var had = outcome.Endowment!.ToDouble() * got.Voters;
                Assert.InRange(left + got.On.Sum(paid => (double)paid.Amount), (had * (1 - 1e-9)) - got.On.Length - 1,
                    (had * (1 + 1e-9)) + got.On.Length + 1);
            }
        }
    }));

    [Fact]
    public void The_order_of_voters_and_projects_changes_no_explanation() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Cases, tried =>
    {
        var (first, second) = (tried.Election.Build(), tried.Election.BuildShuffled(17));
        var (one, other) = (Explain(tried, first), Explain(tried, second));
        Assert.Equal(one.NearMisses, other.NearMisses);
        Assert.Equal(one.Shares.Spent, other.Shares.Spent);
        Assert.Equal(one.Shares.Tenths, other.Shares.Tenths);
        Assert.Equal(one.Supporters.SelectMany(got => got.On), other.Supporters.SelectMany(got => got.On));
        Assert.Equal(one.ShortGroups.OrderBy(group => group.Project.Id, StringComparer.Ordinal),
            other.ShortGroups.OrderBy(group => group.Project.Id, StringComparer.Ordinal));
        Assert.Equal(
            one.EffectiveSupport.Select((percent, project) => (first.Projects[project].Id, percent)).Order(),
            other.EffectiveSupport.Select((percent, project) => (second.Projects[project].Id, percent)).Order());
        Assert.Equal(one.Greedy?.Winners, other.Greedy?.Winners);
    }));

    [Fact]
    public void A_small_town_is_told_whose_money_went_where()
    {
        // Twelve voters with 100 each. a (8 voters, 400) costs them 50 each; b (4 of these and 2 others, 240) 40 each; c (2 others, 500) is
        // too dear.
        var builder = new ElectionBuilder(
            new ElectionTerms(VoteType.Approval, 1_200, 0, [new Project("a", 400), new Project("b", 240), new Project("c", 500)]));
        builder.Add([0], count: 4);
        builder.Add([0, 1], count: 4);
        builder.Add([1], count: 2);
        builder.Add([2], count: 2);
        var election = builder.Build();
        var outcome = Tally.Count(election, new Rule.EqualShares(), TieOrder.EqualShares, TestContext.Current.CancellationToken);
        var told = Explanation.Of(election, outcome, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((12, 10, 100), (told.Shares.Voters, told.Shares.WithAWinner, told.Shares.EqualShare));
        Assert.Equal([("a", 8, 400), ("b", 6, 240)], told.Shares.Spent.Select(paid => (paid.Winner.Id, paid.Voters, paid.Amount)));
        Assert.Equal([0, 0, 40, 40, 50, 50, 50, 90, 90, 90], told.Shares.Tenths);
        var c = Assert.Single(told.Supporters);
        Assert.Equal((2, 0, 200L), (c.Voters, c.WithAWinner, c.Left));
        Assert.Empty(c.On);
        Assert.Equal([160, 166, 40], told.EffectiveSupport);
        var miss = Assert.Single(told.NearMisses);
        // (2 + k) × 1200 / (12 + k) is at least 500 from k = 6 on; at 200 the two can pay for it.
        Assert.Equal(new Edge(6, 5, true), miss.Votes);
        Assert.Equal(new Edge(300, 299, true), miss.Cheaper);
        Assert.Equal(["a", "b", "c"], told.Greedy!.Winners.Select(winner => winner.Id));
        Assert.Empty(told.ShortGroups);
    }

    private static Explanation Explain(Case tried, Election election) =>
        Explanation.Of(
            election, tried.CountOf(election), new Effort(30, 1_000_000), cancellationToken: TestContext.Current.CancellationToken);

    private static Arbitrary<Case> Cases { get; } = Arb.From(
        from election in SmallElection.AnyWithGroups.Generator
        from utility in Gen.Elements(SmallElection.UtilitiesFor(election.VoteType))
        let add1 = election.Projects.Max(project => project.Cost) > 100 || election.Budget > 100 ? null : new Add1()
        from rule in Gen.Elements<Rule>(
            new Rule.Greedy(utility), new Rule.Greedy(utility, Threshold: 1), new Rule.Phragmen(), new Rule.MaximinSupport(),
                new Rule.EqualShares(utility), new Rule.EqualShares(utility, add1), new Rule.EqualShares(utility, add1, FillUp.ByVotes))
        select new Case(election, rule),
        tried => SmallElection.Any.Shrinker(tried.Election).Select(election => tried with { Election = election }));
}
