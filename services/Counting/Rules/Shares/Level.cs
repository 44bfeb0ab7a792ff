using System.Runtime.CompilerServices;

namespace Participatory.Counting.Rules.Shares;

/// <summary>Voters in groups that own the same as long as only some projects have been bought, and what they own.</summary>
/// <remarks>
/// A voter's money depends on the winners on the ballot and on nothing else. So, as long as only projects of a small set have been bought,
/// voters whose ballots agree in that set can
/// be counted as one. A run begins with few large groups, and goes over to smaller ones (<see cref="TakeOver"/>) when it buys a project
/// that the groups do not tell apart. Which sets are
/// chosen decides how long a run takes, and never what comes out.
/// </remarks>
internal sealed class Level
{
    private readonly bool[]? known;
    private readonly int[] parents;

    private Level(Supporters supporters, bool[]? known, int[] parents)
    {
        Supporters = supporters;
        this.known = known;
        this.parents = parents;
        Money = new long[supporters.Groups];
        PoorSince = new int[supporters.Groups];
        Active = new SupportersWithMoney(supporters, Money);
    }

    public Supporters Supporters { get; }

    /// <summary>What each voter of a group has, rounded; 0 for exactly nothing.</summary>
    public long[] Money { get; }

    /// <summary>The purchase at which a group's voters gave all they had.</summary>
    public int[] PoorSince { get; }

    public SupportersWithMoney Active { get; }

    /// <summary>The one level that is enough: groups that tell all projects apart.</summary>
    public static Level Finest(Supporters supporters) => new(supporters, null, []);

    /// <summary>A few levels, from the largest groups to the smallest, for runs that will probably buy in a certain order.</summary>
    /// <param name="finest">Groups that tell all projects apart.</param>
    /// <param name="order">The projects, in the order in which they will probably be bought.</param>
    public static Level[] For(Supporters finest, IReadOnlyList<int> order)
    {
        const int Coarse = 5;
        var cuts = Enumerable.Range(1, Coarse).Select(level => order.Count * level / Coarse).ToArray();
        var groupings = new Grouping(finest, order, cuts);
        var levels = new Level[Coarse + 1];
        for (var level = 0; level < Coarse; level++)
        {
            var known = new bool[finest.Voters.Length];
            foreach (var project in order.Take(cuts[level]))
            {
                known[project] = true;
            }

            levels[level] = new Level(finest.Merged(groupings.GroupOf[level], groupings.Counts[level]), known, level == 0 ? []
                : groupings.ParentsOf(level));
        }

        levels[Coarse] = new Level(finest, null, groupings.GroupOf[^1]);
        return levels;
    }

    /// <summary>True when each group's voters agree about a project.</summary>
    public bool Knows(int project) => known is null || known[project];

    /// <summary>Gives everybody the same.</summary>
    public void Begin(long money)
    {
        Money.AsSpan().Fill(money);
        PoorSince.AsSpan().Fill(int.MaxValue);
        Active.Reset(0);
    }

    /// <summary>Goes on where larger groups have come to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void TakeOver(Level larger)
    {
        var (from, fromSince, to, toSince) = (larger.Money, larger.PoorSince, Money, PoorSince);
        for (var group = 0; group < parents.Length && group < to.Length && group < toSince.Length; group++)
        {
            to[group] = from[parents[group]];
            toSince[group] = fromSince[parents[group]];
        }

        Active.Reset(larger.Active.Emptied);
    }
}
