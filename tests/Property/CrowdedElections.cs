using Participatory.Counting.Elections;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

/// <summary>Elections that are hard on rounded money.</summary>
internal static class CrowdedElections
{
    /// <summary>
    /// Costs within reach of few supporters: most soon have less than their share, and each purchase that few pay in full makes larger what
    /// was rounded before. Even costs and money make
    /// shares that are just what somebody has.
    /// </summary>
    public static (SmallElection Election, Fraction Endowment) Crowded(Random random, Utility utility)
    {
        var isWeighted = utility == Utility.Points;
        var (isEven, isLong) = (random.Next(2) == 0, random.Next(16) == 0);
        var count = isLong ? random.Next(40, 60) : random.Next(5, 20);
        var projects = Enumerable.Range(0, count)
            .Select(project => new Project($"p{project}", isEven ? random.Next(1, 9) * 60 : random.Next(20, 600))).ToArray();
        var ballots = Enumerable.Range(0, isLong ? 30 : random.Next(4, 16)).Select(_ =>
        {
            int[] chosen = [.. Enumerable.Range(0, count).Where(_ => random.Next(3) == 0)];
            return new SmallBallot(
                chosen, isWeighted ? [.. chosen.Select(_ => (long)random.Next(1, isEven ? 4 : 1 << random.Next(1, 12)))] : []);
        }).ToArray();
        var money = projects.Sum(project => project.Cost) * random.Next(2, 5) / 4 / ballots.Length;
        return (new SmallElection(isWeighted ? VoteType.Cumulative : VoteType.Approval, 1, [.. projects], [.. ballots]), isEven
            ? Math.Max(1, money / 60) * 60 : new Fraction(money, random.Next(1, 8)));
    }

    /// <summary>
    /// First many pay part of what they have; then one after the other is left to pay for a few of these who cannot pay their share, and
    /// each time what was rounded is multiplied.
    /// </summary>
    public static SmallElection Ladder(Random random, Utility utility)
    {
        const int Steps = 40;
        var isWeighted = utility == Utility.Points;
        var (projects, ballots) = (new List<Project> { new("first", 0) }, new List<SmallBallot>());
        for (var step = 1; step <= Steps; step++)
        {
            var poor = random.Next(2, 5);
            projects.Add(new Project($"p{step}", (poor * 600) + 650 + (8 * step) + random.Next(8)));
            ballots.AddRange(Enumerable.Repeat(new SmallBallot([0, step], isWeighted ? [2_000, 3] : []), poor));
            ballots.Add(new SmallBallot([step], isWeighted ? [3] : []));
        }

        projects[0] = new Project("first", (ballots.Count - Steps) * 401);
        return new SmallElection(isWeighted ? VoteType.Cumulative : VoteType.Approval, 1, [.. projects], [.. ballots]);
    }

    /// <summary>
    /// Most supporters soon have less than their share: what little is rounded off their money is made larger by each purchase that few pay
    /// in full. And each project has a twin, so that all of
    /// them tie, and only fractions can tell.
    /// </summary>
    public static SmallElection Twins(Random random, Utility utility)
    {
        var isWeighted = utility == Utility.Points;
        var pairs = isWeighted ? 12 : 44;
        var projects = Enumerable.Range(0, pairs).Select(_ => random.Next(1, 30) * 10)
            .SelectMany((cost, pair) => new[] { new Project($"p{pair}a", cost), new Project($"p{pair}b", cost) }).ToArray();
        var ballots = Enumerable.Range(0, 40).Select(_ =>
        {
            var chosen = Enumerable.Range(0, pairs).Where(_ => random.Next(3) == 0)
                .Select(pair => (Pair: pair, Points: (long)random.Next(1, 1 << random.Next(1, 12)))).ToArray();
            return new SmallBallot(
                [.. chosen.SelectMany(one => new[] { 2 * one.Pair, (2 * one.Pair) + 1 })],
                isWeighted ? [.. chosen.SelectMany(one => new[] { one.Points, one.Points })] : []);
        });
        return new SmallElection(isWeighted ? VoteType.Cumulative : VoteType.Approval, projects.Sum(project => project.Cost) * 3 / 4,
            [.. projects], [.. ballots]);
    }

    /// <summary>The election with each ballot cast so often, and everything costing so much more: for each voter it is the same.</summary>
    public static Election Built(SmallElection small, int times)
    {
        var builder = new ElectionBuilder(
            new ElectionTerms(
            small.VoteType, small.Budget, 0, [.. small.Projects.Select(project => project with { Cost = project.Cost * times })]));
        foreach (var ballot in small.Ballots)
        {
            builder.Add([.. ballot.Choices.Select(choice => (ushort)choice)], ballot.Points, times);
        }

        return builder.Build();
    }
}
