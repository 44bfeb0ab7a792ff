using System.Numerics;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Rules.Shares;

/// <content>The same in exact fractions, for where rounded amounts are too close to tell.</content>
internal sealed partial class SharesRun
{
    /// <summary>The offer in exact fractions.</summary>
    private Offer LookExactly(int project)
    {
        ledger.CatchUp();
        var ballots = supporters.Of(project);
        var poor = new HashSet<int>();
        while (true)
        {
            var purchase = SumUp(project, poor, out var paidBefore);
            if (purchase.RichUtility == 0)
            {
                return Offer.Never;
            }

            var numerator = ledger.Numerator(purchase, paidBefore);
            var before = poor.Count;
            var rate = new Ratio(numerator * full, ledger.Endowment * purchase.RichUtility).ToDouble();
            for (var i = 0; i < ballots.Length; i++)
            {
                var ballot = ballots[i];
                var utility = UtilityAt(project, i);
                if (poorSince[ballot] == Never && !poor.Contains(ballot)
                    && (IsLess(ballot, rate * utility) ?? MoneyOf(ballot) * purchase.RichUtility < numerator * utility))
                {
                    poor.Add(ballot);
                }
            }

            if (poor.Count == before)
            {
                var price = new Ratio(numerator * full, ledger.Endowment * Divisor(project, new ExactOffer(purchase, numerator, poor))).ToDouble();
                return new Offer
                {
                    IsUnaffordable = false,
                    AtLeast = price * (1 - 1e-14),
                    AtMost = price * (1 + 1e-14),
                    Exact = new ExactOffer(purchase, numerator, poor),
                };
            }
        }
    }

    /// <summary>Whether a voter has less than a payment, or null when the rounded amounts are too close to tell.</summary>
    private bool? IsLess(int ballot, double payment)
    {
        // A double keeps 53 bits; the slack is a thousand times what that can lose.
        var slack = ((money[ballot] + payment) * 1e-12) + error + 2;
        return money[ballot] + slack < payment ? true : money[ballot] - slack > payment ? false : null;
    }

    private Purchase SumUp(int project, HashSet<int> poor, out Int128[] paidBefore)
    {
        var ballots = supporters.Of(project);
        paidBefore = new Int128[ledger.Count];
        var (poorVoters, richUtility) = (0L, (Int128)0);
        for (var i = 0; i < ballots.Length; i++)
        {
            var times = supporters.Times[ballots[i]];
            if (poor.Contains(ballots[i]))
            {
                poorVoters += times;
                AddPaid(ballots[i], paidBefore);
            }
            else if (poorSince[ballots[i]] == Never)
            {
                richUtility += (Int128)UtilityAt(project, i) * times;
            }
        }

        return new Purchase(project, poorVoters, richUtility);
    }

    /// <summary>What <see cref="ExactLedger"/> asks for.</summary>
    private Int128[] PaidByPoor(int purchase)
    {
        var paid = new Int128[purchase];
        foreach (var ballot in supporters.Of(ledger.Purchases[purchase].Project))
        {
            if (poorSince[ballot] == purchase)
            {
                AddPaid(ballot, paid);
            }
        }

        return paid;
    }

    private long UtilityAt(int project, int at) => supporters.IsWeighted ? supporters.UtilitiesOf(project)[at] : 1;

    private void AddPaid(int ballot, Int128[] paid)
    {
        var choices = supporters.Election.Choices(ballot);
        for (var place = 0; place < choices.Length; place++)
        {
            var purchase = boughtAs[choices[place]];
            if (purchase >= 0 && purchase < paid.Length && supporters.Worth(ballot, place, choices.Length) is > 0 and var worth)
            {
                paid[purchase] += (Int128)worth * supporters.Times[ballot];
            }
        }
    }

    /// <summary>What a voter who was never poor has left, over the ledger's denominator.</summary>
    private BigInteger MoneyOf(int ballot)
    {
        var left = ledger.Endowment;
        var choices = supporters.Election.Choices(ballot);
        for (var place = 0; place < choices.Length; place++)
        {
            var purchase = boughtAs[choices[place]];
            if (purchase >= 0 && supporters.Worth(ballot, place, choices.Length) is > 0 and var worth)
            {
                left -= ledger.Rate(purchase) * worth;
            }
        }

        return left;
    }

    private void BuyExactly(int project, ExactOffer exact)
    {
        ledger.CatchUp();
        var ballots = supporters.Of(project);
        var paidInFull = 0L;
        var divisor = ledger.Endowment * exact.Purchase.RichUtility;
        for (var i = 0; i < ballots.Length; i++)
        {
            var ballot = ballots[i];
            if (exact.Poor.Contains(ballot))
            {
                money[ballot] = 0;
                poorSince[ballot] = ledger.Count;
            }
            else if (poorSince[ballot] == Never)
            {
                var payment = exact.Numerator * UtilityAt(project, i) * full / divisor;
                money[ballot] = Math.Max(0, money[ballot] - (long)payment);
                paidInFull += supporters.Times[ballot];
            }
        }

        error += 1;
        FullPayers.Add(paidInFull);
        ledger.Add(exact.Purchase);
    }

    /// <summary>Rounds everybody's money anew from the exact fractions, when too much has been rounded on the way.</summary>
    private void Refresh()
    {
        ledger.CatchUp();
        for (var ballot = 0; ballot < money.Length; ballot++)
        {
            money[ballot] = poorSince[ballot] != Never ? 0 : (long)(MoneyOf(ballot) * full / ledger.Endowment);
        }

        error = 1;
    }
}
