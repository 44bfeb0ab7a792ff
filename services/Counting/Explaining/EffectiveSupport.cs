using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Explaining;

/// <summary>How near each project came to winning by the Method of Equal Shares, in percent.</summary>
public static class EffectiveSupport
{
    /// <summary>
    /// Counts again without the project, with the same endowment: the effective support is the largest part of its cost that its supporters
    /// could have paid at the price of any
    /// round, before the payments of that round, or with all the money that they have left at the end.
    /// </summary>
    /// <remarks>
    /// Source: equalshares.net (analytics), as in the program of Peters, Pierczyński and Skowron and in pabutools. A project that does not
    /// win is no part of the count,
    /// so only winners are counted without. Exact: see <c>Offers</c>.
    /// </remarks>
    /// <param name="election">The election.</param>
    /// <param name="outcome">Its outcome by <see cref="Rule.EqualShares"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// For each project by index whole percent, rounded down (2^63 - 1 where it would be more); at least 100 for winners (those of a
    /// fill-up, too). 100 for what is free. Empty when the outcome is one of another rule, or when everybody's
    /// money together is more than 2^63 minor units.
    /// </returns>
    public static long[] Of(Election election, Outcome outcome, CancellationToken cancellationToken = default)
    {
        if (outcome.Endowment is not { } endowment || TotalOf(election, endowment) is not { } total)
        {
            return [];
        }

        var wallets = new Wallets(election, outcome);
        var choosers = new Choosers(election);
        var won = outcome.Winners.Select(winner => election.IndexOf(winner.Id)).ToHashSet();
        var percent = new long[election.Projects.Length];
        Parallel.For(0, percent.Length, new ParallelOptions { CancellationToken = cancellationToken }, project =>
        {
            var without = wallets.BoughtAs(project) < 0 ? wallets : Without(election, outcome, project, total, cancellationToken);
            var support = new Offers(election, without, choosers, project).Percent();
            percent[project] = won.Contains(project) ? Math.Max(100, support) : support;
        });
        return percent;
    }

    // A project that costs more than everybody has is never bought and changes nothing for the others. A share that is a fraction of the
    // budget is whole again for all voters together.
    private static Wallets Without(Election election, Outcome outcome, int project, long total, CancellationToken cancellationToken)
    {
        var projects = election.Projects.SetItem(project, election.Projects[project] with { Cost = total + 1 });
        var rule = new Rule.EqualShares(((Rule.EqualShares)outcome.Rule).Utility);
        var altered = election.WhatIf(total, projects);
        return new Wallets(altered, Tally.Count(altered, rule, outcome.TieOrder, cancellationToken));
    }

    private static long? TotalOf(Election election, Ratio endowment)
    {
        var total = endowment.Numerator * Math.Max(1, election.BallotCount);
        return total % endowment.Denominator == 0 && total / endowment.Denominator < long.MaxValue
            ? (long)(total / endowment.Denominator) : null;
    }
}
