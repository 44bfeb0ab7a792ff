using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Participatory.Counting.Statutes;

namespace Participatory.Tests.Property;

public sealed class StatuteTests
{
    [Theory]
    [InlineData("greedy", "cost", "greedy utility=cost by=utility-per-cost skip threshold=3")]
    [InlineData("greedy-no-skip", "votes", "greedy utility=votes by=utility-per-cost no-skip threshold=3")]
    [InlineData("equal-shares", "votes", "equal-shares utility=votes completion=none fill-up=nobody")]
    [InlineData("equal-shares/add1", "cost", "equal-shares utility=cost completion=add1 from=floor stop=exhausted fill-up=nobody")]
    [InlineData("equal-shares/add1u", "cost", "equal-shares utility=cost completion=add1 from=floor stop=exhausted fill-up=byvotes")]
    [InlineData("equal-shares/greedy", "cost", "equal-shares utility=cost completion=none fill-up=byutility")]
    [InlineData(
        "equal-shares/add1+greedy", "cost", "equal-shares utility=cost completion=add1 from=floor stop=exhausted fill-up=byutility")]
    [InlineData("phragmen", "cost", "phragmen")]
    public void Words_name_rules(string rule, string utility, string described)
    {
        Assert.Contains(rule, StatuteName.RuleNames);
        Assert.Equal(described, Statute.Read(rule, utility, "es", 3, VoteType.Approval).Rule.Describe());
    }

    [Theory]
    [InlineData("plurality", "cost", "es", "The rule is \"plurality\"")]
    [InlineData("greedy", "joy", "es", "The utility is \"joy\"")]
    [InlineData("equal-shares", "points", "es", "The utility is \"points\"")]
    [InlineData("equal-shares", "borda", "es", "The utility is \"borda\"")]
    [InlineData("greedy", "cost", "coin", "The order of ties is \"coin\"")]
    public void What_is_not_known_is_refused(string rule, string utility, string ties, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Statute.Read(rule, utility, ties, 0, VoteType.Approval)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "greedy")]
    [InlineData("unknown", "greedy")]
    [InlineData("greedy-threshold", "greedy")]
    [InlineData("greedy-no-skip", "greedy-no-skip")]
    [InlineData("equalshares/add1", "equal-shares/add1")]
    [InlineData("equal-shares/add1u", "equal-shares/add1u")]
    public void A_file_is_counted_by_what_is_nearest_to_its_own_rule(string? pabulib, string ours) =>
        Assert.Equal(ours, Statute.NearestTo(pabulib));

    [Fact]
    public void Nothing_below_the_threshold_wins_and_nothing_is_lost() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(
        Arb.From(
            from election in SmallElection.AnyWithGroups.Generator
            from rule in Gen.Elements("greedy", "greedy-no-skip", "equal-shares", "equal-shares/greedy", "phragmen")
            from threshold in Gen.Choose(0, 5)
            select (Election: election, Rule: rule, Threshold: threshold)),
        tried =>
        {
            var election = tried.Election.Build();
            var count = Statute.Read(tried.Rule, "cost", "es", tried.Threshold, election.VoteType)
                .Count(election, TestContext.Current.CancellationToken);
            Assert.All(count.Outcome.Winners, winner => Assert.True(election.Votes(election.IndexOf(winner.Id)) >= tried.Threshold));
            Assert.Equal(election.Projects.Length, count.Outcome.Trace.Length + count.LeftOut.Length);
            Assert.All(count.LeftOut, loss => Assert.True(loss.Votes < tried.Threshold));
            Assert.Equal(election.BallotCount, count.Counted.BallotCount);
            if (tried.Threshold == 0)
            {
                Assert.Same(election, count.Counted);
            }
        }));

    [Fact]
    public void Leaving_out_a_project_keeps_points_ranks_and_the_share_of_everybody()
    {
        var builder = new ElectionBuilder(
            new ElectionTerms(VoteType.Cumulative, 100, 0, [new Project("a", 40), new Project("b", 40), new Project("c", 40)]));
        builder.Add([0, 1], [7, 2], 2);
        builder.Add([2, 1], [5, 1], 1);
        builder.Add([2], [5], 1);
        var count = Statute.Read("equal-shares", "points", "es", 3, VoteType.Cumulative)
            .Count(builder.Build(), TestContext.Current.CancellationToken);
        Assert.Equal(["a", "c"], count.LeftOut.Select(loss => loss.Project.Id));
        Assert.Equal([LossReason.BelowThreshold, LossReason.BelowThreshold], count.LeftOut.Select(loss => loss.Reason));
        Assert.Equal(5, (long)Utilities.Scores(count.Counted, Utility.Points)[0]);
        Assert.Equal(Ratio.Of(25, 1), count.Outcome.Endowment);
        Assert.Equal(["b"], count.Outcome.Winners.Select(winner => winner.Id));
    }
}
