namespace Participatory.Counting.Rules.Shares;

/// <content>What rounded amounts say, and how far it is to be trusted.</content>
internal sealed partial class SharesRun
{
    private Offer Look(int project)
    {
        if (costs[project] == 0)
        {
            return new Offer { IsUnaffordable = false, Exact = new ExactOffer(new Purchase(project, 0, 0), 0, []) };
        }

        return supporters.IsWeighted ? LookWeighted(project) : LookEqual(project);
    }

    /// <summary>
    /// The offer when all supporters like the project equally, from rounded amounts.
    /// </summary>
    /// <remarks>
    /// Beginning with equal shares for all, those who cannot pay that much give all they have and the others share out the rest, until nobody falls short. The bounds hold as
    /// long as nobody owns so nearly the share that rounding might put him on the other side: <c>nearest</c> looks after that.
    /// </remarks>
    private Offer LookEqual(int project)
    {
        var ballots = supporters.Of(project);
        var times = supporters.Times;
        var cost = units[project];
        var voters = supporters.Voters[project];
        // Shares only rise; the last one, less what rounding may have moved since, is where to begin.
        var (share, settled) = (Math.Max(shares[project], cost / voters), -1L);
        while (true)
        {
            var (sum, poor, withMoney) = (0L, 0L, 0L);
            var (leastRich, mostPoor) = (long.MaxValue, -1L);
            foreach (var ballot in ballots)
            {
                var has = money[ballot];
                if (has >= share)
                {
                    leastRich = Math.Min(leastRich, has);
                    continue;
                }

                poor += times[ballot];
                if (has > 0 || poorSince[ballot] == Never)
                {
                    sum += has * times[ballot];
                    withMoney += times[ballot];
                    mostPoor = Math.Max(mostPoor, has);
                }
            }

            if (poor == voters)
            {
                return (Int128)sum + ((Int128)withMoney * error) < cost ? Offer.Never : Offer.Unclear;
            }

            share = (cost - sum) / (voters - poor);
            if (poor != settled)
            {
                settled = poor;
                continue;
            }

            // Only what the poor have enters the share, so only their rounding does.
            var off = ((Int128)withMoney * error) + 1;
            var offEach = (off / (voters - poor)) + 2;
            shares[project] = Math.Max(0, (long)(share - offEach - error));
            return share <= offEach || leastRich <= share + offEach + error || mostPoor >= share - offEach - error
                ? Offer.Unclear
                : Clear(project, cost - sum, voters - poor, off);
        }
    }

    private Offer LookWeighted(int project)
    {
        var ballots = supporters.Of(project);
        var utilities = supporters.UtilitiesOf(project);
        var total = (Int128)0;
        for (var i = 0; i < ballots.Length; i++)
        {
            total += (Int128)utilities[i] * supporters.Times[ballots[i]];
        }

        // Beyond this, products would not fit; fractions always do.
        if (total >= 1L << 62)
        {
            return Offer.Unclear;
        }

        var (missing, utility, settled) = (units[project], (long)total, -1L);
        while (true)
        {
            var (sum, poor, withMoney, taken) = (0L, 0L, 0L, 0L);
            for (var i = 0; i < ballots.Length; i++)
            {
                var hasNothing = poorSince[ballots[i]] != Never;
                if (hasNothing || money[ballots[i]] < Payment(missing, utilities[i], utility))
                {
                    var times = supporters.Times[ballots[i]];
                    sum += money[ballots[i]] * times;
                    taken += utilities[i] * times;
                    poor += times;
                    withMoney += hasNothing ? 0 : times;
                }
            }

            if (taken == total)
            {
                return (Int128)sum + ((Int128)withMoney * error) < units[project] ? Offer.Never : Offer.Unclear;
            }

            (missing, utility) = (units[project] - sum, (long)(total - taken));
            if (poor == settled)
            {
                var off = ((Int128)withMoney * error) + 1;
                return IsNear(ballots, utilities, missing, utility, off) ? Offer.Unclear : Clear(project, missing, utility, off);
            }

            settled = poor;
        }
    }

    private static Int128 Payment(long missing, long utility, long richUtility) => (Int128)((UInt128)missing * (ulong)utility / (ulong)richUtility);

    private bool IsNear(ReadOnlySpan<int> ballots, ReadOnlySpan<long> utilities, long missing, long richUtility, Int128 off)
    {
        if (missing <= off)
        {
            return true;
        }

        for (var i = 0; i < ballots.Length; i++)
        {
            var distance = Int128.Abs(money[ballots[i]] - Payment(missing, utilities[i], richUtility));
            if (poorSince[ballots[i]] == Never && (distance - error - 2) * richUtility <= off * utilities[i])
            {
                return true;
            }
        }

        return false;
    }

    private Offer Clear(int project, long missing, long richUtility, Int128 off)
    {
        // The slack covers the rounding of these few operations many times over.
        var divisor = (double)richUtility * (byCost ? costs[project] : 1);
        return new Offer
        {
            IsUnaffordable = false,
            AtLeast = ((double)missing - (double)off - 1) / divisor * (1 - 1e-14),
            AtMost = ((double)missing + (double)off + 1) / divisor * (1 + 1e-14),
            Missing = missing,
            RichUtility = richUtility,
            Error = off,
        };
    }

    private void BuyRounded(int project, Offer offer)
    {
        var ballots = supporters.Of(project);
        var utilities = supporters.UtilitiesOf(project);
        var (poor, paidInFull, most, share) = (0L, 0L, 1L, offer.Missing / offer.RichUtility);
        for (var i = 0; i < ballots.Length; i++)
        {
            var ballot = ballots[i];
            if (poorSince[ballot] != Never)
            {
                continue;
            }

            var payment = utilities.Length == 0 ? share : (long)Int128.Min(Payment(offer.Missing, utilities[i], offer.RichUtility), long.MaxValue);
            if (money[ballot] >= payment)
            {
                money[ballot] -= payment;
                paidInFull += supporters.Times[ballot];
                most = utilities.Length == 0 ? 1 : Math.Max(most, utilities[i]);
            }
            else
            {
                poor += supporters.Times[ballot];
                money[ballot] = 0;
                poorSince[ballot] = ledger.Count;
            }
        }

        error = (long)Int128.Min(error + (offer.Error * most / offer.RichUtility) + 2, full);
        ledger.Add(new Purchase(project, poor, offer.RichUtility));
        FullPayers.Add(paidInFull);
    }
}
