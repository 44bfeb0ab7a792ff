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
internal sealed partial class SharesRun
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
}
