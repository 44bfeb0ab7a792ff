using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

/// <summary>What is said to have been missing is added, and the election counted again.</summary>
public sealed class NearMissTests
{
    private static readonly Config Hundreds = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(500));
    private static readonly Effort Enough = new(200, long.MaxValue);

    public static TheoryData<string> Rules => ["greedy", "phragmen", "shares", "shares-filled", "add1", "add1u", "maximin", "expanding"];

    private sealed record Case(SmallElection Election, Rule Rule, string Ties)
    {
        public Outcome Count() => Count(Election);

        public Outcome Count(SmallElection election) =>
            Tally.Count(election.Build(), Rule, TieOrder.Parse(Ties)!, TestContext.Current.CancellationToken);

        public bool Wins(SmallElection election, string id) => Count(election).Winners.Any(winner => winner.Id == id);

        /// <summary>
        /// With so many more who chose a project alone; for greedy by points, with so many more points on one further ballot.
        /// </summary>
        public bool WinsWith(string id, long further)
        {
            var project = IndexOf(Election, id);
            if (further == 0)
            {
                return Wins(Election, id);
            }

            var isPoints = Rule is Rule.Greedy { Utility: Utility.Points };
            var most = Election.Ballots.SelectMany(ballot => ballot.Points).Append(1).Max();
            var builder = new ElectionBuilder(
                new ElectionTerms(
                Election.VoteType, Election.Budget, Election.Scale, Election.Projects)
                { Exclusive = Election.Exclusive });
            foreach (var ballot in Election.Ballots)
            {
                builder.Add(ballot.Choices.Select(choice => (ushort)choice).ToArray(), ballot.Points);
            }

            builder.Add([(ushort)project], Election.VoteType.HasPoints() ? [isPoints ? further : most] : [], isPoints ? 1
                : checked((int)further));
            return Tally.Count(builder.Build(), Rule, TieOrder.Parse(Ties)!, TestContext.Current.CancellationToken).Winners.Any(
                winner => winner.Id == id);
        }

        public bool WinsCheaper(string id, long cheaper)
        {
            var project = IndexOf(Election, id);
            return Wins(
                Election with
                {
                    Projects = Election.Projects.SetItem(
                project, Election.Projects[project] with { Cost = Election.Projects[project].Cost - cheaper })
                }, id);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void With_what_is_missing_it_wins_and_with_less_it_does_not(string rule) =>
        Check.One(Hundreds, Prop.ForAll(CasesOf(rule), tried =>
    {
        var election = tried.Election.Build();
        var outcome = tried.Count();
        var misses = Explanation.Of(election, outcome, Enough, cancellationToken: TestContext.Current.CancellationToken).NearMisses;
        Assert.Equal(outcome.Losses.Select(loss => loss.Project), misses.Select(miss => miss.Project));
        foreach (var miss in misses)
        {
            Verify(miss.Votes, number => tried.WinsWith(miss.Project.Id, number), "votes");
            Verify(miss.Cheaper, number => tried.WinsCheaper(miss.Project.Id, number), "money");
        }
    }));

    [Theory]
    [InlineData("greedy")]
    [InlineData("phragmen")]
    [InlineData("shares")]
    [InlineData("shares-filled")]
    [InlineData("maximin")]
    [InlineData("expanding")]
    public void Where_the_rule_is_monotone_in_costs_the_least_is_found(string rule) =>
        Check.One(Hundreds, Prop.ForAll(CasesOf(rule), tried =>
        Explanation.Of(
            tried.Election.Build(), tried.Count(), Enough, cancellationToken: TestContext.Current.CancellationToken).NearMisses.All(miss =>
            miss.Cheaper.Value is null || miss.Cheaper.IsLeast)));

    [Fact]
    public void Little_effort_gives_bounds_that_are_true() => Check.One(Hundreds, Prop.ForAll(CasesOf("shares"), tried =>
    {
        var outcome = tried.Count();
        foreach (var loss in outcome.Losses)
        {
            var miss = Explanation.NearMissOf(
                tried.Election.Build(), outcome, loss, new Effort(3, long.MaxValue), TestContext.Current.CancellationToken);
            Verify(miss.Votes, number => tried.WinsWith(miss.Project.Id, number), "votes");
            Verify(miss.Cheaper, number => tried.WinsCheaper(miss.Project.Id, number), "money");
        }
    }));

    [Theory]
    [InlineData("phragmen")]
    [InlineData("maximin")]
    public void A_further_vote_never_hurts(string rule) => Check.One(Hundreds, Prop.ForAll(CasesOf(rule), tried =>
        tried.Count().Winners.All(winner => tried.WinsWith(winner.Id, 1))));

    [Fact]
    public void Real_elections_are_explained_with_edges_that_hold()
    {
        SharedFiles.NeedFolder();
        foreach (var name in (string[])["Poland_Wieliczka_2023_Green_Budget.pb", "Netherlands_Assen_2024.pb",
            "Poland_Lodz_2022_Andrzejow.pb", "Switzerland_Zurich_D5.pb"])
        {
            var election = SharedFiles.Read(name);
            foreach (var rule in (Rule[])[new Rule.Greedy(), new Rule.Phragmen(), new Rule.EqualShares(),
                new Rule.EqualShares(Utility.Cost, null, FillUp.ByVotes)])
            {
                var outcome = Tally.Count(election, rule, TieOrder.EqualShares, TestContext.Current.CancellationToken);
                var explanation = Explanation.Of(
                    election, outcome, new Effort(40, 400_000_000), cancellationToken: TestContext.Current.CancellationToken);
                var known = explanation.NearMisses.Count(miss => miss.Votes.Value is not null || miss.Cheaper.Value is not null);
                Assert.True(known * 2 >= explanation.NearMisses.Length,
                    $"{name} {rule.Describe()}: only {known} of {explanation.NearMisses.Length} losers have an answer.");
                foreach (var miss in explanation.NearMisses.Where(miss => miss.Cheaper is { Value: not null, IsEdge: true }).Take(3))
                {
                    var project = election.IndexOf(miss.Project.Id);
                    Assert.True(WinsAt(name, rule, project, miss.Project.Cost - miss.Cheaper.Value!.Value));
                    Assert.False(WinsAt(name, rule, project, miss.Project.Cost - miss.Cheaper.Value!.Value + 1));
                }
            }
        }
    }

    private static bool WinsAt(string file, Rule rule, int project, long cost)
    {
        var reader = SharedFiles.Open(file);
        var terms = reader.Header.Terms;
        var builder = new ElectionBuilder(
            terms with { Projects = terms.Projects.SetItem(project, terms.Projects[project] with { Cost = cost }) },
            reader.Header.VoteType.HasPoints() ? 6 : 0);
        foreach (var vote in reader.ReadVotes())
        {
            builder.Add(vote.Choices.AsSpan(), vote.Points.AsSpan());
        }

        return Tally.Count(builder.Build(), rule, TieOrder.EqualShares, TestContext.Current.CancellationToken).Winners.Any(
            winner => winner.Id == terms.Projects[project].Id);
    }

    private static void Verify(Edge edge, Func<long, bool> wins, string what)
    {
        if (edge.Value is { } value)
        {
            Assert.True(wins(value), $"{value} {what} do not make it win.");
            Assert.True(edge.LosesUpTo < value);
            Assert.True(!edge.IsEdge || !wins(value - 1), $"{value - 1} {what} make it win already.");
        }

        for (var number = 1L; number <= Math.Min(edge.LosesUpTo, 12); number++)
        {
            Assert.False(wins(number), $"{number} {what} make it win, and it is said to lose up to {edge.LosesUpTo}.");
        }
    }

    private static int IndexOf(SmallElection election, string id) => election.Projects.ToList().FindIndex(project => project.Id == id);

    private static Arbitrary<Case> CasesOf(string rule) => Arb.From(
        from election in SmallElection.AnyWithGroups.Generator.Where(election => !rule.StartsWith("add1", StringComparison.Ordinal)
            || (election.Budget <= 100 && election.Projects.All(project => project.Cost <= 100)))
        where rule != "expanding" || election.VoteType == VoteType.Ordinal
        from utility in Gen.Elements(SmallElection.UtilitiesFor(election.VoteType))
        from perCost in Gen.Elements(true, false)
        from skip in Gen.Elements(true, true, false)
        from ties in Gen.Elements("es", "lex", "seed:7", "es+seed:7")
        select new Case(election, RuleOf(rule, utility, perCost, skip), ties),
        tried => SmallElection.Any.Shrinker(tried.Election).Select(election => tried with { Election = election }));

    private static Rule RuleOf(string rule, Utility utility, bool perCost, bool skip) => rule switch
    {
        // By the plain sum of costs a cheaper project may come later: never monotone, and tried with the rest.
        "greedy" => new Rule.Greedy(utility, perCost || utility == Utility.Cost, skip, 1),
        "phragmen" => new Rule.Phragmen(),
        "maximin" => new Rule.MaximinSupport(),
        "expanding" => new Rule.ExpandingApprovals(),
        "shares" => new Rule.EqualShares(utility),
        "shares-filled" => new Rule.EqualShares(utility, null, perCost ? FillUp.ByVotes : FillUp.ByUtility),
        "add1" => new Rule.EqualShares(utility, new Add1(FromFloor: perCost, StopWhenExhausted: skip)),
        _ => new Rule.EqualShares(utility, new Add1(), FillUp.ByVotes),
    };
}
