using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Rules;

/// <summary>The one way in: ballots and a budget go in, winners and reasons come out.</summary>
public static class Tally
{
    /// <summary>
    /// Counts an election. Exact: no floating point decides anything. The same election, rule and tie order give the same outcome on every machine,
    /// whatever the order of voters.
    /// </summary>
    /// <param name="election">The ballots and the budget.</param>
    /// <param name="rule">The rule and its settings.</param>
    /// <param name="ties">How ties are broken.</param>
    /// <param name="cancellationToken">Ends a long count.</param>
    /// <exception cref="ArgumentException">The rule cannot count this election (<see cref="Rule.Complaint"/>); the message says why.</exception>
    public static Outcome Count(Election election, Rule rule, TieOrder ties, CancellationToken cancellationToken = default)
    {
        if (rule.Complaint(election) is { } complaint)
        {
            throw new ArgumentException(complaint, nameof(rule));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return rule switch
        {
            Rule.Greedy greedy => new GreedyCount(election, greedy, ties).Count(),
            Rule.EqualShares shares => new Shares.EqualSharesCount(election, shares, ties, cancellationToken).Count(),
            Rule.Phragmen phragmen => new PhragmenCount(election, phragmen, ties).Count(),
            _ => throw new ArgumentException("This rule does not exist.", nameof(rule)),
        };
    }
}
