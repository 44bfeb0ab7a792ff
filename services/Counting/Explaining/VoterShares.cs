using System.Collections.Immutable;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Explaining;

/// <summary>Whose money went where: what of each winner's cost is on the account of each voter.</summary>
/// <remarks>
/// <para>
/// With the Method of Equal Shares and Phragmén's rule it is what each supporter paid in the count. Where the budget pays as a whole
/// (greedy, fill-up), the cost is divided equally among those who chose
/// the project: the "share" of Maly, Rey, Endriss, Lackner, "Fairness in Participatory Budgeting via Equality of Resources" (AAMAS 2023).
/// </para>
/// <para>Amounts are for reading: whole minor units, the nearest, from sums that do not depend on the order of ballots. Nothing is decided
/// by them.</para>
/// </remarks>
/// <param name="Voters">How many voted.</param>
/// <param name="WithAWinner">How many of them chose at least one winner.</param>
/// <param name="EqualShare">The budget divided by the voters, in minor units, rounded to the nearest; 0 when nobody voted.</param>
/// <param name="Spent">For each winner, in the order of winning, what its supporters paid.</param>
/// <param name="ForNobody">What winners cost that nobody chose, in minor units.</param>
/// <param name="Tenths">Voters in ten groups of equal size, those on whose account the least stands first: what stands on a voter's account
/// on average, in minor units. Empty for fewer than ten voters.</param>
public sealed record VoterShares(
    long Voters, long WithAWinner, long EqualShare, ImmutableArray<PaidFor> Spent, long ForNobody, ImmutableArray<long> Tenths)
{
    /// <summary>Divides the costs of an outcome among its voters.</summary>
    /// <param name="election">The election.</param>
    /// <param name="outcome">Its outcome.</param>
    public static VoterShares Of(Election election, Outcome outcome)
    {
        var accounts = new Accounts(election, outcome);
        var view = VoterView.Of(election, outcome);
        var totals = accounts.Totals();
        return new VoterShares(
            election.BallotCount,
            view.WithAWinner,
            election.BallotCount == 0 ? 0 : (long)(((Int128)election.Budget + (election.BallotCount / 2)) / election.BallotCount),
            [.. outcome.Winners.Select(winner => Total(election, winner, totals[election.IndexOf(winner.Id)]))],
            outcome.Winners.Where(winner => election.Votes(election.IndexOf(winner.Id)) == 0).Sum(winner => winner.Cost),
            TenthsOf(accounts));
    }

    /// <summary>For every project by index: what those who chose it have on their account, and for which winners.</summary>
    /// <param name="election">The election.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="projects">The projects to look at.</param>
    /// <returns>One for each of <paramref name="projects"/>.</returns>
    public static ImmutableArray<SupportersGot> Got(Election election, Outcome outcome, IEnumerable<Project> projects)
    {
        var accounts = new Accounts(election, outcome);
        var choosers = new Choosers(election);
        return [.. projects.Select(project => Got(election, outcome, accounts, choosers, project))];
    }

    private static SupportersGot Got(Election election, Outcome outcome, Accounts accounts, Choosers choosers, Project project)
    {
        var paid = new Int128[election.Projects.Length];
        var voters = new long[election.Projects.Length];
        var (all, withAWinner, left) = (0L, 0L, (Int128)0);
        foreach (var (ballot, _) in choosers.Of(election.IndexOf(project.Id)))
        {
            var times = election.Times(ballot);
            var any = false;
            foreach (var (winner, amount) in accounts.Of(ballot))
            {
                any = true;
                voters[winner] += times;
                paid[winner] += amount * times;
            }

            all += times;
            withAWinner += any ? times : 0;
            left += accounts.Left * times;
        }

        return new SupportersGot(
            project,
            all,
            withAWinner,
            [.. outcome.Winners.Select(winner => (Winner: winner, Index: election.IndexOf(winner.Id)))
                .Where(winner => voters[winner.Index] > 0)
                .Select(winner => new PaidFor(winner.Winner, voters[winner.Index], Accounts.Rounded(paid[winner.Index])))],
            outcome.Endowment is null ? null : Accounts.Rounded(left));
    }

    private static PaidFor Total(Election election, Project winner, Int128 paid) =>
        new(winner, election.Votes(election.IndexOf(winner.Id)), Accounts.Rounded(paid));

    private static ImmutableArray<long> TenthsOf(Accounts accounts)
    {
        var sorted = accounts.All();
        var voters = sorted.Sum(account => account.Times);
        if (voters < 10)
        {
            return [];
        }

        var tenths = ImmutableArray.CreateBuilder<long>(10);
        var (at, used) = (0, 0L);
        for (var tenth = 0; tenth < 10; tenth++)
        {
            // Voters do not divide by ten: the groups are of voters × (tenth + 1) / 10 minus those before.
            var size = (voters * (tenth + 1) / 10) - (voters * tenth / 10);
            var (missing, sum) = (size, (Int128)0);
            while (missing > 0)
            {
                var taken = Math.Min(missing, sorted[at].Times - used);
                sum += sorted[at].Amount * taken;
                missing -= taken;
                used += taken;
                (at, used) = used == sorted[at].Times ? (at + 1, 0) : (at, used);
            }

            tenths.Add(Accounts.Rounded(sum / size));
        }

        return tenths.MoveToImmutable();
    }
}

/// <summary>What some voters paid for a winner.</summary>
/// <param name="Winner">The winner.</param>
/// <param name="Voters">How many of them chose it.</param>
/// <param name="Amount">What they paid together, in minor units, the nearest.</param>
public sealed record PaidFor(Project Winner, long Voters, long Amount);

/// <summary>What those got who chose a project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Voters">How many chose it.</param>
/// <param name="WithAWinner">How many of these chose at least one winner.</param>
/// <param name="On">On which winners their money went, in the order of winning.</param>
/// <param name="Left">For the Method of Equal Shares, what they had left together at the end of the sharing, in minor units. Else
/// null.</param>
public sealed record SupportersGot(Project Project, long Voters, long WithAWinner, ImmutableArray<PaidFor> On, long? Left);
