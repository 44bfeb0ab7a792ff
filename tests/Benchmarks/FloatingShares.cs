using Participatory.Counting.Elections;

namespace Participatory.Benchmarks;

/// <summary>
/// The Method of Equal Shares with cost utilities as one writes it down from the definition, in floating point and so inexact: what the
/// library is measured against within the same run.
/// </summary>
/// <remarks>The same steps as the public program of equalshares.net: every round, for every project still possible, supporters sorted by
/// money; each voter is an entry of her own.</remarks>
internal static class FloatingShares
{
    public static List<int> Count(Election election)
    {
        var supporters = new List<int>[election.Projects.Length];
        for (var project = 0; project < supporters.Length; project++)
        {
            supporters[project] = [];
        }

        var voters = 0;
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            for (var time = 0; time < election.Times(ballot); time++, voters++)
            {
                foreach (var project in election.Choices(ballot))
                {
                    supporters[project].Add(voters);
                }
            }
        }

        var money = new double[voters];
        Array.Fill(money, (double)election.Budget / Math.Max(1, voters));
        var remaining = Enumerable.Range(0, supporters.Length)
            .Where(project => election.Projects[project].Cost > 0 && supporters[project].Count > 0).ToHashSet();
        var bought = new List<int>();
        while (Best(election, supporters, money, remaining) is ( >= 0, var share) best)
        {
            bought.Add(best.Project);
            remaining.Remove(best.Project);
            foreach (var voter in supporters[best.Project])
            {
                money[voter] -= Math.Min(money[voter], share);
            }
        }

        return bought;
    }

    private static (int Project, double Share) Best(Election election, List<int>[] supporters, double[] money, HashSet<int> remaining)
    {
        var (best, bestShare, bestPrice) = (-1, 0d, double.PositiveInfinity);
        foreach (var project in remaining.ToList())
        {
            double cost = election.Projects[project].Cost;
            if (supporters[project].Sum(voter => money[voter]) < cost)
            {
                remaining.Remove(project);
                continue;
            }

            supporters[project].Sort((one, other) => money[one].CompareTo(money[other]));
            var (missing, others) = (cost, supporters[project].Count);
            foreach (var voter in supporters[project])
            {
                if (money[voter] * others >= missing)
                {
                    break;
                }

                missing -= money[voter];
                others--;
            }

            var share = missing / Math.Max(1, others);
            if (share / cost < bestPrice)
            {
                (best, bestShare, bestPrice) = (project, share, share / cost);
            }
        }

        return (best, bestShare);
    }
}
