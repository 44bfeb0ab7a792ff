using System.Numerics;

namespace Participatory.Counting.Rules.Shares;

/// <summary>One run of the Method of Equal Shares with a given endowment.</summary>
/// <remarks>
/// <para>
/// Everybody gets the same endowment. A project's price is the smallest ρ at which its supporters together can pay it, each paying ρ × utility or all that is left; the project
/// with the smallest price is bought, until nothing can be bought any more. (Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021.)
/// </para>
/// <para>
/// Why it is exact. Amounts are kept rounded, in units of <c>endowment / 2^s</c>, together with a bound on how far off they are (<see cref="error"/>). Whole numbers add up without
/// further rounding, in any order. What such an amount decides is decided only where the bound leaves no doubt; in doubt – equal prices, a share that equals what somebody has,
/// supporters who own exactly the cost – the same question is asked again with the exact fractions of <see cref="ExactLedger"/>. So rounding decides how long it takes and never what comes out.
/// </para>
/// <para>
/// Why it is fast. Money only shrinks, so a price can only rise, and a project that cannot be paid never can be again: projects wait in a queue by the last price known, and only
/// those at its head are looked at.
/// </para>
/// </remarks>
internal sealed class SharesRun
{
    private readonly Supporters supporters;
    private readonly long[] costs;
    private readonly bool byCost;
    private readonly int[] places;
    private readonly long full;
    private readonly long[] units;
    private readonly long[] money;
    private readonly bool[] isPoor;
    private readonly int[] boughtAs;
    private readonly ExactLedger ledger;
    private readonly PriorityQueue<int, double> queue = new();
    private readonly List<(int Project, Offer Offer)> heads = [];
    private long error;

    /// <param name="supporters">The ballots, turned around.</param>
    /// <param name="costs">Costs in minor units.</param>
    /// <param name="byCost">True when a supporter's utility is the project's cost.</param>
    /// <param name="places">Who wins ties.</param>
    /// <param name="endowment">What everybody has at the beginning, in minor units, as a fraction.</param>
    public SharesRun(Supporters supporters, long[] costs, bool byCost, int[] places, (BigInteger Numerator, BigInteger Denominator) endowment)
    {
        this.supporters = supporters;
        this.costs = costs;
        this.byCost = byCost;
        this.places = places;
        var voters = Math.Max(1, supporters.Election.BallotCount);
        // All money together stays below 2^62.
        full = 1L << (62 - (64 - BitOperations.LeadingZeroCount((ulong)voters)));
        ledger = new ExactLedger(endowment.Numerator, endowment.Denominator, costs);
        units = new long[costs.Length];
        for (var project = 0; project < costs.Length; project++)
        {
            var inUnits = endowment.Numerator.IsZero ? 1L << 62 : costs[project] * (BigInteger)full * endowment.Denominator / endowment.Numerator;
            units[project] = (long)BigInteger.Min(inUnits, 1L << 62);
        }

        money = new long[supporters.Times.Length];
        money.AsSpan().Fill(full);
        isPoor = new bool[money.Length];
        boughtAs = new int[costs.Length];
        boughtAs.AsSpan().Fill(-1);
        for (var project = 0; project < costs.Length; project++)
        {
            if (supporters.Voters[project] > 0)
            {
                queue.Enqueue(project, 0);
            }
        }
    }

    /// <summary>Ties that had to be broken: the purchase, and who was in it.</summary>
    public List<(int Purchase, int[] Projects)> Ties { get; } = [];

    public ExactLedger Ledger => ledger;

    /// <summary>For each purchase, how many voters paid their whole share.</summary>
    public List<long> FullPayers { get; } = [];

    /// <summary>Buys the next project.</summary>
    /// <returns>Its index, or -1 when nothing can be bought any more.</returns>
    public int Next()
    {
        LookAtHeads();
        if (heads.Count == 0)
        {
            return -1;
        }

        var (project, offer) = Cheapest();
        foreach (var (other, otherOffer) in heads)
        {
            if (other != project)
            {
                queue.Enqueue(other, otherOffer.AtLeast);
            }
        }

        Buy(project, offer);
        return project;
    }

    /// <summary>Fills <see cref="heads"/> with all projects that may be the cheapest.</summary>
    private void LookAtHeads()
    {
        heads.Clear();
        var limit = double.PositiveInfinity;
        while (queue.TryPeek(out var project, out var atLeast) && atLeast <= limit)
        {
            queue.Dequeue();
            var offer = Look(project);
            if (offer.IsUnclear)
            {
                offer = LookExactly(project);
            }

            if (!offer.IsUnaffordable)
            {
                heads.Add((project, offer));
                limit = Math.Min(limit, offer.AtMost);
            }
        }
    }

