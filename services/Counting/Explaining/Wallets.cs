using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Explaining;

/// <summary>
/// Everybody's money in a count by the Method of Equal Shares, made again from the rates in its trace: at a purchase a supporter pays
/// <c>rate × utility</c>, or all that is left.
/// </summary>
internal sealed class Wallets
{
    private readonly Election election;
    private readonly Utility utility;
    private readonly int[] boughtAs;
    private readonly BigInteger exactEndowment;
    private readonly List<BigInteger> exactRates = [];

    public Wallets(Election election, Outcome outcome)
    {
        this.election = election;
        utility = ((Rule.EqualShares)outcome.Rule).Utility;
        boughtAs = new int[election.Projects.Length];
        boughtAs.AsSpan().Fill(-1);
        Denominator = outcome.Endowment!.Denominator;
        foreach (var step in outcome.Trace)
        {
            if (step is { WhyNot: null, Payment: { } payment })
            {
                var project = election.IndexOf(step.Project.Id);
                boughtAs[project] = Projects.Count;
                Projects.Add(project);
                Rates.Add(payment.Rate.ToDouble());
                Denominator *= payment.Rate.Denominator / BigInteger.GreatestCommonDivisor(Denominator, payment.Rate.Denominator);
                exactRates.Add(payment.Rate.Numerator);
            }
        }

        Endowment = outcome.Endowment.ToDouble();
        exactEndowment = outcome.Endowment.Numerator * (Denominator / outcome.Endowment.Denominator);
        var purchases = outcome.Trace.Where(step => step is { WhyNot: null, Payment: not null }).ToArray();
        for (var purchase = 0; purchase < exactRates.Count; purchase++)
        {
            exactRates[purchase] *= Denominator / purchases[purchase].Payment!.Rate.Denominator;
        }
    }

    /// <summary>What was bought with shares, by index, in order.</summary>
    public List<int> Projects { get; } = [];

    /// <summary>What each payer paid, per unit of utility where utilities differ. Near enough for charts and guesses.</summary>
    public List<double> Rates { get; } = [];

    public double Endowment { get; }

    /// <summary>Of the exact amounts.</summary>
    public BigInteger Denominator { get; }

    public bool IsByCost => utility == Utility.Cost;

    /// <summary>The number of the purchase at which a project was bought with shares, or -1.</summary>
    public int BoughtAs(int project) => boughtAs[project];

    public long Worth(int ballot, int place)
    {
        var choices = election.Choices(ballot);
        return utility is Utility.Cost or Utility.Votes ? 1
            : Math.Max(0, Utilities.Weight(utility, election.Points(ballot), place, choices.Length));
    }

    /// <summary>Puts the purchases that a ballot took part in into <paramref name="into"/>, in order.</summary>
    public void PurchasesOf(int ballot, List<(int Purchase, int Place)> into)
    {
        into.Clear();
        var choices = election.Choices(ballot);
        for (var place = 0; place < choices.Length; place++)
        {
            if (boughtAs[choices[place]] is >= 0 and var purchase && Worth(ballot, place) > 0)
            {
                into.Add((purchase, place));
            }
        }

        into.Sort();
    }

    /// <summary>
    /// What a ballot has before a purchase, over <see cref="Denominator"/>; after all purchases for a number as large as theirs.
    /// </summary>
    public BigInteger ExactMoney(int ballot, int beforePurchase, List<(int Purchase, int Place)> scratch)
    {
        PurchasesOf(ballot, scratch);
        var money = exactEndowment;
        foreach (var (purchase, place) in scratch)
        {
            if (purchase >= beforePurchase)
            {
                break;
            }

            money -= BigInteger.Min(money, exactRates[purchase] * Worth(ballot, place));
        }

        return money;
    }

    public BigInteger ExactRate(int purchase) => exactRates[purchase];
}
