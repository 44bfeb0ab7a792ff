using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

public sealed class EffectiveSupportTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(2_000));

    /// <summary>
    /// By hand: without a the first price is a quarter each (b), the second a half (d), and before that payment a's supporters have 3 for
    /// what costs 1; and so on.
    /// </summary>
    [Theory]
    [InlineData("W4a_effective_support.pb", new long[] { 300, 150, 56, 75, 50 })]
    [InlineData("W4b_effective_support.pb", new long[] { 80, 200, 75, 100, 50 })]
    [InlineData("W4c_effective_support.pb", new long[] { 80, 40, 30, 20, 20 })]
    [InlineData("W7_exact_affordability.pb", new long[] { 100 })]
    public void The_worked_examples_come_out_as_by_hand(string file, long[] percent)
    {
        var election = SharedFiles.Read(Path.Combine("worked", file));
        Assert.Equal(
            percent, EffectiveSupport.Of(
            election, Tally.Count(election, new Rule.EqualShares(), TieOrder.EqualShares, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken));
    }

    [Fact]
    public void It_is_what_a_slow_and_plain_count_without_the_project_says() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var outcome = tried.Count();
        var ours = EffectiveSupport.Of(tried.Election.Build(), outcome, TestContext.Current.CancellationToken);
        if (ours.Length == 0)
        {
            return;
        }

        for (var project = 0; project < ours.Length; project++)
        {
            var naive = Naive(tried, project, new Fraction(outcome.Endowment!.Numerator, outcome.Endowment.Denominator));
            var isWinner = outcome.Winners.Any(winner => winner.Id == tried.Election.Projects[project].Id);
            Assert.Equal(BigInteger.Min(long.MaxValue, isWinner ? BigInteger.Max(100, naive) : naive), ours[project]);
        }
    }));

    [Fact]
    public void What_loses_could_not_be_paid_and_what_wins_could() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var outcome = tried.Count();
        var ours = EffectiveSupport.Of(tried.Election.Build(), outcome, TestContext.Current.CancellationToken);
        return tried.Rule.FillUp != FillUp.Nobody || ours.Length == 0 || outcome.Losses.Where(loss => loss.Project.Cost > 0)
            .All(loss => ours[tried.Election.Projects.IndexOf(loss.Project)] <= 100);
    }));

    [Fact]
    public void Other_rules_have_none() => Assert.Empty(EffectiveSupport.Of(
        new ElectionBuilder(new ElectionTerms(VoteType.Approval, 1, 0, [])).Build(),
        Tally.Count(new ElectionBuilder(new ElectionTerms(VoteType.Approval, 1, 0, [])).Build(), new Rule.Greedy(), TieOrder.EqualShares,
            TestContext.Current.CancellationToken),
        TestContext.Current.CancellationToken));

    private sealed record Case(SmallElection Election, Rule.EqualShares Rule, string Ties)
    {
        public Outcome Count() => Tally.Count(Election.Build(), Rule, TieOrder.Parse(Ties)!, TestContext.Current.CancellationToken);
    }

    private static Arbitrary<Case> Cases { get; } = Arb.From(
        from election in SmallElection.Any.Generator
        from utility in Gen.Elements(SmallElection.UtilitiesFor(election.VoteType))
        from add1 in Gen.Elements<Add1?>(null, null, new Add1(), new Add1(FromFloor: false))
        from fillUp in Gen.Elements(Enum.GetValues<FillUp>())
        from ties in Gen.Elements("es", "lex")
        select new Case(election, new Rule.EqualShares(
            utility, election.Projects.Max(project => project.Cost) > 100 || election.Budget > 100 ? null : add1, fillUp), ties),
        tried => SmallElection.Any.Shrinker(tried.Election).Select(election => tried with { Election = election }));

    private static BigInteger Naive(Case tried, int wanted, Fraction endowment)
    {
        var (election, utility) = (tried.Election, tried.Rule.Utility);
        if (election.Projects[wanted].Cost == 0)
        {
            return 100;
        }

        var order = NaiveTies.Order(election, tried.Ties);
        var money = election.Ballots.Select(_ => endowment).ToArray();
        var (bought, best) = (new List<int>(), (Fraction)0);
        while (true)
        {
            var offers = Enumerable.Range(0, election.Projects.Length).Except(bought).Where(project => project != wanted)
                .Select(project => (Project: project, Price: NaiveShares.Price(election, utility, project, money)))
                    .Where(offer => offer.Price is not null).ToList();
            if (offers.Count == 0)
            {
                break;
            }

            var price = offers.Min(offer => offer.Price!.Value);
            var winner = offers.Where(offer => offer.Price!.Value.CompareTo(price) == 0).Select(offer => offer.Project)
                .Order(order).First();
            best = Max(best,
                Pays(ballot => Fraction.Min(money[ballot], price * NaiveUtility.Of(election, election.Ballots[ballot], wanted, utility))));
            bought.Add(winner);
            for (var voter = 0; voter < money.Length; voter++)
            {
                money[voter] -= Fraction.Min(money[voter], price * NaiveUtility.Of(election, election.Ballots[voter], winner, utility));
            }
        }

        best = Max(best, Pays(ballot => NaiveUtility.Of(election, election.Ballots[ballot], wanted, utility) > 0 ? money[ballot] : 0));
        var percent = best * 100 / election.Projects[wanted].Cost;
        return percent.Numerator / percent.Denominator;

        Fraction Pays(Func<int, Fraction> pays) =>
            Enumerable.Range(0, money.Length).Aggregate((Fraction)0, (sum, ballot) => sum + pays(ballot));
    }

    private static Fraction Max(Fraction one, Fraction other) => one > other ? one : other;
}
