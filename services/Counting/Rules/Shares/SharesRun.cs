using System.Numerics;

namespace Participatory.Counting.Rules.Shares;

/// <summary>Runs of the Method of Equal Shares, one after the other, each with an endowment of its own.</summary>
/// <remarks>
/// <para>
/// Everybody gets the same endowment. A project's price is the smallest ρ at which its supporters together can pay it, each paying ρ ×
/// utility or all that is left; the project
/// with the smallest price is bought, until nothing can be bought any more. (Peters, Pierczyński, Skowron, "Proportional Participatory
/// Budgeting with Additive Utilities", NeurIPS 2021.)
/// </para>
/// <para>
/// Why it is exact. Amounts are kept rounded, in units of <c>endowment / 2^s</c>, together with bounds on how far off each is and all of
/// them together are (<see cref="Error"/>,
/// <see cref="ErrorOfAll"/>). Whole numbers add up without further rounding, in any order. What such an amount decides is decided only
/// where the bound leaves no doubt; in doubt – equal prices, a share that equals what somebody has,
/// supporters who own exactly the cost – the same question is asked again with the exact fractions of <see cref="ExactLedger"/>. So
/// rounding decides how long it takes and never what comes out.
/// </para>
/// <para>
/// Why it is fast. Money only shrinks, so a price can only rise, and a project that cannot be paid never can be again: projects wait in a
/// queue by the last price known, and only
/// those at its head are looked at. Who has nothing left is not looked at again (<see cref="SupportersWithMoney"/>). What was found in one
/// run is where the next one begins to search.
/// </para>
/// </remarks>
internal sealed partial class SharesRun
{
    private const int Never = int.MaxValue;
    private Level[] levels;
    private Level level;
    private readonly long[] costs;
    private readonly bool byCost;
    private readonly int[] places;
    private readonly long full;
    private readonly long[] units;
    private readonly long[] shares;
    private readonly long[] firstShares;
    private readonly int[] boughtAs;
    private readonly Exclusions exclusions;
    private readonly PriorityQueue<int, double> queue = new();
    private readonly List<(int Project, Offer Offer)> heads = [];
    private readonly List<(int Project, Offer Offer)> contenders = [];
    private ExactLedger ledger;
    private Course? along;
    private int firstEmptied;
    private double unitValue;
    private long error;
    private long errorOfAll;

    /// <param name="supporters">The ballots, turned around.</param>
    /// <param name="costs">Costs in minor units.</param>
    /// <param name="byCost">True when a supporter's utility is the project's cost.</param>
    /// <param name="places">Who wins ties.</param>
    public SharesRun(Supporters supporters, long[] costs, bool byCost, int[] places)
    {
        levels = [Level.Finest(supporters)];
        level = levels[0];
        this.costs = costs;
        this.byCost = byCost;
        this.places = places;
        exclusions = new Exclusions(supporters.Election);
        var voters = Math.Max(1, supporters.Election.BallotCount);
        // All money together stays below 2^62.
        full = 1L << (62 - (64 - BitOperations.LeadingZeroCount((ulong)voters)));
        units = new long[costs.Length];
        shares = new long[costs.Length];
        firstShares = new long[costs.Length];
        boughtAs = new int[costs.Length];
        ledger = new ExactLedger(0, 1, costs, PaidByPoor);
    }

    /// <summary>Ties that had to be broken: the purchase, and who was in it.</summary>
    public List<(int Purchase, int[] Projects)> Ties { get; } = [];

    public ExactLedger Ledger => ledger;

    /// <summary>What all runs together took.</summary>
    public Work Work { get; } = new();

    /// <summary>For each purchase, how many voters paid their whole share.</summary>
    public List<long> FullPayers { get; } = [];

    /// <summary>What this run bought so far, and at which prices.</summary>
    public Course Course { get; private set; } = new();

    /// <summary>Whether, so far, a project cannot win because a rival has.</summary>
    public bool IsOut(int project) => exclusions.IsOut(project);

    /// <summary>True when a run along a course stopped because it might depart from it.</summary>
    public bool HasDeparted { get; private set; }

    /// <summary>Groups voters so that runs that buy about in this order are fast.</summary>
    /// <param name="order">Projects by index; the same again is bought as fast as can be, anything else is bought as well.</param>
    public void Expect(IReadOnlyList<int> order) => levels = Level.For(levels[^1].Supporters, order);

    /// <summary>True when the last run bought something that was not expected.</summary>
    public bool WasSurprised => levels.Length > 1 && level == levels[^1];

