using System.Numerics;

namespace Participatory.Counting.Rules.Shares;

/// <summary>
/// How a purchase was shared: those who could not pay their share gave all they had, everybody else paid <c>rate × utility</c>.
/// </summary>
/// <param name="Project">What was bought.</param>
/// <param name="Poor">How many voters gave all they had, without those who had nothing any more.</param>
/// <param name="RichUtility">The utilities of all who paid their share, summed up; above zero unless the project is free.</param>
internal sealed record Purchase(int Project, long Poor, Int128 RichUtility);

/// <summary>The exact rates of all purchases so far, as whole numbers over one denominator; worked out only when somebody asks.</summary>
/// <remarks>
/// A voter who was never poor has <c>endowment − Σ rate × utility</c> left, over the purchases on the ballot; one who was has nothing. So
/// rates and who was poor are all there is to know.
/// A rate follows from <c>cost = Σ what the poor had + rate × Σ utility of the others</c>.
/// </remarks>
/// <param name="endowment">What everybody has at the beginning, times …</param>
/// <param name="denominator">… this.</param>
/// <param name="costs">Costs in minor units.</param>
/// <param name="paidByPoor">
/// For purchases from a number on, as many as are made up at once, and each one before it: the utilities that the poor of the purchase have
/// of the earlier one, summed up.
/// What they had paid for it is the earlier rate times this.
/// </param>
internal sealed class ExactLedger(BigInteger endowment, BigInteger denominator, long[] costs, Func<int, Int128[][]> paidByPoor)
{
    private readonly List<Purchase> purchases = [];
    private readonly List<BigInteger> rates = [];

    public int Count => purchases.Count;

    /// <summary>What everybody had at the beginning, over <see cref="Denominator"/>.</summary>
    public BigInteger Endowment { get; private set; } = endowment;

    public BigInteger Denominator { get; private set; } = denominator;

    public IReadOnlyList<Purchase> Purchases => purchases;

    public void Add(Purchase purchase) => purchases.Add(purchase);

    /// <summary>The rate of a purchase, over <see cref="Denominator"/>.</summary>
    public BigInteger Rate(int purchase)
    {
        CatchUp();
        return rates[purchase];
    }

    /// <summary>Brings all rates up to date; <see cref="Denominator"/> does not change afterwards until the next purchase.</summary>
    public void CatchUp()
    {
        var (paid, next) = (Array.Empty<Int128[]>(), 0);
        while (rates.Count < purchases.Count)
        {
            if (next == paid.Length)
            {
                (paid, next) = (paidByPoor(rates.Count), 0);
            }

            var purchase = purchases[rates.Count];
            var paidBefore = paid[next++];
            if (purchase.RichUtility == 0)
            {
                rates.Add(BigInteger.Zero);
                continue;
            }

            var numerator = Numerator(purchase, paidBefore);
            var factor = purchase.RichUtility / BigInteger.GreatestCommonDivisor(numerator, purchase.RichUtility);
            if (!factor.IsOne)
            {
                for (var i = 0; i < rates.Count; i++)
                {
                    rates[i] *= factor;
                }

                Endowment *= factor;
                Denominator *= factor;
            }

            rates.Add(numerator * factor / purchase.RichUtility);
        }
    }

    /// <summary>
    /// What is missing from the cost when the poor have given all, over <see cref="Denominator"/>. The rate is this by the utility of the
    /// others.
    /// </summary>
    /// <param name="purchase">A purchase, made or only thought of.</param>
    /// <param name="paidBefore">What <c>paidByPoor</c> says of it.</param>
    public BigInteger Numerator(Purchase purchase, Int128[] paidBefore)
    {
        var missing = (costs[purchase.Project] * Denominator) - (purchase.Poor * Endowment);
        for (var i = 0; i < paidBefore.Length; i++)
        {
            if (paidBefore[i] != 0)
            {
                missing += paidBefore[i] * rates[i];
            }
        }

        return missing;
    }
}
