using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

public sealed class PhragmenTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(4_000));

    private static Arbitrary<(SmallElection Election, string Ties)> Cases { get; } = Arb.From(
        from election in SmallElection.AnyWithGroups.Generator
        from ties in Gen.Elements("es", "lex", "seed:7", "es+seed:7")
        select (election, ties),
        tried => SmallElection.Any.Shrinker(tried.election).Select(election => (election, tried.ties)));

    [Fact]
    public void The_winners_are_those_of_a_slow_and_plain_count() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        Count(tried.Election.Build(), tried.Ties).Winners.Select(winner => winner.Id)
            .SequenceEqual(Naive(tried.Election, tried.Ties).Winners)));

    [Fact]
    public void Each_tie_is_told_with_who_was_in_it() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var found = new List<string>();
        Naive(tried.Election, tried.Ties, found);
        return Count(tried.Election.Build(), tried.Ties).Ties.Select(tie => string.Join(',', tie.Projects.Select(project => project.Id)))
            .SequenceEqual(found);
    }));

    [Fact]
    public void The_order_of_voters_and_projects_changes_nothing() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        OutcomeHash.Text(Count(tried.Election.Build(), tried.Ties)) == OutcomeHash.Text(
            Count(tried.Election.BuildShuffled(17), tried.Ties))));

    [Fact]
    public void The_budget_is_never_exceeded_and_every_project_is_accounted_for() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var outcome = Count(tried.Election.Build(), tried.Ties);
        Assert.Equal(outcome.Winners.Aggregate((Int128)0, (sum, winner) => sum + winner.Cost), outcome.Cost);
        Assert.InRange(outcome.Cost, 0, outcome.Budget);
        Assert.Equal(outcome.Winners.Length + outcome.Losses.Length, tried.Election.Projects.Length);
    }));

    private static Outcome Count(Election election, string ties) =>
        Tally.Count(election, new Rule.Phragmen(), TieOrder.Parse(ties)!, TestContext.Current.CancellationToken);

    // Written as the money that voters earn and spend, where the library follows loads.
    internal static (List<string> Winners, List<int> Stoppers) Naive(SmallElection election, string ties, List<string>? found = null)
    {
        var order = NaiveTies.Order(election, ties);
        var money = election.Ballots.Select(_ => (Fraction)0).ToArray();
        var left = election.Budget;
        var winners = new List<string>();
        var remaining = Enumerable.Range(0, election.Projects.Length)
            .Where(project => election.Projects[project].Cost <= election.Budget && NaiveTies.Votes(election, project) > 0).ToList();
        while (remaining.Count > 0)
        {
            var waits = remaining.ToDictionary(
                project => project, project => (election.Projects[project].Cost - Has(election, money, project)) / NaiveTies.Votes(
                election, project));
            var wait = waits.Values.Min();
            var tied = remaining.Where(project => waits[project].CompareTo(wait) == 0).ToList();
            var stoppers = tied.FindAll(project => election.Projects[project].Cost > left);
            if (stoppers.Count > 0)
            {
                return (winners, stoppers);
            }

            var best = tied.Order(order).First();
            if (tied.Count > 1)
            {
                found?.Add(string.Join(',', tied.Order(order).Select(project => election.Projects[project].Id)));
            }

            for (var voter = 0; voter < money.Length; voter++)
            {
                money[voter] = election.Ballots[voter].Choices.Contains(best) ? 0 : money[voter] + wait;
            }

            winners.Add(election.Projects[best].Id);
            left -= election.Projects[best].Cost;
            remaining.RemoveAll(project => project == best || election.AreRivals(project, best));
        }

        return (winners, []);
    }

    private static Fraction Has(SmallElection election, Fraction[] money, int project) =>
        Enumerable.Range(0, money.Length).Where(voter => election.Ballots[voter].Choices.Contains(project))
            .Aggregate((Fraction)0, (sum, voter) => sum + money[voter]);
}
