using Participatory.Cli.Counts;
using Participatory.Cli.Explain;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Participatory.Counting.Statutes;

namespace Participatory.Tests.Property;

public sealed class RuleWordsTests
{
    [Theory]
    [InlineData("greedy", "cost", "none", 0, false, "greedy utility=cost by=utility-per-cost skip threshold=0")]
    [InlineData("greedy", "points", "none", 50, true, "greedy utility=points by=utility skip threshold=50")]
    [InlineData("greedy-no-skip", "votes", "none", 0, false, "greedy utility=votes by=utility-per-cost no-skip threshold=0")]
    [InlineData("equal-shares", "cost", "none", 0, false, "equal-shares utility=cost completion=none fill-up=nobody")]
    [InlineData("equal-shares", "borda", "greedy", 0, false, "equal-shares utility=borda completion=none fill-up=byutility")]
    [InlineData(
        "equal-shares", "cost", "add1", 0, false, "equal-shares utility=cost completion=add1 from=floor stop=exhausted fill-up=nobody")]
    [InlineData(
        "equal-shares", "cost", "add1u", 0, false, "equal-shares utility=cost completion=add1 from=floor stop=exhausted fill-up=byvotes")]
    [InlineData("equal-shares", "borda1", "add1+greedy", 0, false,
        "equal-shares utility=borda1 completion=add1 from=floor stop=exhausted fill-up=byutility")]
    [InlineData("phragmen", "cost", "none", 0, false, "phragmen")]
    [InlineData("maximin-support", "cost", "none", 0, false, "maximin-support")]
    [InlineData("expanding-approvals", "cost", "none", 0, false, "expanding-approvals")]
    public void Words_choose_the_rule_that_they_name(
        string rule, string utility, string completion, long threshold, bool sum, string described)
    {
        var (chosen, complaint) = new RuleWords(rule, utility, completion, threshold, sum).Choose();
        Assert.Null(complaint);
        Assert.Equal(described, chosen!.Describe());
    }

    [Fact]
    public void Every_rule_and_every_completion_can_be_said_and_is_read_alike_from_a_ballot_paper() => Assert.All(
        RuleKind.All.SelectMany(kind => kind.Completions.DefaultIfEmpty(Completion.None).Select(completion => (kind, completion))), said =>
        {
            var (chosen, complaint) = new RuleWords(said.kind.Name, "cost", said.completion.Name, 0, false).Choose();
            Assert.Null(complaint);
            Assert.NotEmpty(RuleSentences.Of(chosen!));
            var name = said.completion == Completion.None ? said.kind.Name : $"{said.kind.Name}/{said.completion.Name}";
            Assert.Equal(said.kind.IsInStatutes, StatuteName.RuleNames.Contains(name));
            if (said.kind.IsInStatutes)
            {
                Assert.Equal(chosen, Statute.Read(name, "cost", "es", 0, VoteType.Approval).Rule);
            }
        });