    /// <summary>The groups of voters that are told apart now, and what they have in rounded amounts.</summary>
    public Level Level => level;

    /// <summary>How far what somebody has may be off. Nobody who has exactly nothing has anything else.</summary>
    public long Error => error;

    /// <summary>How far all amounts together may be off, each taken without its sign.</summary>
    /// <remarks>
    /// It grows slowly: by how much the money of those who give all is off, by so much the others pay too little or too much, and those who
    /// gave all have exactly nothing afterwards. So a purchase
    /// hands on what was off, and only adds the rounding of its cost and of each share.
    /// </remarks>
    public long ErrorOfAll => errorOfAll;

    private Supporters Groups => level.Supporters;

    /// <summary>Gives everybody an endowment and begins anew.</summary>
    /// <param name="endowment">In minor units, as a fraction.</param>
    /// <param name="follow">The course of a run with a smaller endowment; the run stops where it cannot be sure that all runs in between
    /// and this one took the same (<see cref="HasDeparted"/>).</param>
    public void Begin((BigInteger Numerator, BigInteger Denominator) endowment, Course? follow = null)
    {
        (along, Course, HasDeparted) = (follow, new Course(), false);
        Work.Runs++;
        unitValue = (double)endowment.Numerator / (double)endowment.Denominator / full;
        ledger = new ExactLedger(endowment.Numerator, endowment.Denominator, costs, PaidByPoor);
        Ties.Clear();
        FullPayers.Clear();
        queue.Clear();
        exclusions.Reset();
        level = levels[0];
        level.Begin(full);
        (error, errorOfAll) = (0, 0);
        firstEmptied = Never;
        shares.AsSpan().Clear();
        boughtAs.AsSpan().Fill(-1);
        var unit = full * endowment.Denominator;
        for (var project = 0; project < costs.Length; project++)
        {
            var inUnits = costs[project] == 0 ? 0 : endowment.Numerator.IsZero ? 1L << 62 : costs[project] * unit / endowment.Numerator;
            units[project] = (long)BigInteger.Min(inUnits, 1L << 62);
            if (Groups.Voters[project] > 0)
            {
                // While everybody has the same, the first price is known without a look.
                queue.Enqueue(project, Groups.IsWeighted ? 0
                    : units[project] / ((double)Groups.Voters[project] * (byCost ? costs[project] : 1)) * (1 - 1e-14));
            }
        }
    }

    /// <summary>Buys the next project.</summary>
    /// <returns>Its index, or -1 when nothing can be bought any more or, in a run along a course, when it might depart from that.</returns>
    public int Next()
    {
        // Along a course nothing else may be as cheap as what is to be bought was then, see Course.
        var notAbove = along is not null && ledger.Count < along.Count ? along.AtMost(ledger.Count) / unitValue * (1 + 1e-14) : 0;
        LookAtHeads(notAbove);
        if (heads.Count == 0)
        {
            HasDeparted = along is not null && ledger.Count < along.Count;
            return -1;
        }

        var (project, offer) = Cheapest();
        if (along is not null && !IsAlong(project, notAbove))
        {
            HasDeparted = true;
            return -1;
        }

        foreach (var (other, otherOffer) in heads)
        {
            if (other != project)
            {
                queue.Enqueue(other, otherOffer.AtLeast);
            }
        }

        Course.Add(project, offer.AtMost * unitValue * (1 + 1e-14), offer.IsWhole ? offer.RichUtility : 0);
        Buy(project, offer);
        return project;
    }

    /// <summary>Goes over to groups that tell a project's supporters apart.</summary>
    private Offer GoOver(int project, Offer offer)
    {
        while (!level.Knows(project))
        {
            var next = levels[Array.IndexOf(levels, level) + 1];
            next.TakeOver(level);
            level = next;
        }

        // Who has nothing any more is left out there, too, before anybody pays.
        level.Active.MoneyOf(project, out _, out _);
        return offer.Exact is null || costs[project] == 0 ? offer : LookExactly(project);
    }

    private void Buy(int project, Offer offer)
    {
        if (!level.Knows(project))
        {
            offer = GoOver(project, offer);
        }

        if (costs[project] == 0)
        {
            ledger.Add(new Purchase(project, 0, 0));
            FullPayers.Add(Groups.Voters[project]);
        }
        else if (offer.Exact is { } exact)
        {
            BuyExactly(project, exact);
        }
        else
        {
            BuyRounded(project, offer);
        }

        exclusions.Win(project);
        boughtAs[project] = ledger.Count - 1;
    }
}
