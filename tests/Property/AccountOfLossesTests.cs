using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

/// <summary>
/// What the rules that buy one project after the other say beside who won, against the plain reading of <see cref="LossReason"/>. Greedy
/// says more, and has tests of its own.
/// </summary>
public sealed class AccountOfLossesTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(2_000));

    public static TheoryData<Rule> Rules =>
        [new Rule.Phragmen(), new Rule.MaximinSupport(), new Rule.EqualShares(Utility.Votes), new Rule.EqualShares(Utility.Cost),
        new Rule.ExpandingApprovals()];

    public static TheoryData<Rule> RaisedRules => [new Rule.EqualShares(Utility.Cost, new Add1())];

    [Theory, MemberData(nameof(Rules))]
    public void Every_loser_is_named_once_in_the_order_of_ids_with_its_votes_and_the_reason(Rule rule) =>
        Check.One(Thousands, Prop.ForAll(Cases(rule), tried =>
    {
        var election = tried.Build();
        var outcome = Count(election, rule);
        var losers = Enumerable.Range(0, tried.Projects.Length).Where(project => !outcome.Winners.Contains(tried.Projects[project]))
            .OrderBy(project => tried.Projects[project].Id, ProjectIds.CodePointOrder).ToList();
        Assert.Equal(
            losers.Select(project => (tried.Projects[project].Id, NaiveTies.Votes(tried, project), WhyNot(tried, rule, outcome, project))),
            outcome.Losses.Select(loss => (loss.Project.Id, loss.Votes, loss.Reason)));
        Assert.Equal(outcome.Losses.Select(loss => (loss.Project.Id, (LossReason?)loss.Reason)),
            outcome.Trace.Where(step => step.WhyNot is not null).Select(step => (step.Project.Id, step.WhyNot)));
    }));

    [Theory, MemberData(nameof(Rules))]
    public void The_money_before_and_after_each_step_adds_up(Rule rule) => Check.One(Thousands, Prop.ForAll(Cases(rule), tried =>
    {
        var outcome = Count(tried.Build(), rule);
        var left = tried.Budget;
        foreach (var step in outcome.Trace)
        {
            Assert.Equal((left, left - (step.WhyNot is null ? step.Project.Cost : 0)), (step.MoneyBefore, step.MoneyAfter));
            left = step.MoneyAfter;
        }

        Assert.All(outcome.Losses, loss => Assert.Equal(left, loss.MoneyLeft));
        Assert.Equal(tried.Budget - left, outcome.Cost);
    }));

    [Theory, MemberData(nameof(Rules))]
    public void A_tie_is_decisive_where_not_everybody_in_it_wins_in_the_end(Rule rule) =>
        Check.One(Thousands, Prop.ForAll(Cases(rule), tried =>
    {
        var outcome = Count(tried.Build(), rule);
        return outcome.Ties.All(tie => tie.Decisive == tie.Projects.Any(project => !outcome.Winners.Contains(project)));
    }));

    [Theory, MemberData(nameof(Rules)), MemberData(nameof(RaisedRules))]
    public void A_count_that_is_called_off_stops(Rule rule)
    {
        var builder = new ElectionBuilder(
            new ElectionTerms(rule is Rule.ExpandingApprovals ? VoteType.Ordinal
            : VoteType.Approval, 100, 0, [new Project("a", 60), new Project("b", 40)]));
        builder.Add([0, 1]);
        Assert.Throws<OperationCanceledException>(
            () => Tally.Count(builder.Build(), rule, TieOrder.EqualShares, new CancellationToken(canceled: true)));
    }

    private static Arbitrary<SmallElection> Cases(Rule rule) => Arb.From(
        SmallElection.AnyWithGroups.Generator.Where(
            election => rule is not Rule.ExpandingApprovals || election.VoteType == VoteType.Ordinal), SmallElection.Any.Shrinker);

    private static Outcome Count(Election election, Rule rule) =>
        Tally.Count(election, rule, TieOrder.EqualShares, TestContext.Current.CancellationToken);

    private static LossReason WhyNot(SmallElection election, Rule rule, Outcome outcome, int project)
    {
        var winners = outcome.Winners.Select(winner => election.Projects.IndexOf(winner));
        return election.Projects[project].Cost > election.Budget ? LossReason.CostsMoreThanBudget
            // By cost, nobody gets anything out of what is free.
            : NaiveTies.Votes(election, project) == 0
                || (rule is Rule.EqualShares { Utility: Utility.Cost } && election.Projects[project].Cost == 0) ? LossReason.NoVotes
            : winners.Any(winner => election.AreRivals(winner, project)) ? LossReason.ExcludedByWinner
            : rule switch
            {
                Rule.MaximinSupport => LossReason.NotEnoughMoneyLeft,
                Rule.Phragmen => PhragmenTests.Naive(election, "es").Stoppers.Contains(project) ? LossReason.NotEnoughMoneyLeft
                    : LossReason.StoppedBefore,
                _ => LossReason.SupportersCannotPay,
            };
    }
}
