using System.Globalization;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Rules;

/// <summary>A voting rule with its settings. The set is closed: these are all rules there are.</summary>
public abstract record Rule
{
    private Rule()
    {
    }

    /// <summary>
    /// The rule and all its settings in one line that never changes for the same settings; part of every outcome's fingerprint.
    /// </summary>
    public abstract string Describe();

    /// <summary>What there is to say about the rule whatever its settings.</summary>
    public abstract RuleKind Kind { get; }

    /// <summary>The sentence that says why this election cannot be counted with these settings, or null when it can.</summary>
    /// <param name="election">The election.</param>
    public abstract string? Complaint(Election election);

    /// <summary>Counts; see <see cref="Tally"/>, which has asked for complaints before.</summary>
    internal abstract Outcome Count(
        Election election, TieOrder ties, IProgress<(int Done, int Of)>? done, CancellationToken cancellationToken);

    /// <summary>True where the rule looks at a threshold by itself.</summary>
    internal virtual bool HasThreshold => false;

    /// <summary>About how many times as long as a look at every choice one count takes: how often counting again can be afforded.</summary>
    internal virtual long Passes => 4;

    /// <summary>
    /// True where it is proven that a loser with more votes is bought no later and finds no less money, so that a search may halve its way.
    /// </summary>
    internal virtual bool IsMonotoneInVotes => false;

    private static string? ComplaintAbout(Utility utility, Election election)
    {
        var kind = UtilityKind.Of(utility);
        return kind.Fits(election.VoteType) ? null
            : kind.NeedsPoints
                ? $"These ballots are {election.VoteType.ToPabulib()} ballots and have no points. Choose another utility, such as cost."
            : $"Borda needs ranked ballots, and these are {election.VoteType.ToPabulib()} ballots. Choose another utility, such as cost.";
    }

    /// <summary>
    /// Goes through the projects from the most utility per unit of cost to the least (with <see cref="Utility.Cost"/>: from the most votes)
    /// and
    /// takes each one that the money left pays for.
    /// </summary>
    /// <remarks>
    /// Of a group of which only one may win (<see cref="Election.Exclusive"/>) the first one taken wins and the others are passed over.
    /// Source: the utilitarian greedy rule of Talmon and Faliszewski, "A Framework for Approval-Based Budgeting Methods" (AAAI 2019), and
    /// the statutes of most cities.
    /// A project that costs nothing has no cost utility, so that with <see cref="Utility.Cost"/> it comes after all that have votes and a
    /// cost; with other utilities it comes first.
    /// Projects that nobody chose come last and are taken while there is money, unless <paramref name="Threshold"/> is 1 or more.
    /// </remarks>
    /// <param name="Utility">What is maximised.</param>
    /// <param name="PerCost">False to go by the plain sum of utilities, as cities with points do (Kraków, Katowice).</param>
    /// <param name="Skip">False to stop at the first project that does not fit, as Gdynia does.</param>
    /// <param name="Threshold">The least number of votes (for points and Borda: the least sum, in whole points) that a project needs; 0 for
    /// none.</param>
    public sealed record Greedy(Utility Utility = Utility.Cost, bool PerCost = true, bool Skip = true, long Threshold = 0) : Rule
    {
        /// <inheritdoc/>
        public override RuleKind Kind => RuleKind.Of(Skip ? "greedy" : "greedy-no-skip");

        /// <inheritdoc/>
        public override string Describe() => string.Create(
            CultureInfo.InvariantCulture,
            $"greedy utility={Utility.ToString().ToLowerInvariant()} by={(PerCost ? "utility-per-cost" : "utility")} "
                + $"{(Skip ? "skip" : "no-skip")} threshold={Threshold}");

        /// <inheritdoc/>
        public override string? Complaint(Election election) => Threshold < 0 ? "The threshold is below zero."
            : ComplaintAbout(Utility, election);

        internal override bool HasThreshold => true;

        internal override long Passes => 1;

        internal override Outcome Count(
            Election election, TieOrder ties, IProgress<(int Done, int Of)>? done, CancellationToken cancellationToken) =>
            new GreedyCount(election, this, ties).Count();
    }

