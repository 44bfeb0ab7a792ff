using System.Numerics;
using Participatory.Counting.Outcomes;

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
    private readonly int[] poorSince;
    private readonly long[] shares;
    private readonly int[] boughtAs;
    private readonly ExactLedger ledger;
    private readonly PriorityQueue<int, double> queue = new();
    private readonly List<(int Project, Offer Offer)> heads = [];
    private const int Never = int.MaxValue;
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
        ledger = new ExactLedger(endowment.Numerator, endowment.Denominator, costs, PaidByPoor);
        units = new long[costs.Length];
        for (var project = 0; project < costs.Length; project++)
        {
            var inUnits = costs[project] == 0 ? 0 : endowment.Numerator.IsZero ? 1L << 62 : costs[project] * (BigInteger)full * endowment.Denominator / endowment.Numerator;
            units[project] = (long)BigInteger.Min(inUnits, 1L << 62);
        }

        money = new long[supporters.Times.Length];
        money.AsSpan().Fill(full);
        poorSince = new int[money.Length];
        poorSince.AsSpan().Fill(Never);
        shares = new long[costs.Length];
        boughtAs = new int[costs.Length];
        boughtAs.AsSpan().Fill(-1);
        for (var project = 0; project < costs.Length; project++)
        {
            if (supporters.Voters[project] > 0)
            {
                // While everybody has the same, the first price is known without a look.
                queue.Enqueue(project, supporters.IsWeighted ? 0 : units[project] / ((double)supporters.Voters[project] * (byCost ? costs[project] : 1)) * (1 - 1e-14));
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
        (offer.Purchase.RichUtility == 0 ? BigInteger.One : offer.Purchase.RichUtility) * (byCost ? costs[project] : 1);

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

    private void Buy(int project, Offer offer)
    {
        if (costs[project] == 0)
        {
            ledger.Add(new Purchase(project, 0, 0));
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
