using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Explaining;

/// <summary>Counts again with a vote more or a penny less, until it is known where a loser turns into a winner.</summary>
/// <param name="election">The election.</param>
/// <param name="outcome">Its outcome.</param>
/// <param name="counts">How often it may be counted again for one number.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class WhatIf(Election election, Outcome outcome, int counts, CancellationToken cancellationToken)
{
    private readonly Choosers choosers = new(election);
    private readonly long mostPoints = MostPoints(election);
    private readonly bool hasPointsBelowZero = HasPointsBelowZero(election);
    private readonly Wallets? wallets = outcome.Endowment is null ? null : new Wallets(election, outcome);

    public NearMiss Of(Loss loss)
    {
        var project = election.IndexOf(loss.Project.Id);
        return new NearMiss(loss.Project, Votes(loss, project), outcome.Rule is Rule.Greedy { Utility: Utility.Points },
            Cheaper(loss, project));
    }

    /// <summary>About how many choices on ballots one count looks at.</summary>
    public static long WorkOf(Election election, Outcome outcome)
    {
        var once = election.TotalChoices + (20L * election.Projects.Length) + 1_000;
        if (outcome.Rule is not Rule.EqualShares { Add1: { } add1 } || outcome.Endowment is not { } endowment)
        {
            return once * outcome.Rule.Passes;
        }

        var raised = (endowment.Numerator / endowment.Denominator) - (outcome.Budget / Math.Max(1, election.BallotCount));
        return (long)BigInteger.Min(((raised / (BigInteger.Pow(10, election.Scale) * add1.Step)) + 10) * once, long.MaxValue);
    }

    private Edge Votes(Loss loss, int project)
    {
        // Greedy has worked it out already, from a proof and not by search.
        if (outcome.Rule is Rule.Greedy)
        {
            return new Edge(loss.FurtherVotes, loss.FurtherVotes is null && loss.TriedUpTo == 0 ? 0
                : loss.TriedUpTo, loss.FurtherVotes is not null);
        }

        if (loss.Project.Cost > outcome.Budget)
        {
            return new Edge(null, long.MaxValue, false);
        }

        // A further ballot with this project alone gives it nothing.
        if (outcome.Rule is Rule.EqualShares { Utility: Utility.Borda })
        {
            return Edge.Unknown;
        }

        // Times of ballots are whole numbers below 2^31, and beyond a hundred times all voters a vote is another one.
        var most = Math.Min(1_000_000_000, (100 * election.BallotCount) + 1_000_000);
        bool Wins(long further) => WinsIn(election.WhatIf(election.Budget, election.Projects, project, (int)further, mostPoints), project);
        return outcome.Rule switch
        {
            // The share of each voter shrinks with every further voter, and with it everything else may change.
            Rule.EqualShares shares => EdgeSearch.Find(
                Wins, shares is { Add1: null, FillUp: FillUp.Nobody } ? TooFew(project)
                    : 0, GuessVotes(project), most, isMonotone: false, counts),
            var rule => EdgeSearch.Find(Wins, 0, rule is Rule.Phragmen ? Guess(PhragmenTimes().Votes(project))
                : 1, most, rule.IsMonotoneInVotes, counts),
        };
    }

    private Edge Cheaper(Loss loss, int project)
    {
        var cost = loss.Project.Cost;
        bool Wins(long cheaper) => WinsIn(
            election.WhatIf(
                election.Budget, election.Projects.SetItem(project, election.Projects[project] with { Cost = cost - cheaper })), project);
        var affordable = outcome.Rule switch
        {
            Rule.Greedy or Rule.MaximinSupport => loss.MoneyLeft,
            Rule.Phragmen => PhragmenTimes().Cost(project),
            _ when wallets is not null => new Offers(election, wallets, choosers, project).AffordableCost(),
            _ => 0,
        };
        if (outcome.Rule is Rule.EqualShares { FillUp: not FillUp.Nobody })
        {
            affordable = Math.Max(affordable, loss.MoneyLeft);
        }

        // A cheaper project comes earlier (or as early) and fits more easily, and until it is bought nothing changes for the others. With
        // Add1 the number of steps may change; where the sum of costs
        // is what counts, or where there are points below zero, a cheaper project may come later.
        var isMonotone = outcome.Rule is not (Rule.EqualShares { Add1: not null } or Rule.Greedy { Utility: Utility.Cost, PerCost: false })
            && !hasPointsBelowZero;
        return EdgeSearch.Find(Wins, 0, Guess(cost - Math.Floor(affordable)), cost - 1, isMonotone, counts);
    }

    private bool WinsIn(Election altered, int project)
    {
        var id = election.Projects[project].Id;
        return Tally.Count(altered, outcome.Rule, outcome.TieOrder, cancellationToken).Winners.Any(winner => winner.Id == id);
    }

    /// <summary>
    /// With at most this many further votes the supporters and the new voters together have less than the project costs, whatever else
    /// happens.
    /// </summary>
    private long TooFew(int project)
    {
        // (supporters + k) × budget / (voters + k) is less than the cost as long as k × (budget − cost) is less than this.
        BigInteger supporters = new Offers(election, wallets!, choosers, project).Voters;
        BigInteger cost = election.Projects[project].Cost;
        var missing = (cost * Math.Max(0, election.BallotCount)) - (supporters * election.Budget);
        var spare = election.Budget - cost;
        return missing.Sign <= 0 ? 0 : spare.IsZero ? long.MaxValue : (long)BigInteger.Min((missing - 1) / spare, long.MaxValue);
    }

    private long GuessVotes(int project)
    {
        var offers = new Offers(election, wallets!, choosers, project);
        var cost = (double)election.Projects[project].Cost;
        var worth = outcome.Rule is Rule.EqualShares { Utility: Utility.Points } ? mostPoints : 1;
        var least = double.PositiveInfinity;
        for (var round = 0; round < offers.Sums.Length; round++)
        {
            var each = round + 1 == offers.Sums.Length ? wallets!.Endowment : Math.Min(wallets!.Endowment, offers.Price(round) * worth);
            least = each > 0 ? Math.Min(least, Math.Ceiling((cost - offers.Sums[round]) / each)) : least;
        }

        return Guess(least);
    }

    private LoadTimes PhragmenTimes() => new(election, outcome, choosers);

    private static long Guess(double guess) => guess >= 1e15 ? 1_000_000_000_000_000 : guess < 1 || double.IsNaN(guess) ? 1 : (long)guess;

    private static long MostPoints(Election election)
    {
        var most = 1L;
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            foreach (var points in election.Points(ballot))
            {
                most = Math.Max(most, points);
            }
        }

        return most;
    }

    private static bool HasPointsBelowZero(Election election)
    {
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            if (election.Points(ballot).ContainsAnyInRange(long.MinValue, -1))
            {
                return true;
            }
        }

        return false;
    }
}