    /// <summary>
    /// The Method of Equal Shares: everybody gets an equal share of the budget, a project is bought when its supporters can pay for it
    /// together, and those come first
    /// of which a supporter gets the most utility for the money.
    /// </summary>
    /// <remarks>
    /// Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021); the completions
    /// are those of equalshares.net.
    /// With <see cref="Utility.Cost"/> a project that costs nothing is worth nothing and is not bought; the fill-up takes it. When one of a
    /// group of which only one may win
    /// (<see cref="Election.Exclusive"/>) has been bought, the others cannot be bought any more; their supporters keep their money.
    /// </remarks>
    /// <param name="Utility">What a supporter gets from a winner.</param>
    /// <param name="Add1">How the endowment is raised when money is left over; null for not at all.</param>
    /// <param name="FillUp">Who gets what is left in the end.</param>
    public sealed record EqualShares(Utility Utility = Utility.Cost, Add1? Add1 = null, FillUp FillUp = FillUp.Nobody) : Rule
    {
        /// <inheritdoc/>
        public override RuleKind Kind => RuleKind.Of("equal-shares");

        /// <inheritdoc/>
        public override string Describe() => string.Create(
            CultureInfo.InvariantCulture,
            $"equal-shares utility={Utility.ToString().ToLowerInvariant()} completion={Add1?.Describe() ?? "none"} "
                + $"fill-up={FillUp.ToString().ToLowerInvariant()}");

        /// <inheritdoc/>
        public override string? Complaint(Election election) => Add1?.Complaint() ?? ComplaintAbout(Utility, election);

        internal override long Passes => 10;

        internal override Outcome Count(
            Election election, TieOrder ties, IProgress<(int Done, int Of)>? done, CancellationToken cancellationToken) =>
            new Shares.EqualSharesCount(election, this, ties, done, cancellationToken).Count();
    }

    /// <summary>
    /// Phragmén's sequential rule with costs: everybody earns money at the same pace, and whenever the supporters of a project together
    /// have its cost, it is bought with all they have.
    /// It stops as soon as one of the projects that could be bought at a moment would cost more than is left of the budget.
    /// </summary>
    /// <remarks>
    /// Source: Los, Christoff, Grossi, "Proportional Budget Allocations: Towards a Systematization" (IJCAI 2022), after Phragmén (1894);
    /// Brill, Freeman, Janson, Lackner, "Phragmén's Voting Methods and Justified
    /// Representation" (AAAI 2017). Every project on a ballot counts as approved. Projects that cost more than the whole budget are left
    /// out, and so are those whose rival
    /// (<see cref="Election.Exclusive"/>) has been bought; a project that nobody chose is never bought.
    /// </remarks>
    public sealed record Phragmen : Rule
    {
        /// <inheritdoc/>
        public override RuleKind Kind => RuleKind.Of("phragmen");

        /// <inheritdoc/>
        public override string Describe() => "phragmen";

        /// <inheritdoc/>
        public override string? Complaint(Election election) => null;

        // With more supporters it is bought earlier, nothing that was bought before that time changes, and more money is left.
        internal override bool IsMonotoneInVotes => true;

        internal override Outcome Count(
            Election election, TieOrder ties, IProgress<(int Done, int Of)>? done, CancellationToken cancellationToken) =>
            new PhragmenCount(election, this, ties).Count();
    }

    /// <summary>
    /// The maximin support rule: that project is bought next with which the cost of all winners can be shared out most evenly among those
    /// who chose them, so that the one who bears the most bears the least.
    /// What does not fit into the money left is passed over.
    /// </summary>
    /// <remarks>
    /// Source: Aziz, Lee, Talmon, "Proportionally Representative Participatory Budgeting: Axioms and Algorithms" (AAMAS 2018), where it is
    /// called generalised sequential Phragmén; for projects of equal cost Sánchez-Fernández,
    /// Fernández-García, Fisteus, Brill, "The Maximin Support Method" (Mathematical Programming 2024). Every project on a ballot counts as
    /// approved; a project that nobody chose is never bought, and neither is one whose rival
    /// (<see cref="Election.Exclusive"/>) has been.
    /// </remarks>
    public sealed record MaximinSupport : Rule
    {
        /// <inheritdoc/>
        public override RuleKind Kind => RuleKind.Of("maximin-support");

