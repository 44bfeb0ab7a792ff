using System.Numerics;

namespace Participatory.Counting.Rules.Shares;

/// <content>Which project is the cheapest: looks at the head of the queue, and asks exactly where rounding leaves a doubt.</content>
internal sealed partial class SharesRun
{
    private bool IsAlong(int project, double notAbove)
    {
        if (ledger.Count >= along!.Count || along.Project(ledger.Count) != project)
        {
            return false;
        }

        var whole = along.Whole(ledger.Count);
        foreach (var (other, offer) in heads)
        {
            if (other == project || costs[project] == 0 || offer.AtLeast > notAbove)
            {
                continue;
            }

            var compared = whole > 0 && offer.IsWhole && offer.RichUtility > 0
                ? CompareWhole(other, offer.RichUtility, project, whole) : -1;
            if (compared < 0 || (compared == 0 && places[other] < places[project]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Fills <see cref="heads"/> with all projects that may be the cheapest, and all whose price may be <paramref name="notAbove"/> or
    /// less.
    /// </summary>
    private void LookAtHeads(double notAbove)
    {
        heads.Clear();
        var limit = double.PositiveInfinity;
        while (queue.TryPeek(out var project, out var atLeast) && atLeast <= limit)
        {
            queue.Dequeue();
            if (exclusions.IsOut(project))
            {
                continue;
            }

            var offer = LookClosely(project);
            if (!offer.IsUnaffordable)
            {
                heads.Add((project, offer));
                limit = Math.Max(notAbove, Math.Min(limit, offer.AtMost));
            }
        }
    }

    private Offer LookClosely(int project)
    {
        var offer = Look(project);
        return offer.IsUnclear ? LookExactly(project) : offer;
    }

    private (int Project, Offer Offer) Cheapest()
    {
        var limit = double.PositiveInfinity;
        foreach (var (_, offer) in heads)
        {
            limit = Math.Min(limit, offer.AtMost);
        }

        contenders.Clear();
        foreach (var head in heads)
        {
            if (head.Offer.AtLeast <= limit)
            {
                contenders.Add(head);
            }
        }

        return contenders.Count == 1 ? contenders[0] : CheapestExactly();
    }

    private (int Project, Offer Offer) CheapestExactly()
    {
        if (!contenders.TrueForAll(head => head.Offer.IsWhole))
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                var (project, offer) = contenders[i];
                contenders[i] = (project, offer.Exact is null ? LookExactly(project) : offer);
            }
        }

        var tied = new List<(int Project, Offer Offer)>();
        foreach (var head in contenders)
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
        if (left.Offer.Exact is { } one && right.Offer.Exact is { } other)
        {
            var first = one.Numerator * Divisor(right.Project, other);
            var second = other.Numerator * Divisor(left.Project, one);
            return first.CompareTo(second);
        }

        return CompareWhole(left.Project, left.Offer.RichUtility, right.Project, right.Offer.RichUtility);
    }

    // Products of two whole numbers below 2^63 stay below 2^126.
    private int CompareWhole(int left, long leftUtility, int right, long rightUtility) => byCost
        ? rightUtility.CompareTo(leftUtility)
        : ((Int128)costs[left] * rightUtility).CompareTo((Int128)costs[right] * leftUtility);

    private BigInteger Divisor(int project, ExactOffer offer) =>
        (offer.Purchase.RichUtility == 0 ? BigInteger.One : offer.Purchase.RichUtility) * (byCost ? costs[project] : 1);
}
