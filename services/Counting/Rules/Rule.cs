using System.Globalization;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Rules;

/// <summary>A voting rule with its settings. The set is closed: these are all rules there are.</summary>
public abstract record Rule
{
    private Rule()
    {
    }

    /// <summary>The rule and all its settings in one line that never changes for the same settings; part of every outcome's fingerprint.</summary>
    public abstract string Describe();

    /// <summary>The sentence that says why this election cannot be counted with these settings, or null when it can.</summary>
    /// <param name="election">The election.</param>
    public abstract string? Complaint(Election election);

    private static string? ComplaintAbout(Utility utility, Election election) => utility switch
    {
        Utility.Points when !election.VoteType.HasPoints() => $"These ballots are {election.VoteType.ToPabulib()} ballots and have no points. Choose another utility, such as cost.",
        Utility.Borda or Utility.Borda1 when !election.VoteType.HasOrder() =>
            $"Borda needs ranked ballots, and these are {election.VoteType.ToPabulib()} ballots. Choose another utility, such as cost.",
        _ => null,
    };

    /// <summary>
    /// Goes through the projects from the most utility per unit of cost to the least (with <see cref="Utility.Cost"/>: from the most votes) and
    /// takes each one that the money left pays for.
    /// </summary>
    /// <remarks>
    /// Source: the utilitarian greedy rule of Talmon and Faliszewski, "A Framework for Approval-Based Budgeting Methods" (AAAI 2019), and the statutes of most cities.
    /// A project that costs nothing has no cost utility, so that with <see cref="Utility.Cost"/> it comes after all that have votes and a cost; with other utilities it comes first.
    /// Projects that nobody chose come last and are taken while there is money, unless <paramref name="Threshold"/> is 1 or more.
    /// </remarks>
    /// <param name="Utility">What is maximised.</param>
    /// <param name="PerCost">False to go by the plain sum of utilities, as cities with points do (Kraków, Katowice).</param>
    /// <param name="Skip">False to stop at the first project that does not fit, as Gdynia does.</param>
    /// <param name="Threshold">The least number of votes (for points and Borda: the least sum, in whole points) that a project needs; 0 for none.</param>
    public sealed record Greedy(Utility Utility = Utility.Cost, bool PerCost = true, bool Skip = true, long Threshold = 0) : Rule
    {
        /// <inheritdoc/>
        public override string Describe() => string.Create(
            CultureInfo.InvariantCulture,
            $"greedy utility={Utility.ToString().ToLowerInvariant()} by={(PerCost ? "utility-per-cost" : "utility")} {(Skip ? "skip" : "no-skip")} threshold={Threshold}");

        /// <inheritdoc/>
        public override string? Complaint(Election election) => Threshold < 0 ? "The threshold is below zero." : ComplaintAbout(Utility, election);
    }
}