    private (int Project, Offer Offer) Cheapest()
    {
        var limit = heads.Min(head => head.Offer.AtMost);
        var contenders = heads.Where(head => head.Offer.AtLeast <= limit).ToList();
        if (contenders.Count == 1)
        {
            return contenders[0];
        }

        var exact = contenders.ConvertAll(head => head.Offer.Exact is null ? (head.Project, Offer: LookExactly(head.Project)) : head);
        var tied = new List<(int Project, Offer Offer)>();
        foreach (var head in exact)
        {
            var compared = tied.Count == 0 ? -1 : ComparePrices(head, tied[0]);
            if (compared < 0)
            {
                tied.Clear();
            }

            if (compared <= 0)
            {
                tied.Add(head);
            }
        }

        tied.Sort((left, right) => places[left.Project].CompareTo(places[right.Project]));
        if (tied.Count > 1)
        {
            Ties.Add((ledger.Count, [.. tied.Select(head => head.Project)]));
        }

        return tied[0];
    }

    // price = numerator / (denominator × utility), and with cost utilities each supporter's utility is the cost instead of 1.
    private int ComparePrices((int Project, Offer Offer) left, (int Project, Offer Offer) right)
    {
        var (one, other) = (left.Offer.Exact!, right.Offer.Exact!);
        var first = one.Numerator * Divisor(right.Project, other);
        var second = other.Numerator * Divisor(left.Project, one);
        return first.CompareTo(second);
    }

    private BigInteger Divisor(int project, ExactOffer offer) =>
        (offer.Purchase.RichUtility.IsZero ? BigInteger.One : offer.Purchase.RichUtility) * (byCost ? costs[project] : 1);

