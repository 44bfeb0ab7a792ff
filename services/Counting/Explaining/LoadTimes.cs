using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Explaining;

/// <summary>
/// A count by Phragmén's rule as a story in time: the load after a purchase is the time at which it was made, and a voter has earned what
/// has passed since the last winner on the ballot.
/// Floating point, for guesses that a count then checks.
/// </summary>
internal sealed class LoadTimes
{
    private readonly Election election;
    private readonly Choosers choosers;
    private readonly List<(double Time, long MoneyBefore)> rounds = [];
    private readonly int[] boughtAs;

    public LoadTimes(Election election, Outcome outcome, Choosers choosers)
    {
        this.election = election;
        this.choosers = choosers;
        boughtAs = new int[election.Projects.Length];
        boughtAs.AsSpan().Fill(int.MaxValue);
        var left = outcome.Budget;
        foreach (var step in outcome.Trace.Where(step => step.WhyNot is null))
        {
            boughtAs[election.IndexOf(step.Project.Id)] = rounds.Count;
            rounds.Add((step.Load!.ToDouble(), step.MoneyBefore));
            left = step.MoneyAfter;
        }

        // The count stopped at a purchase that did not happen: the earliest that any project, other than those that were bought, could have
        // had.
        var last = double.PositiveInfinity;
        for (var project = 0; project < boughtAs.Length; project++)
        {
            if (boughtAs[project] == int.MaxValue && election.Votes(project) > 0 && election.Projects[project].Cost <= outcome.Budget)
            {
                var (earned, voters) = EarnedBefore(project, rounds.Count);
                last = Math.Min(last, (election.Projects[project].Cost + earned) / voters);
            }
        }

        rounds.Add((last, left));
    }

    /// <summary>With about how many further voters a loser would have been bought in time.</summary>
    public double Votes(int project)
    {
        var cost = election.Projects[project].Cost;
        var least = double.PositiveInfinity;
        for (var round = 0; round < rounds.Count && rounds[round].MoneyBefore >= cost; round++)
        {
            var time = rounds[round].Time;
            if (time > 0)
            {
                least = Math.Min(least, Math.Ceiling((cost - Earned(project, round)) / time));
            }
        }

        return least;
    }

    /// <summary>At about which cost a loser would have been bought in time.</summary>
    public double Cost(int project)
    {
        var most = 0.0;
        for (var round = 0; round < rounds.Count; round++)
        {
            most = Math.Max(most, Math.Min(rounds[round].MoneyBefore, Earned(project, round)));
        }

        return most;
    }

    private double Earned(int project, int round)
    {
        var (spent, voters) = EarnedBefore(project, round);
        return voters == 0 || double.IsInfinity(rounds[round].Time) ? 0 : (rounds[round].Time * voters) - spent;
    }

    /// <summary>The loads of a project's supporters before a round, summed up, and how many they are.</summary>
    private (double Loads, double Voters) EarnedBefore(int project, int round)
    {
        var (loads, voters) = (0.0, 0.0);
        foreach (var (ballot, _) in choosers.Of(project))
        {
            var last = -1;
            foreach (var choice in election.Choices(ballot))
            {
                last = boughtAs[choice] < round ? Math.Max(last, boughtAs[choice]) : last;
            }

            loads += last < 0 ? 0 : rounds[last].Time * election.Times(ballot);
            voters += election.Times(ballot);
        }

        return (loads, voters);
    }
}
