using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Explaining;

/// <summary>
/// What of the winners' costs stands on the account of each ballot, in 2^-20 of a minor unit, so that sums do not depend on their order.
/// </summary>
internal sealed class Accounts
{
    private const int Fraction = 20;
    private readonly Election election;
    private readonly Wallets? wallets;
    private readonly int[] order;
    private readonly double[] equally;
    private readonly double[] loads;
    private readonly List<(int Purchase, int Place)> purchases = [];
    private readonly List<(int Winner, Int128 Amount)> found = [];

    public Accounts(Election election, Outcome outcome)
    {
        this.election = election;
        wallets = outcome.Endowment is null ? null : new Wallets(election, outcome);
        order = new int[election.Projects.Length];
        order.AsSpan().Fill(-1);
        equally = new double[order.Length];
        loads = new double[order.Length];
        loads.AsSpan().Fill(-1);
        var taken = outcome.Trace.Where(step => step.WhyNot is null).ToArray();
        for (var step = 0; step < taken.Length; step++)
        {
            var project = election.IndexOf(taken[step].Project.Id);
            order[project] = step;
            loads[project] = taken[step].Load?.ToDouble() ?? -1;
            equally[project] = taken[step].Votes == 0 ? 0 : (double)taken[step].Project.Cost / taken[step].Votes;
        }
    }

    /// <summary>What a voter of the ballot that was asked for last has left, where shares were given out.</summary>
    public Int128 Left { get; private set; }

    public static long Rounded(Int128 amount) => (long)((amount + (1 << (Fraction - 1))) >> Fraction);

    /// <summary>The winners on a ballot, in order of winning, and what one voter of it pays for each. Good until the next call.</summary>
    public List<(int Winner, Int128 Amount)> Of(int ballot)
    {
        found.Clear();
        Left = 0;
        if (wallets is not null)
        {
            AddShares(ballot);
        }

        var choices = election.Choices(ballot);
        var from = found.Count;
        foreach (var project in choices)
        {
            if (order[project] >= 0 && (wallets is null || wallets.BoughtAs(project) < 0))
            {
                found.Add((project, order[project]));
            }
            else if (order[project] >= 0 && !found.Exists(entry => entry.Winner == project))
            {
                // On the ballot, but of no use to the voter in this utility: nothing was paid for it.
                found.Insert(from++, (project, 0));
            }
        }

        AddOthers(from);
        return found;
    }

    /// <summary>For each project, what stands on all accounts for it.</summary>
    public Int128[] Totals()
    {
        var totals = new Int128[order.Length];
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            foreach (var (winner, amount) in Of(ballot))
            {
                totals[winner] += amount * election.Times(ballot);
            }
        }

        return totals;
    }

    /// <summary>What stands on a voter's account and on how many voters', the least first.</summary>
    public List<(Int128 Amount, long Times)> All()
    {
        var all = new List<(Int128 Amount, long Times)>(election.DistinctBallots);
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            var sum = (Int128)0;
            foreach (var (_, amount) in Of(ballot))
            {
                sum += amount;
            }

            all.Add((sum, election.Times(ballot)));
        }

        all.Sort();
        return all;
    }

    private void AddShares(int ballot)
    {
        wallets!.PurchasesOf(ballot, purchases);
        var left = wallets.Endowment;
        foreach (var (purchase, place) in purchases)
        {
            var paid = Math.Min(left, wallets.Rates[purchase] * wallets.Worth(ballot, place));
            left -= paid;
            found.Add((wallets.Projects[purchase], Fixed(paid)));
        }

        Left = Fixed(left);
    }

    // What the budget paid as a whole is divided equally; with Phragmén a voter pays what has been earned since the last winner on the
    // ballot.
    private void AddOthers(int from)
    {
        found.Sort(from, found.Count - from,
            Comparer<(int Winner, Int128 Amount)>.Create((one, other) => order[one.Winner].CompareTo(order[other.Winner])));
        var last = 0.0;
        for (var i = from; i < found.Count; i++)
        {
            var winner = found[i].Winner;
            found[i] = (winner, Fixed(loads[winner] < 0 ? equally[winner] : loads[winner] - last));
            last = Math.Max(last, loads[winner]);
        }
    }

    private static Int128 Fixed(double amount) => (Int128)Math.Round(amount * (1 << Fraction));
}