        /// <inheritdoc/>
        public override string Describe() => "maximin-support";

        /// <inheritdoc/>
        public override string? Complaint(Election election) => null;

        internal override long Passes => 400;

        // With more supporters it weighs less on each, so that it is bought earlier; what is bought before that time stays the same.
        internal override bool IsMonotoneInVotes => true;

        internal override Outcome Count(
            Election election, TieOrder ties, IProgress<(int Done, int Of)>? done, CancellationToken cancellationToken) =>
            new MaximinSupportCount(election, this, ties, done, cancellationToken).Count();
    }

    /// <summary>
    /// Expanding approvals, for ranked ballots: everybody has an equal share of the budget. First only the project at the top of a ballot
    /// counts as approved, then the two at the top, and so on; at each rank, projects are bought
    /// as long as there is one whose supporters can pay for it together.
    /// </summary>
    /// <remarks>
    /// Source: Aziz and Lee, "Proportionally Representative Participatory Budgeting with Ordinal Preferences" (AAAI 2021), algorithm PB-EAR
    /// with equal weights. It leaves open which of several is bought and how its cost is shared: here the one
    /// that costs each supporter the least, all paying the same and those with less giving what they have, as with Equal Shares. What is
    /// not on a ballot is not approved by it at any rank.
    /// When one of a group of which only one may win (<see cref="Election.Exclusive"/>) has been bought, the others cannot be.
    /// </remarks>
    public sealed record ExpandingApprovals : Rule
    {
        /// <inheritdoc/>
        public override RuleKind Kind => RuleKind.Of("expanding-approvals");

        /// <inheritdoc/>
        public override string Describe() => "expanding-approvals";

        /// <inheritdoc/>
        public override string? Complaint(Election election) =>
            election.VoteType.HasOrder() ? null
                : $"Expanding approvals needs ranked ballots, and these are {election.VoteType.ToPabulib()} ballots. Choose another rule, "
                    + "such as equal-shares.";

        internal override long Passes => 20;

        internal override Outcome Count(
            Election election, TieOrder ties, IProgress<(int Done, int Of)>? done, CancellationToken cancellationToken) =>
            new ExpandingApprovalsCount(election, this, ties, cancellationToken).Count();
    }
}

/// <summary>
/// The completion "Add1": everybody's endowment is raised step by step, the method run anew each time, and the last outcome kept that the
/// budget pays for.
/// </summary>
/// <remarks>Source: Peters, Pierczyński, Skowron (2021), section on exhaustiveness; equalshares.net/explanation. Outcomes are not monotone
/// in the endowment, so every step is run.</remarks>
/// <param name="Step">By how many whole units of the currency, at least 1.</param>
/// <param name="FromFloor">True to begin with the budget per voter rounded down to whole units, false to begin with the exact
/// fraction.</param>
/// <param name="StopWhenExhausted">
/// True to stop as soon as no further project fits into what is left; false to go on until an outcome costs more than the budget (as
/// Wieliczka did in 2023).
/// </param>
/// <param name="OverSupported">True to ask only about projects with supporters whether they fit; false to ask about all.</param>
public sealed record Add1(int Step = 1, bool FromFloor = true, bool StopWhenExhausted = true, bool OverSupported = false)
{
    internal string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"add{Step} from={(FromFloor ? "floor" : "fraction")} "
            + $"stop={(!StopWhenExhausted ? "overspent" : OverSupported ? "exhausted-over-supported" : "exhausted")}");

    internal string? Complaint() => Step < 1 ? "The step by which endowments are raised is below 1." : null;
}

/// <summary>Who gets what the Method of Equal Shares leaves.</summary>
public enum FillUp
{
    /// <summary>Nobody: it is left over.</summary>
    Nobody,

    /// <summary>Whatever still fits, by the most votes first.</summary>
    ByVotes,

    /// <summary>Whatever still fits, by the most utility per unit of cost first.</summary>
    ByUtility,
}
