using System.Numerics;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Rules.Shares;

/// <content>The same in exact fractions, for where rounded amounts are too close to tell.</content>
internal sealed partial class SharesRun
{
    /// <summary>The offer in exact fractions.</summary>
    private Offer LookExactly(int project)
    {
        Work.ExactLooks++;
        ledger.CatchUp();
        var groups = Groups.Of(project);
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
            for (var i = 0; i < groups.Length; i++)
            {
                var group = groups[i];
                var utility = UtilityAt(project, i);
                if (level.PoorSince[group] == Never && !poor.Contains(group)
                    && (IsLess(group, rate * utility) ?? MoneyOf(group, ledger.Count) * purchase.RichUtility < numerator * utility))
                {
                    poor.Add(group);
                }
            }

            if (poor.Count == before)
            {
                var price = new Ratio(numerator * full, ledger.Endowment * Divisor(project, new ExactOffer(purchase, numerator, poor)))
                    .ToDouble();
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
    private bool? IsLess(int group, double payment)
    {
        // A double keeps 53 bits; the slack is a thousand times what that can lose.
        var slack = ((level.Money[group] + payment) * 1e-12) + error + 2;
        return level.Money[group] + slack < payment ? true : level.Money[group] - slack > payment ? false : null;
    }

    private Purchase SumUp(int project, HashSet<int> poor, out Int128[] paidBefore)
    {
        var groups = Groups.Of(project);
        var times = Groups.TimesOf(project);
        paidBefore = new Int128[ledger.Count];
        var (poorVoters, richUtility) = (0L, (Int128)0);
        for (var i = 0; i < groups.Length; i++)
        {
            if (poor.Contains(groups[i]))
            {
                poorVoters += times[i];
                AddPaid(groups[i], times[i], paidBefore);
            }
            else if (level.PoorSince[groups[i]] == Never)
            {
                richUtility += (Int128)UtilityAt(project, i) * times[i];
            }
        }

        return new Purchase(project, poorVoters, richUtility);
    }

    /// <summary>
    /// What <see cref="ExactLedger"/> asks for; passes over all ballots in their order, since those of one project lie scattered.
    /// </summary>
    private Int128[][] PaidByPoor(int first)
    {
        // So many at once that the passes are few, and not so many that all pairs of thousands of purchases would lie in memory.
        const int Most = 128;
        var paidByPoor = new Int128[Math.Min(ledger.Count - first, Most)][];
        for (var i = 0; i < paidByPoor.Length; i++)
        {
            paidByPoor[i] = new Int128[first + i];
        }

        var since = level.PoorSince;
        var at = 0;
        while (since.AsSpan(at).IndexOfAnyInRange(first, first + paidByPoor.Length - 1) is >= 0 and var ahead)
        {
            at += ahead;
            AddPaid(at, Groups.Times(at), paidByPoor[since[at] - first]);
            at++;
        }

        return paidByPoor;
    }

    private long UtilityAt(int project, int at) => Groups.IsWeighted ? Groups.UtilitiesOf(project)[at] : 1;

    private void AddPaid(int group, int voters, Int128[] paid)
    {
        var choices = Groups.Choices(group);
        for (var place = 0; place < choices.Length; place++)
        {
            var purchase = boughtAs[choices[place]];
            if (purchase >= 0 && purchase < paid.Length && Groups.Worth(group, place, choices.Length) is > 0 and var worth)
            {
                paid[purchase] += (Int128)worth * voters;
            }
        }
    }

    /// <summary>
    /// Of those who gave all they had at a purchase, how many had nothing to give, since an earlier share had been just what they had.
    /// </summary>
    public long HadNothing(int purchase)
    {
        if (purchase <= firstEmptied)
        {
            return 0;
        }

        var project = ledger.Purchases[purchase].Project;
        var groups = Groups.Of(project);
        var times = Groups.TimesOf(project);
        var voters = 0L;
        for (var i = 0; i < groups.Length; i++)
        {
            voters += level.PoorSince[groups[i]] == purchase && MoneyOf(groups[i], purchase).IsZero ? times[i] : 0;
        }

        return voters;
    }

    /// <summary>
    /// What a voter who had not been poor before had left when so many purchases had been made, over the ledger's denominator.
    /// </summary>
    private BigInteger MoneyOf(int group, int purchases)
    {
        var left = ledger.Endowment;
        var choices = Groups.Choices(group);
        for (var place = 0; place < choices.Length; place++)
        {
            var purchase = boughtAs[choices[place]];
            if (purchase >= 0 && purchase < purchases && Groups.Worth(group, place, choices.Length) is > 0 and var worth)
            {
                left -= ledger.Rate(purchase) * worth;
            }
        }

        return left;
    }

    private void BuyExactly(int project, ExactOffer exact)
    {
        ledger.CatchUp();
        var groups = Groups.Of(project);
        var times = Groups.TimesOf(project);
        var divisor = ledger.Endowment * exact.Purchase.RichUtility;
        var (paidInFull, lastUtility, payment) = (0L, -1L, 0L);
        for (var i = 0; i < groups.Length; i++)
        {
            var group = groups[i];
            if (exact.Poor.Contains(group))
            {
                level.Money[group] = 0;
                level.PoorSince[group] = ledger.Count;
            }
            else if (level.PoorSince[group] == Never)
            {
                var utility = UtilityAt(project, i);
                payment = utility == lastUtility ? payment : (long)(exact.Numerator * utility * full / divisor);
                lastUtility = utility;
                if (firstEmptied == Never && level.Money[group] - payment <= error + 2
                    && MoneyOf(group, ledger.Count) * exact.Purchase.RichUtility == exact.Numerator * utility)
                {
                    firstEmptied = ledger.Count;
                }

                // Zero is kept for those who gave all they had: who had exactly the share keeps a crumb that the bound on the error covers.
                level.Money[group] = Math.Max(1, level.Money[group] - payment);
                paidInFull += times[i];
            }
        }

        level.Active.Emptied += exact.Purchase.Poor;
        errorOfAll += 2 * paidInFull;
        error += 2;
        FullPayers.Add(paidInFull);
        ledger.Add(exact.Purchase);
    }
}
