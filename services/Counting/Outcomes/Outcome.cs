using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Outcomes;

/// <summary>What a count says: who won, and for everything else why not. All amounts are minor units of the election's scale.</summary>
public sealed record Outcome
{
    /// <summary>The rule that was applied.</summary>
    public required Rule Rule { get; init; }

    /// <summary>How ties were broken.</summary>
    public required TieOrder TieOrder { get; init; }

    /// <summary>The money there was.</summary>
    public required long Budget { get; init; }

    /// <summary>The winners in the order in which the rule took them.</summary>
    public required ImmutableArray<Project> Winners { get; init; }

    /// <summary>What the winners cost together; never more than <see cref="Budget"/>.</summary>
    public required long Cost { get; init; }

    /// <summary>Every tie that had to be broken, in the order of the count.</summary>
    public required ImmutableArray<Tie> Ties { get; init; }

    /// <summary>The count, step by step.</summary>
    public required ImmutableArray<Step> Trace { get; init; }

    /// <summary>For the Method of Equal Shares: what every voter had at the beginning, in minor units. Else null.</summary>
    public Ratio? Endowment { get; init; }

    /// <summary>Every project that did not win, in the order of the trace.</summary>
    public required ImmutableArray<Loss> Losses { get; init; }
}

/// <summary>One step of a count: a project's turn.</summary>
/// <param name="Project">Whose turn it was.</param>
/// <param name="Votes">How many ballots name it.</param>
/// <param name="Score">How all ballots together rate it, see <see cref="Utilities.Scores"/>.</param>
/// <param name="MoneyBefore">The money left before.</param>
/// <param name="MoneyAfter">The money left after.</param>
/// <param name="WhyNot">Null when the project was taken.</param>
public sealed record Step(Project Project, long Votes, Int128 Score, long MoneyBefore, long MoneyAfter, LossReason? WhyNot)
{
    /// <summary>For rules that share costs out: who paid how much. Null where the budget paid as a whole.</summary>
    public Payment? Payment { get; init; }

    /// <summary>
    /// For Phragmén: what each supporter of the winner has paid, for all winners on the ballot together, in minor units. Else null.
    /// </summary>
    public Ratio? Load { get; init; }

    /// <summary>
    /// For the maximin support rule: what the voter bears who bears the most, once the cost of all winners up to here is shared out as
    /// evenly as can be, in minor units. Else null.
    /// </summary>
    public Ratio? HeaviestLoad { get; init; }

    /// <summary>
    /// For expanding approvals: up to which place on a ballot, from 1, a project counted as approved when this one was bought. Else null.
    /// </summary>
    public int? UpToRank { get; init; }
}

/// <summary>How the supporters of a winner shared its cost.</summary>
/// <param name="Rate">What each of those who could afford it paid per unit of utility (with votes and cost utilities: each of them), in
/// minor units.</param>
/// <param name="Full">How many paid that.</param>
/// <param name="Rest">How many had less and gave all they had left.</param>
/// <param name="Nothing">How many supporters had nothing left to give.</param>
public sealed record Payment(Ratio Rate, long Full, long Rest, long Nothing);

/// <summary>A fraction in lowest terms, exact.</summary>
/// <param name="Numerator">Any number.</param>
/// <param name="Denominator">Above zero.</param>
public sealed record Ratio(BigInteger Numerator, BigInteger Denominator)
{
    /// <summary>Brings a fraction into lowest terms.</summary>
    /// <param name="numerator">Any number.</param>
    /// <param name="denominator">Above zero.</param>
    public static Ratio Of(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return new Ratio(numerator / divisor, denominator / divisor);
    }

    /// <summary>
    /// The nearest number of the kind that charts and queues take, off by less than a part in 10^15. Nothing is decided by it alone.
    /// </summary>
    public double ToDouble()
    {
        if (Numerator.IsZero)
        {
            return 0;
        }

        // A hundred bits of quotient are more than a double keeps.
        var shift = (int)(100 - Numerator.GetBitLength() + Denominator.GetBitLength());
        var quotient = shift >= 0 ? (Numerator << shift) / Denominator : Numerator / (Denominator << -shift);
        return Math.ScaleB((double)quotient, -shift);
    }

    /// <summary>Written as <c>numerator/denominator</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}

/// <summary>Projects between which only the declared order could decide.</summary>
/// <param name="Step">Index of the step in <see cref="Outcome.Trace"/> at which the first of them was taken.</param>
/// <param name="Projects">Who was in it, in the declared order: the first was taken.</param>
/// <param name="Decisive">True when at least one of them did not win in the end, so that another order could have had other
/// winners.</param>
public sealed record Tie(int Step, ImmutableArray<Project> Projects, bool Decisive);

/// <summary>Why a project did not win.</summary>
public enum LossReason
{
    /// <summary>At its turn the money left was less than its cost.</summary>
    NotEnoughMoneyLeft,

    /// <summary>It costs more than the whole budget: no number of votes would have helped.</summary>
    CostsMoreThanBudget,

    /// <summary>It has votes, but fewer than the rule asks for.</summary>
    BelowThreshold,

    /// <summary>
    /// The rule stops at the first project that does not fit (greedy without skipping, Phragmén), and this one would have come later.
    /// </summary>
    StoppedBefore,

    /// <summary>Nobody likes it (no ballot names it, or only with a utility of zero), and the rule asks for somebody who does.</summary>
    NoVotes,

    /// <summary>Its supporters together did not have its cost left (Method of Equal Shares).</summary>
    SupportersCannotPay,

    /// <summary>Only one of a group of projects may win (<see cref="Election.Exclusive"/>), and another one of it has won.</summary>
    ExcludedByWinner,
}

/// <summary>A project that did not win, and what it would have taken.</summary>
/// <param name="Project">The project.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Votes">How many ballots name it.</param>
/// <param name="MoneyLeft">The money left at its turn.</param>
/// <param name="FurtherVotes">
/// The least number of further voters that would have made it win, had each of them chosen this project alone and everybody else voted as
/// they did:
/// with one fewer it still loses. With points: the least number of further points (in units of <see cref="Election.PointScale"/>) on one
/// further ballot.
/// Null when up to <paramref name="TriedUpTo"/> none would have.
/// </param>
/// <param name="TriedUpTo">How far the search for <paramref name="FurtherVotes"/> went: with at most that many it does not win. 0 when
/// nothing was tried.</param>
public sealed record Loss(Project Project, LossReason Reason, long Votes, long MoneyLeft, long? FurtherVotes, long TriedUpTo)
{
    /// <summary>
    /// People named it, and yet it is worth nothing to them in the utility of the rule: it costs nothing where cost counts, or
    /// none of them gave it a point.
    /// </summary>
    public bool IsWorthNothing => Reason == LossReason.NoVotes && Votes > 0;
}
