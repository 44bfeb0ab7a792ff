using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

public sealed class MaximinSupportTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(3_000));

    private static Arbitrary<(SmallElection Election, string Ties)> Cases { get; } = Arb.From(
        from election in SmallElection.AnyWithGroups.Generator
        from ties in Gen.Elements("es", "lex", "seed:7", "es+seed:7")
        select (election, ties),
        tried => SmallElection.Any.Shrinker(tried.election).Select(election => (election, tried.ties)));

    [Fact]
    public void The_winners_are_those_of_a_slow_and_plain_count() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        Count(tried.Election.Build(), tried.Ties).Winners.Select(winner => winner.Id)
            .SequenceEqual(Naive(tried.Election, tried.Ties, []))));

    [Fact]
    public void The_heaviest_loads_are_those_of_a_slow_and_plain_count() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var loads = new List<Fraction>();
        Naive(tried.Election, tried.Ties, loads);
        return Count(tried.Election.Build(), tried.Ties).Trace.Where(step => step.WhyNot is null)
            .Select(step => new Fraction(step.HeaviestLoad!.Numerator, step.HeaviestLoad.Denominator)).SequenceEqual(loads);
    }));

    [Fact]
    public void The_order_of_voters_and_projects_changes_nothing() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        OutcomeHash.Text(Count(tried.Election.Build(), tried.Ties)) == OutcomeHash.Text(
            Count(tried.Election.BuildShuffled(17), tried.Ties))));

    [Fact]
    public void The_budget_is_never_exceeded_and_whatever_was_chosen_and_fits_has_won() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var outcome = Count(tried.Election.Build(), tried.Ties);
        Assert.Equal(outcome.Winners.Aggregate((Int128)0, (sum, winner) => sum + winner.Cost), outcome.Cost);
        Assert.InRange(outcome.Cost, 0, outcome.Budget);
        Assert.Equal(outcome.Winners.Length + outcome.Losses.Length, tried.Election.Projects.Length);
        Assert.All(outcome.Losses.Where(loss => loss.Reason is LossReason.NotEnoughMoneyLeft),
            loss => Assert.True(loss.Project.Cost > outcome.Budget - outcome.Cost));
    }));

    [Fact]
    public void Costs_are_shared_out_anew_where_Phragmen_leaves_them()
    {
        // a is first, at 30 for each of the two who chose it. Then b costs whoever chose both: with Phragmén 30 more than before, shared
        // out anew only 50 (a is borne by the other one alone).
        var builder = new ElectionBuilder(
            new ElectionTerms(VoteType.Approval, 150, 0, [new Project("a", 60), new Project("b", 40), new Project("c", 50)]));
        builder.Add([0]);
        builder.Add([0, 1]);
        builder.Add([2]);
        var outcome = Count(builder.Build(), "es");
        Assert.Equal(["a", "b", "c"], outcome.Winners.Select(winner => winner.Id));
        Assert.Equal(["30/1", "50/1", "50/1"], outcome.Trace.Select(step => step.HeaviestLoad!.ToString()));
    }

    [Fact]
    public void A_real_election_is_counted_within_its_budget()
    {
        SharedFiles.NeedFolder();
        var election = SharedFiles.Read("Poland_Wieliczka_2023_Green_Budget.pb");
        var outcome = Count(election, "es");
        Assert.InRange(outcome.Cost, outcome.Budget * 9 / 10, outcome.Budget);
        var loads = outcome.Trace.Where(step => step.WhyNot is null)
            .Select(step => new Fraction(step.HeaviestLoad!.Numerator, step.HeaviestLoad.Denominator)).ToList();
        Assert.Equal(loads.Order(), loads);
    }

    private static Outcome Count(Election election, string ties) =>
        Tally.Count(election, new Rule.MaximinSupport(), TieOrder.Parse(ties)!, TestContext.Current.CancellationToken);

    // By linear programming duality the smallest heaviest load is the largest of cost per voter over all sets of projects: here every set
    // is tried.
    private static List<string> Naive(SmallElection election, string ties, List<Fraction> loads)
    {
        var order = NaiveTies.Order(election, ties);
        var bought = new List<int>();
        var left = election.Budget;
        while (true)
        {
            var open = Enumerable.Range(0, election.Projects.Length).Where(project =>
                !bought.Contains(project) && election.Projects[project].Cost <= left && NaiveTies.Votes(election, project) > 0
                    && !bought.Exists(winner => election.AreRivals(winner, project))).ToList();
            if (open.Count == 0)
            {
                return [.. bought.Select(project => election.Projects[project].Id)];
            }

            var withEach = open.ToDictionary(project => project, project => Heaviest(election, [.. bought, project]));
            var least = withEach.Values.Min();
            var best = open.Where(project => withEach[project].CompareTo(least) == 0).Order(order).First();
            loads.Add(least);
            bought.Add(best);
            left -= election.Projects[best].Cost;
        }
    }

    private static Fraction Heaviest(SmallElection election, int[] projects) => Enumerable.Range(1, (1 << projects.Length) - 1).Max(set =>
    {
        var chosen = projects.Where((_, place) => (set >> place & 1) == 1).ToArray();
        return new Fraction(
            chosen.Aggregate(System.Numerics.BigInteger.Zero, (sum, project) => sum + election.Projects[project].Cost),
            election.Ballots.Count(ballot => ballot.Choices.Intersect(chosen).Any()));
    });
}