    [Theory]
    [InlineData(
        "add1", 5, "fraction", "overspent", "equal-shares utility=cost completion=add5 from=fraction stop=overspent fill-up=nobody")]
    [InlineData("add1u", null, "floor", "supported",
        "equal-shares utility=cost completion=add1 from=floor stop=exhausted-over-supported fill-up=byvotes")]
    [InlineData(
        "add1+greedy", 2, null, "exhausted", "equal-shares utility=cost completion=add2 from=floor stop=exhausted fill-up=byutility")]
    [InlineData("add1", 0, null, null, "--add1-step is below 1.")]
    [InlineData("add1", null, "roof", null, "--add1-start roof")]
    [InlineData("add1", null, null, "never", "--add1-stop never")]
    [InlineData("none", 1, null, null, "belong to equal-shares with a completion by add1")]
    public void Add1_is_told_its_step_start_and_stop(string completion, int? step, string? start, string? stop, string expected)
    {
        var (chosen, complaint) = new RuleWords(
            "equal-shares", "cost", completion, 0, false)
        { Add1Step = step, Add1Start = start, Add1Stop = stop }.Choose();
        Assert.Contains(expected, chosen?.Describe() ?? complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plurality", "cost", "none", 0, false, "--rule plurality")]
    [InlineData("greedy", "joy", "none", 0, false, "--utility joy")]
    [InlineData("greedy", "cost", "add1", 0, false, "--completion belongs to equal-shares")]
    [InlineData("greedy", "cost", "none", -1, false, "--threshold is below zero")]
    [InlineData("equal-shares", "cost", "add2", 0, false, "--completion add2")]
    [InlineData("equal-shares", "cost", "none", 3, false, "belong to greedy")]
    [InlineData("phragmen", "cost", "none", 0, true, "belong to greedy")]
    [InlineData("phragmen", "points", "none", 0, false, "mean nothing to phragmen")]
    [InlineData("maximin-support", "cost", "add1", 0, false, "mean nothing to maximin-support")]
    [InlineData("expanding-approvals", "cost", "none", 2, false, "belong to greedy")]
    public void What_means_nothing_is_refused_with_a_sentence(
        string rule, string utility, string completion, long threshold, bool sum, string words)
    {
        var (chosen, complaint) = new RuleWords(rule, utility, completion, threshold, sum).Choose();
        Assert.Null(chosen);
        Assert.Contains(words, complaint, StringComparison.Ordinal);
        Assert.EndsWith(".", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_of_JSON_is_as_scripts_expect_it()
    {
        var builder = new ElectionBuilder(
            new ElectionTerms(VoteType.Approval, 1_000, 2, [new Project("ż\"1", 250), new Project("b", 325), new Project("c", 325)]));
        builder.Add([0, 1, 2]);
        builder.Add([0]);
        var outcome = Tally.Count(builder.Build(), new Rule.Greedy(), TieOrder.EqualShares, TestContext.Current.CancellationToken);
        Assert.Equal("""{"file":"x.pb","rule":"greedy","winners":["ż\"1","b","c"],"cost":9,"ties":1}""",
            CountJson.Line("x.pb", "greedy", outcome, 2));
    }

    [Fact]
    public void What_costs_nothing_where_cost_counts_loses_by_that_and_not_for_want_of_votes()
    {
        var builder = new ElectionBuilder(new ElectionTerms(VoteType.Approval, 100, 0, [new Project("free", 0), new Project("b", 60)]));
        builder.Add([0, 1], count: 2);
        var election = builder.Build();
        var outcome = Tally.Count(election, new Rule.EqualShares(Utility.Cost), TieOrder.EqualShares,
            TestContext.Current.CancellationToken);
        var loss = Assert.Single(outcome.Losses);
        var miss = Explanation.NearMissOf(election, outcome, loss, null, TestContext.Current.CancellationToken);
        var got = VoterShares.Got(election, outcome, [loss.Project])[0];
        var story = new ProjectStory(election, outcome, loss.Project, loss, miss, got, Support: null);
        Assert.Contains("\"reason\":\"costs_nothing\"", story.ToJson("x.pb"), StringComparison.Ordinal);
        Assert.StartsWith("It got 2 votes. It costs nothing.", Losses.Sentence(election, outcome.Rule, loss), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_says_who_won_where_and_what_voters_got()
    {
        var builder = new ElectionBuilder(
            new ElectionTerms(VoteType.Approval, 10, 0, [new Project("a", 10), new Project("b", 5), new Project("c", 5)]));
        builder.Add([0], count: 3);
        builder.Add([1, 2], count: 2);
        builder.Add([1]);
        var election = builder.Build();
        var first = Tally.Count(election, new Rule.Greedy(), TieOrder.Lexicographic, TestContext.Current.CancellationToken);
        var second = Tally.Count(election, new Rule.Greedy(), TieOrder.EqualShares, TestContext.Current.CancellationToken);
        var comparison = Comparison.Of(election, first, second);
        Assert.Equal(["a"], comparison.OnlyFirst.Select(project => project.Id));
        Assert.Equal(["b", "c"], comparison.OnlySecond.Select(project => project.Id));
        Assert.Empty(comparison.Both);
        Assert.Equal(new VoterView(6, 3, 3, 30), comparison.First);
        Assert.Equal(new VoterView(6, 3, 5, 25), comparison.Second);
    }
}
