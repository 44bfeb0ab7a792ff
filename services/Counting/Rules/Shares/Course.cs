namespace Participatory.Counting.Rules.Shares;

/// <summary>What a run bought, in order, and at which prices: the means to skip runs of Add1 that are sure to buy the same.</summary>
/// <remarks>
/// <para>
/// Take runs with endowments from b to b′ that are made to buy the same projects in the same order. Then, by induction over purchases, a
/// larger endowment never means a higher rate nor
/// less money for anybody: everybody begins with more; with more money in everybody's hands the rate at which supporters together pay a
/// cost, each at most what he has, is not higher;
/// and who has more and pays at a rate that is not higher is left with more (with nothing, if that was so with less). So the price of each
/// project at each purchase, once and for all
/// (it is infinite where supporters cannot pay), falls or stays as the endowment grows.
/// </para>
/// <para>
/// Let the run with b be free, and let the run with b′, made to follow it, find before each purchase that every project not yet bought but
/// the next one has a price above the one that
/// the next one had <em>with b</em> (or the same, and comes later in the order of ties). For an endowment in between, the next one costs at
/// most what it did with b and the others at least
/// what they do with b′: so it is the cheapest there, too, and a run left free buys the same. In the end nothing can be bought with b′, so
/// neither in between.
/// That is what <see cref="SharesRun"/> checks along a course, with bounds on all prices; what it cannot be sure of it calls a departure,
/// and then the runs in between are made.
/// </para>
/// <para>Add1 is known not to be monotone in the endowment; nothing here assumes that it is.</para>
/// </remarks>
internal sealed class Course
{
    private readonly List<(int Project, double AtMost, long Whole)> purchases = [];

    public int Count => purchases.Count;

    public int Project(int purchase) => purchases[purchase].Project;

    /// <summary>A bound from above on the price, in minor units per unit of utility.</summary>
    public double AtMost(int purchase) => purchases[purchase].AtMost;

    /// <summary>When everybody who had anything paid the whole share, by what the cost was shared out; else 0.</summary>
    public long Whole(int purchase) => purchases[purchase].Whole;

    public void Add(int project, double atMost, long whole) => purchases.Add((project, atMost, whole));

    /// <summary>Whether another run bought the same in the same order.</summary>
    public bool IsAs(Course other) =>
        purchases.Select(purchase => purchase.Project).SequenceEqual(other.purchases.Select(purchase => purchase.Project));
}
