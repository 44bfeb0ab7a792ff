using Participatory.Counting.Elections;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

/// <summary>The way in: what is refused, how ties are named, and how far a long count is.</summary>
public sealed class TallyTests
{
    public static TheoryData<Rule, string> Refused => new()
    {
        { new Rule.Greedy(Utility.Points), "These ballots are approval ballots and have no points. Choose another utility, such as cost." },
        { new Rule.EqualShares(Utility.Borda),
            "Borda needs ranked ballots, and these are approval ballots. Choose another utility, such as cost." },
        { new Rule.EqualShares(Utility.Borda1),
            "Borda needs ranked ballots, and these are approval ballots. Choose another utility, such as cost." },
        { new Rule.Greedy(Threshold: -1), "The threshold is below zero." },
        { new Rule.EqualShares(Add1: new Add1(Step: 0)), "The step by which endowments are raised is below 1." },
        { new Rule.ExpandingApprovals(),
            "Expanding approvals needs ranked ballots, and these are approval ballots. Choose another rule, such as equal-shares." },
    };

    public static TheoryData<Rule> Told => [new Rule.EqualShares(Add1: new Add1()), new Rule.MaximinSupport()];

    [Theory, MemberData(nameof(Refused))]
    public void What_a_rule_cannot_count_it_refuses_with_a_sentence(Rule rule, string sentence)
    {
        var error = Assert.Throws<ArgumentException>(
            () => Tally.Count(Two(VoteType.Approval), rule, TieOrder.EqualShares, TestContext.Current.CancellationToken));
        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
        Assert.Equal(sentence, rule.Complaint(Two(VoteType.Approval)));
    }

    [Fact]
    public void What_ranked_ballots_are_needed_for_is_counted_with_them() =>
        Assert.All([new Rule.EqualShares(Utility.Borda, new Add1(Step: 1)), new Rule.EqualShares(Utility.Borda1),
            new Rule.ExpandingApprovals(), (Rule)new Rule.Greedy(Threshold: 0)],
            rule => Assert.Null(rule.Complaint(Two(VoteType.Ordinal))));

    [Theory, MemberData(nameof(Told))]
    public void A_long_count_tells_in_thousandths_how_far_it_is(Rule rule)
    {
        var told = new List<(int Done, int Of)>();
        var outcome = Tally.Count(
            Two(VoteType.Approval), rule, TieOrder.EqualShares, new Listener(told), TestContext.Current.CancellationToken);
        Assert.Equal(["b", "a"], outcome.Winners.Select(winner => winner.Id));
        Assert.Equal(told.OrderBy(part => part), told);
        Assert.All(told, part => Assert.Equal(1_000, part.Of));
        // The first buys b, for 40 of 200; with both, half of the money is given out.
        Assert.Equal([400, 1_000], told.Select(part => part.Done * 2).Distinct().Where(part => part > 0).Order());
    }

    [Fact]
    public void A_count_of_a_real_election_is_told_in_several_steps()
    {
        SharedFiles.NeedFolder();
        var told = new List<(int Done, int Of)>();
        Tally.Count(SharedFiles.Read("Poland_Wieliczka_2023_Green_Budget.pb"), new Rule.EqualShares(Add1: new Add1()),
            TieOrder.EqualShares, new Listener(told), TestContext.Current.CancellationToken);
        Assert.True(told.Distinct().Count() > 3);
        Assert.Equal(told.Order(), told);
        Assert.All(told, part => Assert.InRange(part.Done, 1, part.Of));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(5, 0, 0)]
    [InlineData(1, 3, 333)]
    [InlineData(3, 3, 1_000)]
    [InlineData(4, 3, 1_000)]
    public void More_than_everything_and_a_part_of_nothing_are_told_as_what_they_are(int spent, int budget, int done) =>
        Assert.Equal((done, 1_000), Tally.PartOf(spent, budget));

    [Theory]
    [InlineData("es", true)]
    [InlineData("lex", true)]
    [InlineData("seed:7", true)]
    [InlineData("es+seed:a word", true)]
    [InlineData("seed:", false)]
    [InlineData("es+seed:", false)]
    [InlineData("seed:a\tb", false)]
    [InlineData("votes", false)]
    [InlineData("", false)]
    public void An_order_of_ties_is_written_as_it_is_read(string text, bool isOne) =>
        Assert.Equal(isOne ? text : null, TieOrder.Parse(text)?.ToString());

    [Fact]
    public void A_seed_has_one_to_two_hundred_characters()
    {
        Assert.NotNull(TieOrder.Parse("seed:" + new string('7', 200)));
        Assert.Null(TieOrder.Parse("seed:" + new string('7', 201)));
        var error = Assert.Throws<ArgumentException>(() => TieOrder.Seeded(""));
        Assert.StartsWith("A seed has 1 to 200 characters and no control characters.", error.Message, StringComparison.Ordinal);
    }

    private static Election Two(VoteType type)
    {
        var builder = new ElectionBuilder(new ElectionTerms(type, 200, 0, [new Project("a", 60), new Project("b", 40)]));
        builder.Add([0, 1], count: 2);
        builder.Add([1], count: 8);
        return builder.Build();
    }

    private sealed class Listener(List<(int Done, int Of)> told) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => told.Add(value);
    }
}
