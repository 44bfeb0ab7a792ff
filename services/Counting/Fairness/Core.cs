using System.Collections.Immutable;
using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Fairness;

/// <summary>Voters who could all do better with their part of the budget.</summary>
/// <param name="Projects">What they would buy.</param>
/// <param name="Voters">Everybody who would get more from these than from the winners.</param>
public sealed record Deviation(ImmutableArray<Project> Projects, long Voters);

/// <summary>The core, by brute force.</summary>
/// <remarks>
/// An outcome is in the core when no group of j voters finds a set of projects that costs at most <c>j × budget / voters</c> and from which
/// each of them gets more. Trying every set of projects is
/// enough: the group is then everybody who gets more. Source: Fain, Goel, Munagala, "The Core of the Participatory Budgeting Problem" (WINE
/// 2016); the version without fractions as in Peters, Pierczyński, Skowron (NeurIPS 2021).
/// No rule that is known always finds an outcome in the core, and it is not known whether there always is one.
/// </remarks>
public static class Core
{
    /// <summary>The most projects with which all sets of them can be tried.</summary>
    public const int MostProjects = 16;

    /// <summary>The cheapest deviation, or null when the outcome is in the core.</summary>
    /// <param name="election">The election, of at most <see cref="MostProjects"/> projects.</param>
    /// <param name="outcome">Its outcome, by any rule.</param>
    /// <param name="utility">What voters are taken to get from winners. Has to fit the ballots.</param>
    /// <exception cref="ArgumentException">There are too many projects.</exception>
    public static Deviation? Violation(Election election, Outcome outcome, Utility utility)
    {
        if (election.Projects.Length > MostProjects)
        {
            throw new ArgumentException(
                $"There are {election.Projects.Length} projects; the core can be tried with {MostProjects} at most.", nameof(election));
        }

        var won = outcome.Winners.Aggregate(0, (set, winner) => set | (1 << election.IndexOf(winner.Id)));
        (int Set, long Voters, Int128 Cost)? found = null;
        for (var set = 1; set < 1 << election.Projects.Length; set++)
        {
            if (election.Exclusive.Any(group => group.Count(project => (set >> project & 1) == 1) > 1))
            {
                continue;
            }

            var cost = Enumerable.Range(0, election.Projects.Length).Where(project => (set >> project & 1) == 1)
                .Aggregate((Int128)0, (sum, project) => sum + election.Projects[project].Cost);
            if (found is { } cheapest && cheapest.Cost <= cost)
            {
                continue;
            }

            var voters = BetterOff(election, utility, won, set);
            if (voters > 0 && (BigInteger)cost * election.BallotCount <= (BigInteger)election.Budget * voters)
            {
                found = (set, voters, cost);
            }
        }

        return found is not { } deviation ? null : new Deviation(
            [.. election.Projects.Where((_, project) => (deviation.Set >> project & 1) == 1)], deviation.Voters);
    }

    private static long BetterOff(Election election, Utility utility, int won, int set)
    {
        var voters = 0L;
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            var choices = election.Choices(ballot);
            var more = (Int128)0;
            for (var place = 0; place < choices.Length; place++)
            {
                more += ((set >> choices[place] & 1) - (won >> choices[place] & 1)) * (Int128)EjrPlus.Worth(
                    election, utility, ballot, place);
            }

            voters += more > 0 ? election.Times(ballot) : 0;
        }

        return voters;
    }
}
