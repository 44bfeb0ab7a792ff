using System.Collections.Immutable;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Explaining;

/// <summary>Where losing turns into winning, in votes or in money, as far as it was worked out.</summary>
/// <remarks>
/// Everything said here was counted with the rule itself, or follows from a proof that the search names. Where the rule is not monotone
/// (the Method of Equal Shares with further voters, or with Add1)
/// and trying every number would take too long, there may be a smaller number than <paramref name="Value"/>, but none up to
/// <paramref name="LosesUpTo"/>.
/// </remarks>
/// <param name="Value">With this many it wins. Null when none was found.</param>
/// <param name="LosesUpTo">With this many or fewer it is certain to lose; 0 when nothing was worked out.</param>
/// <param name="IsEdge">With one fewer than <paramref name="Value"/> it loses: that was counted, too.</param>
public sealed record Edge(long? Value, long LosesUpTo, bool IsEdge)
{
    /// <summary>Nothing was worked out.</summary>
    public static Edge Unknown { get; } = new(null, 0, false);

    /// <summary>True when <see cref="Value"/> is the least there is.</summary>
    public bool IsLeast => Value == LosesUpTo + 1;
}

/// <summary>What it would have taken for a project to win that did not.</summary>
/// <remarks>
/// Source: "singletons" and "cost reduction" of Boehmer, Faliszewski, Janeczko, Peters, Pierczyński, Schierreich, Skowron, Szufa,
/// "Evaluation of Project Performance in Participatory Budgeting" (IJCAI 2024).
/// </remarks>
/// <param name="Project">The project.</param>
/// <param name="Votes">
/// How many further voters, had each of them chosen this project alone and everybody else voted as they did. They get their share of the
/// same budget, so that with the Method of Equal Shares everybody's share is a
/// little smaller. With points each of them gives the project the most points that any ballot gives to anything.
/// </param>
/// <param name="Points">True when <paramref name="Votes"/> are points (in units of <see cref="Election.PointScale"/>) on one further ballot
/// instead: greedy by points.</param>
/// <param name="Cheaper">How many minor units cheaper it would have had to be, everything else as it was; at most until it costs one minor
/// unit.</param>
public sealed record NearMiss(Project Project, Edge Votes, bool Points, Edge Cheaper);

/// <summary>
/// How much work goes into near misses. The limit is one of work and not of time, so that the same election is explained by the same bytes
/// on every machine.
/// </summary>
/// <param name="Counts">The most counts for one number of one project.</param>
/// <param name="Work">The most choices on ballots that all counts together may look at, roughly: 2 × 10^9 take some ten seconds.</param>
public sealed record Effort(int Counts = 300, long Work = 2_000_000_000)
{
    /// <summary>Some ten seconds.</summary>
    public static Effort Usual { get; } = new();

    /// <summary>For one project and somebody who waits: some seconds, and up to a minute or two where an outcome takes many runs.</summary>
    public static Effort Patient { get; } = new(1_000, 20_000_000_000);
}

/// <summary>Finds where losing turns into winning.</summary>
internal static class EdgeSearch
{
    /// <param name="wins">Counts with a number above zero and says whether the project wins.</param>
    /// <param name="losesUpTo">Up to here it is proven to lose.</param>
    /// <param name="guess">Where to begin.</param>
    /// <param name="most">The largest number to try.</param>
    /// <param name="isMonotone">True when it is proven that what wins with a number wins with every larger one.</param>
    /// <param name="counts">How often <paramref name="wins"/> may be asked.</param>
    public static Edge Find(Func<long, bool> wins, long losesUpTo, long guess, long most, bool isMonotone, int counts)
    {
        if (losesUpTo >= most)
        {
            return new Edge(null, losesUpTo, false);
        }

        var asked = new Dictionary<long, bool>();
        bool Wins(long number) => asked.TryGetValue(number, out var answer) ? answer : asked[number] = wins(number);
        bool MayAsk() => asked.Count < counts;

        var (loses, wins1) = Bracket(Wins, MayAsk, losesUpTo, Math.Clamp(guess, losesUpTo + 1, most), most);
        if (wins1 is not { } winsWith)
        {
            return new Edge(null, isMonotone ? loses : losesUpTo, false);
        }

        while (winsWith - loses > 1 && MayAsk())
        {
            var middle = loses + ((winsWith - loses) / 2);
            (loses, winsWith) = Wins(middle) ? (loses, middle) : (middle, winsWith);
        }

        if (isMonotone)
        {
            return new Edge(winsWith, loses, winsWith - loses == 1);
        }

        var proven = losesUpTo;
        while (proven + 1 < winsWith && (asked.ContainsKey(proven + 1) || MayAsk()))
        {
            if (Wins(proven + 1))
            {
                return new Edge(proven + 1, proven, true);
            }

            proven++;
        }

        return new Edge(winsWith, proven, winsWith - loses == 1);
    }

    /// <summary>A number that loses and a larger one that wins, or null in its place, found in growing steps from a guess.</summary>
    private static (long Loses, long? Wins) Bracket(Func<long, bool> wins, Func<bool> mayAsk, long loses, long guess, long most)
    {
        if (!mayAsk())
        {
            return (loses, null);
        }

        if (wins(guess))
        {
            var winsWith = guess;
            for (var step = 1L; winsWith - loses > 1 && mayAsk(); step = Math.Min(step * 2, most))
            {
                var fewer = Math.Max(loses + 1, winsWith - step);
                if (!wins(fewer))
                {
                    return (fewer, winsWith);
                }

                winsWith = fewer;
            }

            return (loses, winsWith);
        }

        loses = guess;
        for (var step = 1L; loses < most && mayAsk(); step = Math.Min(step * 2, most))
        {
            var more = step > most - loses ? most : loses + step;
            if (wins(more))
            {
                return (loses, more);
            }

            loses = more;
        }

        return (loses, null);
    }
}
