using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

public sealed class SharesTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(3_000);

    private static Arbitrary<Case> Cases { get; } = Arb.From(
        from election in SmallElection.Any.Generator
        from utility in Gen.Elements(SmallElection.UtilitiesFor(election.VoteType))
        from add1 in Gen.Elements<Add1?>(null, null, new Add1(), new Add1(FromFloor: false), new Add1(StopWhenExhausted: false), new Add1(Step: 2))
        from fillUp in Gen.Elements(Enum.GetValues<FillUp>())
        from ties in Gen.Elements("es", "lex", "seed:7")
        // Raising endowments of 10^18 by single units takes forever in any implementation.
        select new Case(election, new Rule.EqualShares(utility, election.Projects.Max(project => project.Cost) > 100 || election.Budget > 100 ? null : add1, fillUp), ties),
        tried => SmallElection.Any.Shrinker(tried.Election).Select(election => tried with { Election = election }));

    private sealed record Case(SmallElection Election, Rule.EqualShares Rule, string Ties)
    {
        public Outcome Count() => CountOf(Election.Build());

        public Outcome CountOf(Election election) => Tally.Count(election, Rule, TieOrder.Parse(Ties)!, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_winners_are_those_of_a_slow_and_plain_count() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        tried.Count().Winners.Select(winner => winner.Id).SequenceEqual(NaiveShares.Winners(tried.Election, tried.Rule, tried.Ties))));

    [Fact]
    public void Elections_too_large_for_luck_are_counted_as_by_the_slow_count()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var tried = Larger(new Random(seed));
            var ours = tried.Count().Winners.Select(winner => winner.Id);
            Assert.Equal(NaiveShares.Winners(tried.Election, tried.Rule, tried.Ties), ours);
        }
    }

    [Fact]
    public void The_order_of_voters_and_projects_changes_nothing() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        OutcomeHash.Text(tried.Count()) == OutcomeHash.Text(tried.CountOf(tried.Election.BuildShuffled(17)))));

    [Fact]
    public void The_budget_is_never_exceeded_and_what_supporters_paid_is_the_cost() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var outcome = tried.Count();
        var left = outcome.Budget;
        foreach (var step in outcome.Trace)
        {
            Assert.Equal(left, step.MoneyBefore);
            left -= step.WhyNot is null ? step.Project.Cost : 0;
            Assert.Equal(left, step.MoneyAfter);
            Assert.True(left >= 0);
            if (step.Payment is { Rest: 0 } payment && tried.Rule.Utility is Utility.Cost or Utility.Votes)
            {
                Assert.Equal(step.Project.Cost * payment.Rate.Denominator, payment.Rate.Numerator * payment.Full);
            }
        }

        Assert.Equal(outcome.Budget - left, outcome.Cost);
        Assert.Equal(outcome.Winners.Length + outcome.Losses.Length, tried.Election.Projects.Length);
    }));

    private static Case Larger(Random random)
    {
        var type = random.Next(3) switch { 0 => VoteType.Ordinal, 1 => VoteType.Cumulative, _ => VoteType.Approval };
        var projects = Enumerable.Range(0, 14).Select(project => new Project($"p{project}", random.Next(1, 40) * random.Next(1, 25))).ToArray();
        var ballots = Enumerable.Range(0, 120).Select(_ =>
        {
            var order = Enumerable.Range(0, projects.Length).ToArray();
            random.Shuffle(order);
            var length = random.Next(0, 6);
            return new SmallBallot(order[..length], type == VoteType.Cumulative ? [.. order[..length].Select(_ => (long)random.Next(0, 6))] : []);
        });
        var election = new SmallElection(type, 2_000, [.. projects], [.. ballots]);
        var utilities = SmallElection.UtilitiesFor(type);
        return new Case(election, new Rule.EqualShares(utilities[random.Next(utilities.Length)], random.Next(3) == 0 ? new Add1() : null), "es");
    }
}
