using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Rules;

/// <summary>The one way in: ballots and a budget go in, winners and reasons come out.</summary>
public static class Tally
{
    /// <summary>
    /// Counts an election. Exact: no floating point decides anything. The same election, rule and tie order give the same outcome on every
    /// machine,
    /// whatever the order of voters.
    /// </summary>
    /// <param name="election">The ballots and the budget.</param>
    /// <param name="rule">The rule and its settings.</param>
    /// <param name="ties">How ties are broken.</param>
    /// <param name="cancellationToken">Ends a long count.</param>
    /// <exception cref="ArgumentException">The rule cannot count this election (<see cref="Rule.Complaint"/>); the message says
    /// why.</exception>
    public static Outcome Count(Election election, Rule rule, TieOrder ties, CancellationToken cancellationToken = default) =>
        Count(election, rule, ties, null, cancellationToken);

    /// <summary>Counts an election and says how far it is. See the other <c>Count</c>.</summary>
    /// <param name="election">The ballots and the budget.</param>
    /// <param name="rule">The rule and its settings.</param>
    /// <param name="ties">How ties are broken.</param>
    /// <param name="done">
    /// Told, on the thread that counts, how many thousandths of the budget are given out so far, by rules that may take long (Equal Shares
    /// with Add1: by the best run so far; maximin support). Null for nobody.
    /// </param>
    /// <param name="cancellationToken">Ends a long count.</param>
    /// <exception cref="ArgumentException">The rule cannot count this election (<see cref="Rule.Complaint"/>); the message says
    /// why.</exception>
    public static Outcome Count(
        Election election, Rule rule, TieOrder ties, IProgress<(int Done, int Of)>? done, CancellationToken cancellationToken = default)
    {
        if (rule.Complaint(election) is { } complaint)
        {
            throw new ArgumentException(complaint, nameof(rule));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return rule.Count(election, ties, done, cancellationToken);
    }

    /// <summary>A part of the budget in thousandths.</summary>
    internal static (int Done, int Of) PartOf(Int128 spent, long budget) =>
        (budget <= 0 ? 0 : (int)Int128.Min(1000, spent * 1000 / budget), 1000);
}
