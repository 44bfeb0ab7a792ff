using System.Collections.Immutable;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Counting.Rules.Shares;

namespace Participatory.Tests.Property;

/// <summary>
/// What makes Equal Shares fast changes no outcome, so it would go unnoticed if it were lost. How much there is to do is the same on every
/// machine: it must not become more than here
/// without a reason that is worth writing a larger number down for, and where it becomes much less, a smaller number should be written
/// down.
/// </summary>
public sealed class SharesWorkTests
{
    [Theory]
    [InlineData(Utility.Cost, 259, 187_133, 0)]
    [InlineData(Utility.Votes, 370, 262_984, 0)]
    [InlineData(Utility.Borda, 464, 1_129_759, 1)]
    public void Many_voters_take_few_runs_and_few_looks(Utility utility, int runs, int visits, int exactLooks)
    {
        var work = Enumerable.Range(0, 2).Select(seed => Count(Town(new Random(seed), utility, voters: 150, projects: 25), utility));
        IsAbout(runs, visits, exactLooks, work);
    }

    [Theory]
    [InlineData(Utility.Cost, 1_726, 53_880, 0)]
    [InlineData(Utility.Votes, 385, 15_214, 0)]
    [InlineData(Utility.Borda, 799, 55_786, 38)]
    public void Thousands_of_steps_of_Add1_take_few_runs_and_few_looks(Utility utility, int runs, int visits, int exactLooks)
    {
        var work = Enumerable.Range(0, 8).Select(seed => Count(Town(new Random(seed), utility, voters: 12, projects: 9), utility));
        IsAbout(runs, visits, exactLooks, work);
    }

    [Theory]
    [InlineData(Utility.Cost, 200, 44_212, 48)]
    [InlineData(Utility.Votes, 200, 26_515, 28)]
    [InlineData(Utility.Points, 200, 54_567, 99)]
    public void Fractions_are_asked_only_where_rounding_cannot_tell(Utility utility, int runs, int visits, int exactLooks)
    {
        var work = Enumerable.Range(0, 200).Select(seed =>
        {
            var (election, endowment) = CrowdedElections.Crowded(new Random(seed), utility);
            return Run(CrowdedElections.Built(election, 1), utility, endowment);
        });
        IsAbout(runs, visits, exactLooks, work);
    }

    [Theory]
    [InlineData(Utility.Cost, 10, 98_745, 190)]
    [InlineData(Utility.Votes, 10, 47_652, 144)]
    [InlineData(Utility.Points, 10, 22_630, 110)]
    public void Each_of_two_that_tie_is_asked_for_in_fractions_and_few_others_are(Utility utility, int runs, int visits, int exactLooks)
    {
        var work = Enumerable.Range(0, 10).Select(seed =>
        {
            var election = CrowdedElections.Twins(new Random(seed), utility);
            return Run(CrowdedElections.Built(election, 1 << 20), utility, new Fraction(election.Budget, election.Ballots.Length));
        });
        IsAbout(runs, visits, exactLooks, work);
    }

    private static void IsAbout(int runs, int visits, int exactLooks, IEnumerable<Work> each)
    {
        var all = each.ToList();
        IsNear(runs, all.Sum(work => work.Runs));
        IsNear(visits, all.Sum(work => work.Visits));
        IsNear(exactLooks, all.Sum(work => work.ExactLooks));

        static void IsNear(long most, long work) => Assert.InRange(work, most * 3 / 4, most);
    }

    private static Work Count(Election election, Utility utility)
    {
        var count = new EqualSharesCount(election, new Rule.EqualShares(utility, new Add1(StopWhenExhausted: false)), TieOrder.EqualShares,
            null, TestContext.Current.CancellationToken);
        count.Count();
        return count.Work;
    }

    private static Work Run(Election election, Utility utility, Fraction endowment)
    {
        var run = new SharesRun(new Supporters(election, utility), [.. election.Projects.Select(project => project.Cost)],
            utility == Utility.Cost, TieOrder.EqualShares.Places(election));
        run.Begin((endowment.Numerator, endowment.Denominator));
        while (run.Next() >= 0)
        {
            // Until nothing can be bought any more.
        }

        return run.Work;
    }

    private static Election Town(Random random, Utility utility, int voters, int projects)
    {
        var paper = Enumerable.Range(0, projects).Select(project => new Project($"p{project}", random.Next(1_000, 30_000)))
            .ToImmutableArray();
        var type = utility == Utility.Borda ? VoteType.Ordinal : VoteType.Approval;
        var builder = new ElectionBuilder(new ElectionTerms(type, paper.Sum(project => project.Cost) / 3, 0, paper));
        for (var voter = 0; voter < voters; voter++)
        {
            builder.Add(
                [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => (ushort)Math.Min(random.Next(projects), random.Next(projects)))
                .Distinct()]);
        }

        return builder.Build();
    }
}