    private Offer Look(int project)
    {
        if (costs[project] == 0)
        {
            return new Offer { IsUnaffordable = false, Exact = new ExactOffer(new Purchase(project, 0, [], 0), 0, []) };
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
        var (poorMoney, poor, share) = (0L, 0L, cost / voters);
        long leastRich;
        long mostPoor;
        while (true)
        {
            var (sum, count) = (0L, 0L);
            (leastRich, mostPoor) = (long.MaxValue, -1);
            foreach (var ballot in ballots)
            {
                var has = money[ballot];
                if (has < share)
                {
                    sum += has * times[ballot];
                    count += times[ballot];
                    mostPoor = isPoor[ballot] ? mostPoor : Math.Max(mostPoor, has);
                }
                else
                {
                    leastRich = Math.Min(leastRich, has);
                }
            }

            if (count == voters)
            {
                return (Int128)sum + ((Int128)voters * error) < cost ? Offer.Never : Offer.Unclear;
            }

            var isSettled = count == poor;
            (poorMoney, poor) = (sum, count);
            share = (cost - poorMoney) / (voters - poor);
            if (isSettled)
            {
                break;
            }
        }

        var off = ((Int128)voters * error) + 1;
        var offEach = (off / (voters - poor)) + 2;
        if (share <= offEach || leastRich <= share + offEach + error || mostPoor >= share - offEach - error)
        {
            return Offer.Unclear;
        }

        return Clear(project, cost - poorMoney, voters - poor, off);
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

        var (missing, utility, poor) = (units[project], (long)total, -1L);
        while (true)
        {
            var (sum, count, taken) = (0L, 0L, 0L);
            for (var i = 0; i < ballots.Length; i++)
            {
                if (isPoor[ballots[i]] || money[ballots[i]] < Payment(missing, utilities[i], utility))
                {
                    var times = supporters.Times[ballots[i]];
                    sum += money[ballots[i]] * times;
                    taken += utilities[i] * times;
                    count += times;
                }
            }

            if (taken == total)
            {
                return (Int128)sum + ((Int128)supporters.Voters[project] * error) < units[project] ? Offer.Never : Offer.Unclear;
            }

            var isSettled = count == poor;
            (missing, utility, poor) = (units[project] - sum, (long)(total - taken), count);
            if (isSettled)
            {
                break;
            }
        }

        var off = ((Int128)supporters.Voters[project] * error) + 1;
        return IsNear(ballots, utilities, missing, utility, off) ? Offer.Unclear : Clear(project, missing, utility, off);
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
            if (!isPoor[ballots[i]] && (distance - error - 2) * richUtility <= off * utilities[i])
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

    /// <summary>The offer in exact fractions.</summary>
    private Offer LookExactly(int project)
    {
        ledger.CatchUp();
        var ballots = supporters.Of(project);
        var poor = new HashSet<int>();
        var paidBefore = new BigInteger[ledger.Count];
        var (poorVoters, richUtility) = (BigInteger.Zero, BigInteger.Zero);
        for (var i = 0; i < ballots.Length; i++)
        {
            richUtility += isPoor[ballots[i]] ? 0 : (BigInteger)UtilityAt(project, i) * supporters.Times[ballots[i]];
        }

        while (!richUtility.IsZero)
        {
            var purchase = new Purchase(project, poorVoters, paidBefore, richUtility);
            var numerator = ledger.Numerator(purchase);
            var before = poor.Count;
            var rate = Ratio(numerator * full, ledger.Endowment * richUtility);
            for (var i = 0; i < ballots.Length; i++)
            {
                var ballot = ballots[i];
                var utility = UtilityAt(project, i);
                if (!isPoor[ballot] && !poor.Contains(ballot)
                    && (IsLess(ballot, rate * utility) ?? MoneyOf(ballot) * richUtility < numerator * utility))
                {
                    poor.Add(ballot);
                }
            }

            if (poor.Count == before)
            {
                var price = Ratio(numerator * full, ledger.Endowment * Divisor(project, new ExactOffer(purchase, numerator, poor)));
                return new Offer
                {
                    IsUnaffordable = false,
                    AtLeast = price * (1 - 1e-14),
                    AtMost = price * (1 + 1e-14),
                    Exact = new ExactOffer(purchase, numerator, poor),
                };
            }

            (poorVoters, richUtility, paidBefore) = SumUp(project, poor);
        }

        return Offer.Never;
    }

    /// <summary>Whether a voter has less than a payment, or null when the rounded amounts are too close to tell.</summary>
    private bool? IsLess(int ballot, double payment)
    {
        // A double keeps 53 bits; the slack is a thousand times what that can lose.
        var slack = ((money[ballot] + payment) * 1e-12) + error + 2;
        return money[ballot] + slack < payment ? true : money[ballot] - slack > payment ? false : null;
    }

    private (BigInteger Poor, BigInteger RichUtility, BigInteger[] PaidBefore) SumUp(int project, HashSet<int> poor)
    {
        var ballots = supporters.Of(project);
        var paidBefore = new BigInteger[ledger.Count];
        var (poorVoters, richUtility) = (BigInteger.Zero, BigInteger.Zero);
        for (var i = 0; i < ballots.Length; i++)
        {
            var times = supporters.Times[ballots[i]];
            if (poor.Contains(ballots[i]))
            {
                poorVoters += times;
                AddPaid(ballots[i], times, paidBefore);
            }
            else if (!isPoor[ballots[i]])
            {
                richUtility += (BigInteger)UtilityAt(project, i) * times;
            }
        }

        return (poorVoters, richUtility, paidBefore);
    }

    private long UtilityAt(int project, int at) => supporters.IsWeighted ? supporters.UtilitiesOf(project)[at] : 1;

    private void AddPaid(int ballot, int times, BigInteger[] paid)
    {
        var choices = supporters.Election.Choices(ballot);
        for (var place = 0; place < choices.Length; place++)
        {
            var purchase = boughtAs[choices[place]];
            if (purchase >= 0 && supporters.Worth(ballot, place, choices.Length) is > 0 and var worth)
            {
                paid[purchase] += (BigInteger)worth * times;
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

    // 2^200 keeps more digits than a double has, whatever the size of the two.
    private static double Ratio(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
        {
            return 0;
        }

        var shift = (int)Math.Max(0, 100 - numerator.GetBitLength() + denominator.GetBitLength());
        return (double)((numerator << shift) / denominator) * Math.Pow(2, -shift);
    }

    private void Buy(int project, Offer offer)
    {
        if (costs[project] == 0)
        {
            ledger.Add(new Purchase(project, 0, [], 0));
            FullPayers.Add(supporters.Voters[project]);
        }
        else if (offer.Exact is { } exact)
        {
            BuyExactly(project, exact);
        }
        else
        {
            BuyRounded(project, offer);
        }

        boughtAs[project] = ledger.Count - 1;
        if (error > full >> 16)
        {
            Refresh();
        }
    }

    private void BuyRounded(int project, Offer offer)
    {
        var ballots = supporters.Of(project);
        var utilities = supporters.UtilitiesOf(project);
        var paidBefore = new BigInteger[ledger.Count];
        var (poor, most, paidInFull) = (0L, 1L, 0L);
        for (var i = 0; i < ballots.Length; i++)
        {
            var ballot = ballots[i];
            var utility = utilities.Length == 0 ? 1 : utilities[i];
            var payment = utilities.Length == 0 ? offer.Missing / offer.RichUtility : (long)Int128.Min(Payment(offer.Missing, utility, offer.RichUtility), long.MaxValue);
            if (isPoor[ballot])
            {
                continue;
            }

            if (money[ballot] >= payment)
            {
                money[ballot] -= payment;
                paidInFull += supporters.Times[ballot];
                most = Math.Max(most, utility);
            }
            else
            {
                poor += supporters.Times[ballot];
                AddPaid(ballot, supporters.Times[ballot], paidBefore);
                money[ballot] = 0;
                isPoor[ballot] = true;
            }
        }

        error = (long)Int128.Min(error + (offer.Error * most / offer.RichUtility) + 2, full);
        ledger.Add(new Purchase(project, poor, paidBefore, offer.RichUtility));
        FullPayers.Add(paidInFull);
    }

    private void BuyExactly(int project, ExactOffer exact)
    {
        ledger.CatchUp();
        var ballots = supporters.Of(project);
        var paidInFull = 0L;
        var divisor = ledger.Endowment * (exact.Purchase.RichUtility.IsZero ? BigInteger.One : exact.Purchase.RichUtility);
        for (var i = 0; i < ballots.Length; i++)
        {
            var ballot = ballots[i];
            if (exact.Poor.Contains(ballot))
            {
                money[ballot] = 0;
                isPoor[ballot] = true;
            }
            else if (!isPoor[ballot])
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
            money[ballot] = isPoor[ballot] ? 0 : (long)(MoneyOf(ballot) * full / ledger.Endowment);
        }

        error = 1;
    }
}
