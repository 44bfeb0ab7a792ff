using System.Collections.Immutable;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Outcomes;

/// <summary>Two outcomes of the same election beside each other.</summary>
/// <param name="Both">Winners of both, in the order of the first.</param>
/// <param name="OnlyFirst">Winners of the first outcome alone, in its order.</param>
/// <param name="OnlySecond">Winners of the second outcome alone, in its order.</param>
/// <param name="First">What the first outcome means for voters.</param>
/// <param name="Second">What the second outcome means for voters.</param>
public sealed record Comparison(
    ImmutableArray<Project> Both, ImmutableArray<Project> OnlyFirst, ImmutableArray<Project> OnlySecond, VoterView First, VoterView Second)
{
    /// <summary>Compares two outcomes.</summary>
    /// <param name="election">The election that both were counted from.</param>
    /// <param name="first">An outcome.</param>
    /// <param name="second">Another one.</param>
    public static Comparison Of(Election election, Outcome first, Outcome second) => new(
        [.. first.Winners.Where(second.Winners.Contains)],
        [.. first.Winners.Where(winner => !second.Winners.Contains(winner))],
        [.. second.Winners.Where(winner => !first.Winners.Contains(winner))],
        VoterView.Of(election, first),
        VoterView.Of(election, second));
}

/// <summary>An outcome as voters see it.</summary>
/// <param name="Voters">How many voted.</param>
/// <param name="WithAWinner">How many of them chose at least one winner.</param>
/// <param name="Winners">How many winners the ballots name, all together; divided by <paramref name="Voters"/> it is what an average voter
/// got.</param>
/// <param name="Money">What the winners on each ballot cost, all ballots together, in minor units.</param>
public sealed record VoterView(long Voters, long WithAWinner, Int128 Winners, Int128 Money)
{
    /// <summary>Looks at an outcome from the ballots.</summary>
    /// <param name="election">The election.</param>
    /// <param name="outcome">Its outcome.</param>
    public static VoterView Of(Election election, Outcome outcome)
    {
        var won = new bool[election.Projects.Length];
        foreach (var winner in outcome.Winners)
        {
            won[election.IndexOf(winner.Id)] = true;
        }

        var (withAWinner, winners, money) = (0L, (Int128)0, (Int128)0);
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            var times = election.Times(ballot);
            var hits = 0;
            foreach (var project in election.Choices(ballot))
            {
                if (won[project])
                {
                    hits++;
                    money += (Int128)election.Projects[project].Cost * times;
                }
            }

            winners += (Int128)hits * times;
            withAWinner += hits > 0 ? times : 0;
        }

        return new VoterView(election.BallotCount, withAWinner, winners, money);
    }
}
