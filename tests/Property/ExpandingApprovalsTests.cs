using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

public sealed class ExpandingApprovalsTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(3_000));

    private static Arbitrary<(SmallElection Election, string Ties)> Cases { get; } = Arb.From(
        from election in SmallElection.AnyWithGroups.Generator.Where(election => election.VoteType == VoteType.Ordinal)
        from ties in Gen.Elements("es", "lex", "seed:7", "es+seed:7")
        select (election, ties),
        tried => SmallElection.Any.Shrinker(tried.election).Select(election => (election, tried.ties)));

    [Fact]
    public void The_winners_are_those_of_a_slow_and_plain_count() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        Count(tried.Election.Build(), tried.Ties).Winners.Select(winner => winner.Id)
            .SequenceEqual(Naive(tried.Election, tried.Ties, []))));

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

    // The axiom that the rule was made for, for the simplest groups: so many who have the same project on top that their part of the budget
    // pays for it.
    [Fact]
    public void A_group_with_the_same_favourite_gets_it_when_its_part_of_the_budget_pays_for_it() =>
        Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var outcome = Count((tried.Election with { Exclusive = [] }).Build(), tried.Ties);
        return outcome.Losses.All(loss =>
        {
            var project = tried.Election.Projects.IndexOf(loss.Project);
            System.Numerics.BigInteger group = tried.Election.Ballots.Count(ballot => ballot.Choices.FirstOrDefault(-1) == project);
            return group.IsZero || group * tried.Election.Budget < loss.Project.Cost * (
                System.Numerics.BigInteger)tried.Election.Ballots.Length;
        });
    }));

    [Fact]
    public void Ranks_come_in_one_after_the_other()
    {
        // Four voters with 25 each. At the top, a has two of them: 50 of 60. With the second places b has all four and costs 20 each; a is
        // then out of reach, and c has the 5 of one.
        var builder = new ElectionBuilder(
            new ElectionTerms(VoteType.Ordinal, 100, 0, [new Project("a", 60), new Project("b", 80), new Project("c", 5)]));
        builder.Add([0, 1]);
        builder.Add([0, 1]);
        builder.Add([1]);
        builder.Add([2, 1]);
        var outcome = Count(builder.Build(), "es");
        Assert.Equal(
            [("c", 1), ("b", 2)], outcome.Trace.Where(step => step.WhyNot is null).Select(step => (step.Project.Id, step.UpToRank!.Value)));
        Assert.Equal(LossReason.SupportersCannotPay, Assert.Single(outcome.Losses).Reason);
    }

    [Fact]
    public void Ballots_without_ranks_are_refused_with_a_sentence()
    {
        var election = new ElectionBuilder(new ElectionTerms(VoteType.Approval, 100, 0, [new Project("a", 60)])).Build();
        Assert.Contains("needs ranked ballots", Assert.Throws<ArgumentException>(() => Count(election, "es")).Message,
            StringComparison.Ordinal);
    }

    private static Outcome Count(Election election, string ties) =>
        Tally.Count(election, new Rule.ExpandingApprovals(), TieOrder.Parse(ties)!, TestContext.Current.CancellationToken);

    private static List<string> Naive(SmallElection election, string ties, List<string> found)
    {
        var order = NaiveTies.Order(election, ties);
        var money = election.Ballots.Select(_ => new Fraction(election.Budget, election.Ballots.Length)).ToArray();
        var bought = new List<int>();
        for (var rank = 1; rank <= election.Projects.Length; rank++)
        {
            while (true)
            {
                var top = election
                    with
                { Ballots = [.. election.Ballots.Select(ballot => new SmallBallot([.. ballot.Choices.Take(rank)], []))] };
                var prices = Enumerable.Range(0, election.Projects.Length)
                    .Where(project => !bought.Contains(project) && !bought.Exists(winner => election.AreRivals(winner, project)))
                    .Select(project => (Project: project, Price: NaiveShares.Price(top, Utility.Votes, project, money)))
                        .Where(offer => offer.Price is not null).ToList();
                if (prices.Count == 0)
                {
                    break;
                }

                var price = prices.Min(offer => offer.Price!.Value);
                var tied = prices.Where(offer => offer.Price!.Value.CompareTo(price) == 0).Select(offer => offer.Project)
                    .Order(order).ToList();
                if (tied.Count > 1)
                {
                    found.Add(string.Join(',', tied.Select(project => election.Projects[project].Id)));
                }

                bought.Add(tied[0]);
                for (var voter = 0; voter < money.Length; voter++)
                {
                    money[voter] -= top.Ballots[voter].Choices.Contains(tied[0]) ? Fraction.Min(money[voter], price) : 0;
                }
            }
        }

        return [.. bought.Select(project => election.Projects[project].Id)];
    }
}
