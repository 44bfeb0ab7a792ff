using System.Collections.Immutable;
using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Fairness;

/// <summary>A group of voters who agree on a project and got less than the part of the budget that their number entitles them to.</summary>
/// <param name="Project">The project that all of them chose and that was left out.</param>
/// <param name="Voters">How many they are.</param>
/// <param name="Entitled">Their part of the budget, in minor units, rounded down: <c>budget × Voters / all voters</c>. It pays for the
/// project.</param>
/// <param name="Most">What the best off of them got, in utility (with <see cref="Utility.Cost"/>: minor units).</param>
public sealed record ShortGroup(Project Project, long Voters, long Entitled, BigInteger Most);

/// <summary>A test of proportionality that takes polynomial time: EJR+ up to any project.</summary>
/// <remarks>
/// <para>
/// For a project that was left out its supporters are sorted by what they got, the project included. Every j of them are entitled to <c>j ×
/// budget / voters</c>. They fall short when even the best off of them,
/// with the project, would not have got more than that money buys at the project's price per utility: <c>(got + worth) × cost × voters ≤
/// budget × Σ worth</c>. With <see cref="Utility.Cost"/> this is
/// <c>got + cost ≤ j × budget / voters</c>.
/// </para>
/// <para>
/// Source: Brill, Peters, "Robust and Verifiable Proportionality Axioms for Multiwinner Voting" (EC 2023), section on participatory
/// budgeting. The Method of Equal Shares never fails it in the utility that it shares by: the first of
/// the group who cannot pay an equal part has spent more than what is missing, at prices that were not above that of the project.
/// </para>
/// </remarks>
public static class EjrPlus
{
    /// <summary>Looks for groups that fall short: for each project left out the largest one, or none.</summary>
    /// <param name="election">The election.</param>
    /// <param name="outcome">Its outcome, by any rule.</param>
    /// <param name="utility">What voters are taken to get from winners. Has to fit the ballots.</param>
    /// <returns>Empty when nobody falls short. Projects that exclude a winner (<see cref="Election.Exclusive"/>) are not looked at. In the
    /// order of the ballot paper.</returns>
    public static ImmutableArray<ShortGroup> Violations(Election election, Outcome outcome, Utility utility)
    {
        var won = new bool[election.Projects.Length];
        foreach (var winner in outcome.Winners)
        {
            won[election.IndexOf(winner.Id)] = true;
        }

        var isOut = RivalsOfWinners(election, won);
        var got = Enumerable.Range(0, election.DistinctBallots).Select(ballot => Got(election, utility, ballot, won)).ToArray();
        var supporters = new List<(Int128 With, Int128 Worth, int Times, Int128 Got)>[election.Projects.Length];
        for (var ballot = 0; ballot < got.Length; ballot++)
        {
            var choices = election.Choices(ballot);
            for (var place = 0; place < choices.Length; place++)
            {
                var worth = Worth(election, utility, ballot, place);
                if (!won[choices[place]] && !isOut[choices[place]] && worth > 0)
                {
                    (supporters[choices[place]] ??= []).Add((got[ballot] + worth, worth, election.Times(ballot), got[ballot]));
                }
            }
        }

        return [.. Enumerable.Range(0, supporters.Length).Where(project => supporters[project] is not null)
            .Select(project => LargestShort(election, election.Projects[project], supporters[project])).OfType<ShortGroup>()];
    }

    private static ShortGroup? LargestShort(
        Election election, Project project, List<(Int128 With, Int128 Worth, int Times, Int128 Got)> supporters)
    {
        supporters.Sort();
        ShortGroup? found = null;
        var (voters, worths) = (0L, (BigInteger)0);
        BigInteger price = (BigInteger)project.Cost * election.BallotCount;
        for (var i = 0; i < supporters.Count; i++)
        {
            voters += supporters[i].Times;
            worths += (BigInteger)supporters[i].Worth * supporters[i].Times;
            // Only the whole of those who are equally well off makes the largest group.
            var isLastOfEqual = i + 1 == supporters.Count || supporters[i + 1].With > supporters[i].With;
            if (isLastOfEqual && supporters[i].With * price <= election.Budget * worths)
            {
                var entitled = (long)((Int128)election.Budget * voters / election.BallotCount);
                found = new ShortGroup(project, voters, entitled, supporters.Take(i + 1).Max(supporter => supporter.Got));
            }
        }

        return found;
    }

    // What cannot be had beside a winner is no project left out.
    private static bool[] RivalsOfWinners(Election election, bool[] won)
    {
        var isOut = new bool[won.Length];
        foreach (var project in election.Exclusive.Where(group => group.Any(project => won[project])).SelectMany(group => group))
        {
            isOut[project] = true;
        }

        return isOut;
    }

    private static Int128 Got(Election election, Utility utility, int ballot, bool[] won)
    {
        var choices = election.Choices(ballot);
        var sum = (Int128)0;
        for (var place = 0; place < choices.Length; place++)
        {
            sum += won[choices[place]] ? Worth(election, utility, ballot, place) : 0;
        }

        return sum;
    }

    /// <summary>What a project on a ballot is worth to its voter, cost included.</summary>
    internal static long Worth(Election election, Utility utility, int ballot, int place)
    {
        var choices = election.Choices(ballot);
        return utility == Utility.Cost
            ? election.Projects[choices[place]].Cost
            : Math.Max(0, Utilities.Weight(utility, election.Points(ballot), place, choices.Length));
    }
}
