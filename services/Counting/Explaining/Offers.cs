using System.Numerics;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Explaining;

/// <summary>
/// What the supporters of a project could have paid for it at the prices of each round of a count by the Method of Equal Shares that did
/// not buy it with shares,
/// and what they had at the end.
/// </summary>
/// <remarks>
/// The price of a round is what its winner cost per unit of utility; money is that before the payments of the round. The last offer is
/// everything left at the end, at any price.
/// </remarks>
internal sealed class Offers
{
    private readonly Election election;
    private readonly Wallets wallets;
    private readonly int project;
    private readonly (int Ballot, ushort Place)[] supporters;

    /// <param name="election">The election.</param>
    /// <param name="wallets">Of the count without the project.</param>
    /// <param name="choosers">Who chose what.</param>
    /// <param name="project">The project.</param>
    public Offers(Election election, Wallets wallets, Choosers choosers, int project)
    {
        this.election = election;
        this.wallets = wallets;
        this.project = project;
        supporters = [.. choosers.Of(project).ToArray().Where(entry => wallets.Worth(entry.Ballot, entry.Place) > 0)];
        Sums = Paid(null);
    }

    /// <summary>For each round, and then for the end, what supporters could have paid together, in minor units. Near, not exact.</summary>
    public double[] Sums { get; }

    public long Voters => supporters.Sum(supporter => (long)election.Times(supporter.Ballot));

    /// <summary>What the price of a round asks of a supporter, per unit of utility where utilities differ.</summary>
    public double Price(int round) => wallets.IsByCost
        ? wallets.Rates[round] / election.Projects[wallets.Projects[round]].Cost * election.Projects[project].Cost
        : wallets.Rates[round];

    /// <summary>The largest part of its cost that the supporters could have paid, in whole percent, rounded down.</summary>
    /// <remarks>
    /// Floating point finds the percent wherever it leaves no doubt: sums of positive numbers lose less than a part in 10^9 here. Near a
    /// whole percent the same sum is made in exact fractions.
    /// </remarks>
    public long Percent()
    {
        var cost = election.Projects[project].Cost;
        if (cost == 0 || supporters.Length == 0)
        {
            return cost == 0 ? 100 : 0;
        }

        var best = 0L;
        for (var round = 0; round < Sums.Length; round++)
        {
            var percent = Sums[round] * 100 / cost;
            var (low, high) = ((long)(percent * (1 - 1e-9)), (long)(percent * (1 + 1e-9)));
            if (high > best)
            {
                best = Math.Max(best, low == high ? low : ExactPercent(round, cost));
            }
        }

        return best;
    }

    /// <summary>The largest cost, near enough to begin a search, at which the count would have bought the project with shares.</summary>
    public double AffordableCost() => (wallets.IsByCost ? FixedPoints() : Sums).Max();

    // With cost utilities the price falls with the cost: the largest cost that is not above what supporters would pay at it. Going down
    // from above never passes it.
    private double[] FixedPoints()
    {
        var costs = new double[Sums.Length];
        costs.AsSpan().Fill(election.Projects[project].Cost);
        for (var i = 0; i < 20; i++)
        {
            costs = Paid(costs);
        }

        return costs;
    }

    /// <summary>
    /// What supporters could pay together in each round and at the end, if the project cost what is given for each round; null for what it
    /// does cost.
    /// </summary>
    private double[] Paid(double[]? costs)
    {
        var rounds = wallets.Projects.Count;
        var paid = new double[rounds + 1];
        var asked = new double[rounds + 1];
        for (var round = 0; round < rounds; round++)
        {
            asked[round] = costs is null ? Price(round) : Price(round) / election.Projects[project].Cost * costs[round];
        }

        asked[rounds] = double.PositiveInfinity;
        var purchases = new List<(int Purchase, int Place)>();
        foreach (var (ballot, place) in supporters)
        {
            wallets.PurchasesOf(ballot, purchases);
            var (times, worth, left, next) = (election.Times(ballot), wallets.Worth(ballot, place), wallets.Endowment, 0);
            for (var round = 0; round <= rounds; round++)
            {
                paid[round] += times * Math.Min(left, asked[round] * worth);
                if (next < purchases.Count && purchases[next].Purchase == round)
                {
                    left = Math.Max(0, left - (wallets.Rates[round] * wallets.Worth(ballot, purchases[next].Place)));
                    next++;
                }
            }
        }

        return paid;
    }

    private long ExactPercent(int round, long cost)
    {
        var isEnd = round == wallets.Projects.Count;
        var winnerCost = isEnd || !wallets.IsByCost ? BigInteger.One : election.Projects[wallets.Projects[round]].Cost;
        var scratch = new List<(int Purchase, int Place)>();
        var sum = BigInteger.Zero;
        foreach (var (ballot, place) in supporters)
        {
            // Over the denominator of all amounts times the winner's cost, so that nothing is divided.
            var money = wallets.ExactMoney(ballot, round, scratch) * winnerCost;
            var asked = isEnd ? money : wallets.ExactRate(round) * wallets.Worth(ballot, place) * (wallets.IsByCost ? cost : 1);
            sum += election.Times(ballot) * BigInteger.Min(money, asked);
        }

        return (long)BigInteger.Min(sum * 100 / (wallets.Denominator * winnerCost * cost), long.MaxValue);
    }
}
