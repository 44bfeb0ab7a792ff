using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Fairness;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

public sealed class FairnessTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(3_000));

    private sealed record Case(SmallElection Election, Rule Rule, Utility Utility)
    {
        public Outcome Count() => Tally.Count(Election.Build(), Rule, TieOrder.EqualShares, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Equal_Shares_never_leaves_a_group_short() => Check.One(Thousands, Prop.ForAll(CasesOf(shares: true), tried =>
        EjrPlus.Violations(tried.Election.Build(), tried.Count(), tried.Utility).IsEmpty));

    [Fact]
    public void Equal_Shares_never_leaves_a_group_short_in_real_elections_and_greedy_does()
    {
        SharedFiles.NeedFolder();
        var greedyFails = 0;
        foreach (var name in SharedFiles.ElectionNames)
        {
            var election = SharedFiles.Read(name);
            foreach (var utility in (Utility[])[Utility.Cost, Utility.Votes])
            {
                var shares = Tally.Count(
                    election, new Rule.EqualShares(utility), TieOrder.EqualShares, TestContext.Current.CancellationToken);
                Assert.Empty(EjrPlus.Violations(election, shares, utility));
            }

            var greedy = Tally.Count(election, new Rule.Greedy(), TieOrder.EqualShares, TestContext.Current.CancellationToken);
            greedyFails += EjrPlus.Violations(election, greedy, Utility.Cost).IsEmpty ? 0 : 1;
        }

        Assert.InRange(greedyFails, 1, SharedFiles.ElectionNames.Length / 2);
        TestContext.Current.SendDiagnosticMessage(
            $"Greedy leaves a group short in {greedyFails} of {SharedFiles.ElectionNames.Length} elections.");
    }

    [Fact]
    public void The_test_finds_a_group_exactly_when_trying_every_group_does() =>
        Check.One(Thousands, Prop.ForAll(CasesOf(shares: false), tried =>
    {
        var election = tried.Election.Build();
        var outcome = tried.Count();
        var found = EjrPlus.Violations(election, outcome, tried.Utility).ToDictionary(group => group.Project.Id, group => group.Voters);
        foreach (var (project, index) in tried.Election.Projects.Select((project, index) => (project, index)))
        {
            var isOut = outcome.Winners.Any(winner => tried.Election.AreRivals(index, tried.Election.Projects.IndexOf(winner)));
            var most = isOut || outcome.Winners.Contains(project) ? 0 : LargestShortGroup(tried, outcome, index);
            Assert.Equal(most, (int)found.GetValueOrDefault(project.Id));
        }
    }));

    [Fact]
    public void The_core_is_left_exactly_when_trying_every_group_and_every_purchase_finds_one() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(CasesOf(shares: false), tried =>
    {
        var outcome = tried.Count();
        var found = Core.Violation(tried.Election.Build(), outcome, tried.Utility);
        Assert.Equal(HasDeviation(tried, outcome), found is not null);
        if (found is not null)
        {
            Assert.True(found.Projects.Aggregate((BigInteger)0, (sum, project) => sum + project.Cost) * tried.Election.Ballots.Length <= (
                BigInteger)tried.Election.Budget * found.Voters);
        }
    }));

    [Fact]
    public void A_majority_that_takes_all_is_found_out()
    {
        // Six voters want a for 6 and b for 3, four want c for 4. The budget is 10: the four are entitled to 4, and get nothing from a and
        // b.
        var builder = new ElectionBuilder(
            new ElectionTerms(VoteType.Approval, 10, 0, [new Project("a", 6), new Project("b", 3), new Project("c", 4)]));
        builder.Add([0, 1], count: 6);
        builder.Add([2], count: 4);
        var election = builder.Build();
        var greedy = Tally.Count(election, new Rule.Greedy(), TieOrder.EqualShares, TestContext.Current.CancellationToken);
        var group = Assert.Single(EjrPlus.Violations(election, greedy, Utility.Cost));
        Assert.Equal(("c", 4, 4, (BigInteger)0), (group.Project.Id, group.Voters, group.Entitled, group.Most));
        Assert.Equal(["c"], Core.Violation(election, greedy, Utility.Cost)!.Projects.Select(project => project.Id));
        var shares = Tally.Count(election, new Rule.EqualShares(), TieOrder.Lexicographic, TestContext.Current.CancellationToken);
        Assert.Empty(EjrPlus.Violations(election, shares, Utility.Cost));
        Assert.Null(Core.Violation(election, shares, Utility.Cost));
    }

    [Fact]
    public void The_core_of_many_projects_is_not_tried()
    {
        var election = new ElectionBuilder(
            new ElectionTerms(VoteType.Approval, 10, 0, [.. Enumerable.Range(0, 17).Select(project => new Project($"{project}", 1))]))
            .Build();
        var outcome = Tally.Count(election, new Rule.Greedy(), TieOrder.EqualShares, TestContext.Current.CancellationToken);
        Assert.Contains("16 at most", Assert.Throws<ArgumentException>(() => Core.Violation(election, outcome, Utility.Votes)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// Every group of supporters, by the definition: even the best off, with the project, would have no more than the group's money buys.
    /// </summary>
    private static int LargestShortGroup(Case tried, Outcome outcome, int project)
    {
        var (election, largest) = (tried.Election, 0);
        for (var group = 1; group < 1 << election.Ballots.Length; group++)
        {
            var members = election.Ballots.Where((_, voter) => (group >> voter & 1) == 1).ToList();
            var worths = members.ConvertAll(ballot => NaiveUtility.Of(election, ballot, project, tried.Utility));
            if (worths.Exists(worth => worth <= 0))
            {
                continue;
            }

            var worth = worths.Aggregate(BigInteger.Add);
            var buys = election.Projects[project].Cost == 0 ? (Fraction?)null
                : new Fraction(election.Budget * worth, (BigInteger)election.Projects[project].Cost * election.Ballots.Length);
            var best = members.Select((ballot, member) => Got(tried, outcome, ballot) + worths[member]).Max();
            largest = buys is null || (Fraction)best <= buys.Value ? Math.Max(largest, members.Count) : largest;
        }

        return largest;
    }

    private static bool HasDeviation(Case tried, Outcome outcome)
    {
        var election = tried.Election;
        for (var set = 1; set < 1 << election.Projects.Length; set++)
        {
            var projects = Enumerable.Range(0, election.Projects.Length).Where(project => (set >> project & 1) == 1).ToList();
            var cost = projects.Aggregate(BigInteger.Zero, (sum, project) => sum + election.Projects[project].Cost);
            if (projects.Exists(one => projects.Exists(other => election.AreRivals(one, other))))
            {
                continue;
            }

            for (var group = 1; group < 1 << election.Ballots.Length; group++)
            {
                var members = election.Ballots.Where((_, voter) => (group >> voter & 1) == 1).ToList();
                if (cost * election.Ballots.Length <= (BigInteger)election.Budget * members.Count && members.TrueForAll(ballot =>
                    projects.Aggregate(BigInteger.Zero,
                        (sum, project) => sum + NaiveUtility.Of(election, ballot, project, tried.Utility)) > Got(tried, outcome, ballot)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static BigInteger Got(Case tried, Outcome outcome, SmallBallot ballot) =>
        Enumerable.Range(0, tried.Election.Projects.Length).Where(project => outcome.Winners.Contains(tried.Election.Projects[project]))
            .Aggregate(BigInteger.Zero, (sum, project) => sum + NaiveUtility.Of(tried.Election, ballot, project, tried.Utility));

    private static Arbitrary<Case> CasesOf(bool shares) => Arb.From(
        from election in SmallElection.AnyWithGroups.Generator
        from utility in Gen.Elements(SmallElection.UtilitiesFor(election.VoteType))
        let small = shares ? election : election with { Ballots = [.. election.Ballots.Take(7)], Projects = election.Projects }
        from rule in shares
            ? Gen.Elements<Rule>(new Rule.EqualShares(utility), new Rule.EqualShares(utility, null, FillUp.ByVotes))
            : Gen.Elements<Rule>(new Rule.Greedy(), new Rule.Greedy(Utility.Votes), new Rule.Phragmen(), new Rule.EqualShares(utility))
        select new Case(small, rule, utility),
        tried => SmallElection.Any.Shrinker(tried.Election).Select(election => tried with { Election = election }));
}
