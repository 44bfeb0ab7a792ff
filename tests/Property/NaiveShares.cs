using System.Numerics;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

/// <summary>The Method of Equal Shares, slow and plain, in fractions.</summary>
internal static class NaiveShares
{
    public static List<string> Winners(SmallElection election, Rule.EqualShares rule, string ties)
    {
        var bought = Run(election, rule.Utility, Endowment(election, rule, ties), ties);
        if (rule.FillUp != FillUp.Nobody)
        {
            Fill(election, rule, ties, bought);
        }

        return [.. bought.Select(project => election.Projects[project].Id)];
    }

    /// <summary>The ties of a count that is not filled up, in order, each with all who were in it.</summary>
    public static List<string> Ties(SmallElection election, Rule.EqualShares rule, string ties)
    {
        var found = new List<string>();
        Run(election, rule.Utility, Endowment(election, rule, ties), ties, found);
        return found;
    }

    /// <summary>What supporters paid for each winner before the fill-up, in order.</summary>
    public static List<Payment> Payments(SmallElection election, Rule.EqualShares rule, string ties)
    {
        var payments = new List<Payment>();
        Run(election, rule.Utility, Endowment(election, rule, ties), ties, payments: payments);
        return payments;
    }

    private static Fraction Endowment(SmallElection election, Rule.EqualShares rule, string ties) =>
        rule.Add1 is null ? new Fraction(election.Budget, Voters(election)) : Raise(election, rule, ties).Endowment;

    private static BigInteger Voters(SmallElection election) => Math.Max(1, election.Ballots.Length);

    /// <summary>Every step of Add1, one after the other.</summary>
    public static (List<int> Bought, Fraction Endowment) Raise(SmallElection election, Rule.EqualShares rule, string ties)
    {
        var add1 = rule.Add1!;
        var kept = (Bought: new List<int>(), Endowment: (Fraction)0);
        var unit = BigInteger.Pow(10, election.Scale);
        var endowment = add1.FromFloor ? (Fraction)(election.Budget / (unit * Voters(election)) * unit)
            : new Fraction(election.Budget, Voters(election));
        for (; ; endowment += add1.Step * unit)
        {
            var bought = Run(election, rule.Utility, endowment, ties);
            if (Cost(election, bought) > election.Budget)
            {
                return kept;
            }

            kept = (bought, endowment);
            var others = Open(election, bought).ToList();
            bool IsWanted(int project) => !NaiveUtility.Sum(election, project, rule.Utility).IsZero;
            var nothingFits = others.TrueForAll(project => election.Projects[project].Cost > election.Budget - Cost(election, bought)
                || (add1.OverSupported && !IsWanted(project)));
            var nobodyWants = !others.Exists(IsWanted);
            if (nobodyWants || (add1.StopWhenExhausted && nothingFits))
            {
                return kept;
            }
        }
    }

    private static IEnumerable<int> Open(SmallElection election, List<int> bought) =>
        Enumerable.Range(0, election.Projects.Length).Except(bought)
            .Where(project => !bought.Exists(winner => election.AreRivals(winner, project)));

    private static BigInteger Cost(SmallElection election, List<int> projects) =>
        projects.Aggregate(BigInteger.Zero, (sum, project) => sum + election.Projects[project].Cost);

    private static List<int> Run(SmallElection election, Utility utility, Fraction endowment, string ties, List<string>? found = null,
        List<Payment>? payments = null)
    {
        var order = NaiveTies.Order(election, ties);
        var money = election.Ballots.Select(_ => endowment).ToArray();
        var bought = new List<int>();
        while (true)
        {
            var (best, price) = (-1, (Fraction?)null);
            foreach (var project in Open(election, bought))
            {
                if (Price(election, utility, project, money) is { } offer
                    && (price is null || offer < price.Value || (offer.CompareTo(price.Value) == 0 && order.Compare(project, best) < 0)))
                {
                    (best, price) = (project, offer);
                }
            }

            if (price is null)
            {
                return bought;
            }

            var tied = Open(election, bought).Where(project => Price(election, utility, project, money) is { } offer
                && offer.CompareTo(price.Value) == 0).Order(order).ToList();
            if (tied.Count > 1)
            {
                found?.Add(string.Join(',', tied.Select(project => election.Projects[project].Id)));
            }

            bought.Add(best);
            payments?.Add(PaymentAt(election, utility, best, price.Value, money));
            for (var voter = 0; voter < money.Length; voter++)
            {
                money[voter] -= Fraction.Min(money[voter], price.Value * NaiveUtility.Of(election, election.Ballots[voter], best, utility));
            }
        }
    }

    /// <summary>
    /// The smallest price per unit of utility at which the supporters can pay: among those that some voter cannot or can just pay, one
    /// after the other.
    /// </summary>
    public static Fraction? Price(SmallElection election, Utility utility, int project, Fraction[] money)
    {
        var cost = (Fraction)election.Projects[project].Cost;
        var supporters = Enumerable.Range(0, money.Length)
            .Select(voter => (Money: money[voter], Utility: NaiveUtility.Of(election, election.Ballots[voter], project, utility)))
            .Where(supporter => supporter.Utility > 0)
            .OrderBy(supporter => supporter.Money / supporter.Utility).ToList();
        if (supporters.Count == 0)
        {
            return null;
        }

        var paid = (Fraction)0;
        for (var poor = 0; poor < supporters.Count; poor++)
        {
            var others = supporters.Skip(poor).Aggregate(BigInteger.Zero, (sum, supporter) => sum + supporter.Utility);
            var price = (cost - paid) / others;
            if (price * supporters[poor].Utility <= supporters[poor].Money)
            {
                return price;
            }

            paid += supporters[poor].Money;
        }

        return null;
    }

    private static Payment PaymentAt(SmallElection election, Utility utility, int project, Fraction price, Fraction[] money)
    {
        var (full, rest, nothing) = (0, 0, 0);
        for (var voter = 0; voter < money.Length; voter++)
        {
            var worth = NaiveUtility.Of(election, election.Ballots[voter], project, utility);
            if (worth > 0)
            {
                var isFull = money[voter] >= price * worth;
                full += isFull ? 1 : 0;
                nothing += !isFull && money[voter].Numerator.IsZero ? 1 : 0;
                rest += !isFull && !money[voter].Numerator.IsZero ? 1 : 0;
            }
        }

        // By cost everybody who likes a project likes it as much as it costs, and the rate is told for each person.
        var rate = utility == Utility.Cost ? price * election.Projects[project].Cost : price;
        return new Payment(Ratio.Of(rate.Numerator, rate.Denominator), full, rest, nothing);
    }

    private static void Fill(SmallElection election, Rule.EqualShares rule, string ties, List<int> bought)
    {
        var rest = election with
        {
            Budget = (long)(election.Budget - Cost(election, bought)),
        };
        var greedy = new Rule.Greedy(rule.FillUp == FillUp.ByVotes ? Utility.Cost : rule.Utility);
        foreach (var id in NaiveGreedy.Winners(rest, greedy, ties, bought))
        {
            bought.Add(election.Projects.ToList().FindIndex(project => project.Id == id));
        }
    }
}
