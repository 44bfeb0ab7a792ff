namespace Participatory.Proposals.Sorting;

/// <summary>
/// How several people's piles agree. Cards and people are numbers; what is counted is, of each pair of cards, how many people sorted both,
/// and how many of them put the two together. Two cards that somebody found to fit nothing are not together. All shares are compared as
/// whole numbers, so that the same piles always give the same groups. Of a pair that fewer than <see cref="LeastPeople"/> sorted nothing
/// is said: either of two people could take their own piles away and read the other's. Pure.
/// </summary>
internal sealed class SortAgreement
{
    /// <summary>Where somebody has not put a card anywhere yet.</summary>
    public const int NotSorted = -1;

    /// <summary>How many people have to have sorted both cards of a pair before it is compared.</summary>
    public const int LeastPeople = 3;

    private const int MostClose = 3;

    private readonly int cards;
    private readonly int[,] together;
    private readonly int[,] both;

    private SortAgreement(int cards, int[,] together, int[,] both)
    {
        this.cards = cards;
        this.together = together;
        this.both = both;
        Groups = Join();
    }

    /// <summary>Groups of two cards or more, the largest first; in each the cards by their numbers.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>Pairs that enough people have sorted both cards of.</summary>
    public int Pairs => Each().Count(pair => pair.Both > 0);

    /// <summary>Of them those that everybody put together, or nobody.</summary>
    public int Agreed => Each().Count(pair => pair.Both > 0 && (pair.Together == 0 || pair.Together == pair.Both));

    /// <summary>Compares.</summary>
    /// <param name="cards">How many cards there are.</param>
    /// <param name="sorters">For each person, for each card: its pile, from 1; 0 for fits none; or <see cref="NotSorted"/>.</param>
    public static SortAgreement Of(int cards, IEnumerable<IReadOnlyList<int>> sorters)
    {
        var (together, both) = (new int[cards, cards], new int[cards, cards]);
        foreach (var piles in sorters)
        {
            for (var first = 0; first < cards; first++)
            {
                for (var second = first + 1; second < cards && piles[first] != NotSorted; second++)
                {
                    if (piles[second] != NotSorted)
                    {
                        both[first, second] = ++both[second, first];
                        together[first, second] = together[second, first] += piles[first] > 0 && piles[first] == piles[second] ? 1 : 0;
                    }
                }
            }
        }

        for (var first = 0; first < cards; first++)
        {
            for (var second = 0; second < cards; second++)
            {
                if (both[first, second] < LeastPeople)
                {
                    both[first, second] = together[first, second] = 0;
                }
            }
        }

        return new SortAgreement(cards, together, both);
    }

    /// <summary>Every pair of cards.</summary>
    public IEnumerable<PairCount> Each() =>
        from first in Enumerable.Range(0, cards)
        from second in Enumerable.Range(first + 1, cards - first - 1)
        select new PairCount(first, second, together[first, second], both[first, second]);

    /// <summary>The cards that most people have together with one: those of the largest share, and of more people where shares are alike.
    /// </summary>
    public IReadOnlyList<PairCount> Closest(int card) =>
    [
        .. Enumerable.Range(0, cards).Where(other => other != card && together[card, other] > 0)
            .Select(other => new PairCount(card, other, together[card, other], both[card, other]))
            .Order(Comparer<PairCount>.Create((one, other) => other.IsOver(one) ? 1 : one.IsOver(other) ? -1 : one.Second - other.Second))
            .Take(MostClose),
    ];

    /// <summary>
    /// As long as two groups have more yes than no between them, the two with the largest share of yes are joined: average agreement, over
    /// all pairs with one card in each. Of equal ones the first are.
    /// </summary>
    private List<IReadOnlyList<int>> Join()
    {
        var (yes, all) = ((int[,])together.Clone(), (int[,])both.Clone());
        var groups = Enumerable.Range(0, cards).Select(card => (List<int>?)[card]).ToList();
        while (Nearest(yes, all, groups) is var (first, second) && first < second)
        {
            groups[first]!.AddRange(groups[second]!);
            groups[second] = null;
            for (var other = 0; other < cards; other++)
            {
                yes[first, other] = yes[other, first] += yes[second, other];
                all[first, other] = all[other, first] += all[second, other];
            }
        }

        return
        [
            .. groups.OfType<List<int>>().Where(group => group.Count > 1).Select(group => group.Order().ToList())
                .OrderByDescending(group => group.Count).ThenBy(group => group[0]),
        ];
    }

    private (int First, int Second) Nearest(int[,] yes, int[,] all, List<List<int>?> groups)
    {
        var best = new PairCount(0, 0, 1, 2);
        for (var first = 0; first < cards; first++)
        {
            for (var second = first + 1; second < cards && groups[first] is not null; second++)
            {
                if (groups[second] is not null && best.HasLessThan(yes[first, second], all[first, second]))
                {
                    best = new PairCount(first, second, yes[first, second], all[first, second]);
                }
            }
        }

        return (best.First, best.Second);
    }
}

/// <summary>Two cards: how many people put them together, of how many who sorted both.</summary>
internal readonly record struct PairCount(int First, int Second, int Together, int Both)
{
    /// <summary>Its share is larger, or as large of more people.</summary>
    public bool IsOver(PairCount other) => other.HasLessThan(Together, Both)
        || ((long)Together * other.Both == (long)other.Together * Both && Together > other.Together);

    /// <summary>Its share is smaller than the other one.</summary>
    public bool HasLessThan(int together, int both) => (long)together * Both > (long)Together * both;
}
