using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

public sealed class GreedyTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(4_000));

    private static Arbitrary<Case> Cases { get; } = Arb.From(
        from election in SmallElection.AnyWithGroups.Generator
        from utility in Gen.Elements(SmallElection.UtilitiesFor(election.VoteType))
        from perCost in Gen.Elements(true, false)
        from skip in Gen.Elements(true, true, false)
        from threshold in Gen.Elements(0L, 0L, 1L, 3L)
        from ties in Gen.Elements("es", "lex", "seed:7", "es+seed:7")
        select new Case(election, new Rule.Greedy(utility, perCost, skip, threshold), ties),
        tried => SmallElection.Any.Shrinker(tried.Election).Select(election => tried with { Election = election }));

    private sealed record Case(SmallElection Election, Rule.Greedy Rule, string Ties)
    {
        public Outcome Count() => CountOf(Election.Build());

        public Outcome CountOf(Election election) =>
            Tally.Count(election, Rule, TieOrder.Parse(Ties)!, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_winners_are_those_of_a_slow_and_plain_count() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        tried.Count().Winners.Select(winner => winner.Id).SequenceEqual(NaiveGreedy.Winners(tried.Election, tried.Rule, tried.Ties))));

    [Fact]
    public void Each_tie_is_told_once_with_who_was_in_it() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        tried.Count().Ties.Select(tie => string.Join(',', tie.Projects.Select(project => project.Id)))
            .SequenceEqual(NaiveGreedy.Count(tried.Election, tried.Rule, tried.Ties).Ties)));

    [Fact]
    public void A_tie_is_decisive_where_not_everybody_in_it_wins_in_the_end() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var outcome = tried.Count();
        return outcome.Ties.All(tie => tie.Decisive == tie.Projects.Any(project => !outcome.Winners.Contains(project)));
    }));

    [Fact]
    public void The_order_of_voters_and_projects_changes_nothing() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        OutcomeHash.Text(tried.Count()) == OutcomeHash.Text(tried.CountOf(tried.Election.BuildShuffled(17)))));

    [Fact]
    public void The_budget_is_never_exceeded_and_the_books_balance() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var outcome = tried.Count();
        var left = outcome.Budget;
        foreach (var step in outcome.Trace)
        {
            Assert.Equal(left, step.MoneyBefore);
            left -= step.WhyNot is null ? step.Project.Cost : 0;
            Assert.Equal(left, step.MoneyAfter);
            Assert.True(left >= 0);
        }

        Assert.Equal(outcome.Budget - left, outcome.Cost);
        Assert.Equal(outcome.Winners.Length + outcome.Losses.Length, tried.Election.Projects.Length);
    }));

    [Fact]
    public void Every_reason_is_true() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        foreach (var loss in tried.Count().Losses)
        {
            var score = tried.Rule.Utility == Utility.Cost ? loss.Votes
                : Utilities.Scores(tried.Election.Build(), tried.Rule.Utility)[IndexOf(tried.Election, loss.Project.Id)];
            Assert.True(loss.Reason switch
            {
                LossReason.CostsMoreThanBudget => loss.Project.Cost > tried.Election.Budget,
                LossReason.NotEnoughMoneyLeft => loss.Project.Cost > loss.MoneyLeft && loss.Project.Cost <= tried.Election.Budget,
                LossReason.BelowThreshold => loss.Votes > 0 && score < tried.Rule.Threshold,
                LossReason.NoVotes => loss.Votes == 0 && tried.Rule.Threshold > 0,
                LossReason.StoppedBefore => !tried.Rule.Skip,
                LossReason.ExcludedByWinner => tried.Count().Winners.Any(
                    winner => tried.Election.AreRivals(IndexOf(tried.Election, winner.Id), IndexOf(tried.Election, loss.Project.Id))),
                _ => false,
            });
        }
    }));

    [Fact]
    public void With_the_further_votes_it_wins_and_with_one_fewer_it_does_not() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        foreach (var loss in tried.Count().Losses)
        {
            var project = IndexOf(tried.Election, loss.Project.Id);
            if (loss.FurtherVotes is { } further)
            {
                Assert.True(WinsWith(tried, project, further), $"{loss.Project.Id} does not win with {further} more.");
                Assert.False(WinsWith(tried, project, further - 1), $"{loss.Project.Id} wins with fewer than {further} more.");
            }
            else if (loss.TriedUpTo > 0)
            {
                Assert.False(WinsWith(tried, project, 1_000_000));
            }
        }
    }));

    [Fact]
    public void A_further_vote_never_hurts() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        tried.Count().Winners.All(winner => WinsWith(tried, IndexOf(tried.Election, winner.Id), 1))));

    [Fact]
    public void Another_order_changes_the_winners_only_where_a_tie_is_called_decisive() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var one = tried.Count();
        var other = (tried with { Ties = "seed:another" }).Count();
        var same = one.Winners.Select(winner => winner.Id).Order(StringComparer.Ordinal)
            .SequenceEqual(other.Winners.Select(winner => winner.Id).Order(StringComparer.Ordinal));
        return same || one.Ties.Any(tie => tie.Decisive) || (!tried.Rule.Skip && other.Ties.Length + one.Ties.Length > 0)
            || HasTiedStop(tried, one);
    }));

    [Fact]
    public void A_threshold_is_one_of_whole_points()
    {
        var builder = new ElectionBuilder(
            new ElectionTerms(VoteType.Cumulative, 10, 0, [new Project("a", 1), new Project("b", 1)]), pointScale: 1);
        builder.Add([0, 1], [15, 20]);
        var outcome = Tally.Count(
            builder.Build(), new Rule.Greedy(Utility.Points, Threshold: 2), TieOrder.EqualShares, TestContext.Current.CancellationToken);
        Assert.Equal(["b"], outcome.Winners.Select(winner => winner.Id));
        Assert.Equal((LossReason.BelowThreshold, 5L), (outcome.Losses[0].Reason, outcome.Losses[0].FurtherVotes));
    }

    // Without skipping, a tie in which the first does not fit ends the count without anything being taken.
    private static bool HasTiedStop(Case tried, Outcome outcome) =>
        !tried.Rule.Skip && outcome.Losses.Any(
            loss => loss.Reason is LossReason.StoppedBefore or LossReason.NotEnoughMoneyLeft or LossReason.CostsMoreThanBudget);

    private static bool WinsWith(Case tried, int project, long further)
    {
        // With points, one further ballot gives all of them; without, each further ballot names the project alone.
        var points = tried.Rule.Utility == Utility.Points;
        var builder = new ElectionBuilder(
            new ElectionTerms(
            tried.Election.VoteType, tried.Election.Budget, 0, tried.Election.Projects)
            { Exclusive = tried.Election.Exclusive });
        foreach (var ballot in tried.Election.Ballots)
        {
            builder.Add(ballot.Choices.Select(choice => (ushort)choice).ToArray(), ballot.Points);
        }

        long[] given = tried.Election.VoteType.HasPoints() ? [points ? further : 1] : [];
        if (further > 0)
        {
            builder.Add([(ushort)project], given, points ? 1 : checked((int)further));
        }

        return tried.CountOf(builder.Build()).Winners.Any(winner => winner.Id == tried.Election.Projects[project].Id);
    }

    private static int IndexOf(SmallElection election, string id) => election.Projects.ToList().FindIndex(project => project.Id == id);
}
