using Participatory.Counting.Elections;

namespace Participatory.Counting.Rules;

/// <summary>How much a voter is taken to like a project on the ballot.</summary>
/// <remarks>Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021);
/// equalshares.net for cost utilities.</remarks>
public enum Utility
{
    /// <summary>The cost of the project: money spent on what a voter chose is what counts. The default of cities.</summary>
    Cost,

    /// <summary>1 for each project on the ballot ("cardinality").</summary>
    Votes,

    /// <summary>The points on the ballot. Only for vote types with points.</summary>
    Points,

    /// <summary>Borda, from 0: the last of a ballot of length n gets 0, the first n − 1. Only for ranked ballots.</summary>
    Borda,

    /// <summary>
    /// Borda, from 1: the last of a ballot of length n gets 1, the first n. What Kraków uses with n = 3. Only for ranked ballots.
    /// </summary>
    Borda1,
}

/// <summary>Sums of utilities that several rules need.</summary>
public static class Utilities
{
    /// <summary>
    /// How all ballots together rate a project: number of votes for <see cref="Utility.Votes"/> and <see cref="Utility.Cost"/>,
    /// the sum of points (in units of <see cref="Election.PointScale"/>) or of Borda points for the others.
    /// </summary>
    /// <param name="election">The election.</param>
    /// <param name="utility">What to sum up.</param>
    /// <returns>One sum for each project.</returns>
    public static Int128[] Scores(Election election, Utility utility)
    {
        var scores = new Int128[election.Projects.Length];
        if (utility is Utility.Cost or Utility.Votes)
        {
            for (var project = 0; project < scores.Length; project++)
            {
                scores[project] = election.Votes(project);
            }

            return scores;
        }

        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            var choices = election.Choices(ballot);
            var points = election.Points(ballot);
            Int128 times = election.Times(ballot);
            for (var place = 0; place < choices.Length; place++)
            {
                scores[choices[place]] += times * Weight(utility, points, place, choices.Length);
            }
        }

        return scores;
    }

    /// <summary>The utility of one choice, leaving cost aside.</summary>
    internal static long Weight(Utility utility, ReadOnlySpan<long> points, int place, int length) => utility switch
    {
        Utility.Cost or Utility.Votes => 1,
        Utility.Points => points[place],
        Utility.Borda => length - 1 - place,
        Utility.Borda1 => length - place,
        _ => throw new ArgumentOutOfRangeException(nameof(utility), utility, "This utility does not exist."),
    };
}
