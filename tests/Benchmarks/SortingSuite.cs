using Participatory.Proposals.Sorting;

namespace Participatory.Benchmarks;

/// <summary>How long it takes to say how people's piles agree, at the limits of a card sort, set against a tenth of the people.</summary>
internal static class SortingSuite
{
    public static IEnumerable<Figure> Run(bool quick)
    {
        var few = Compared(SortCards.MostSorters / 10, quick);
        var many = Compared(SortCards.MostSorters, quick);
        yield return new("20 people sorted 120 cards", few, "ms");
        yield return new("200 people sorted 120 cards", many, "ms", "20 people sorted 120 cards", few / many);
    }

    private static double Compared(int people, bool quick)
    {
        var random = new Random(7);
        var sorters = Enumerable.Range(0, people)
            .Select(_ => (IReadOnlyList<int>)
                [.. Enumerable.Range(0, OpenCardSort.MostCards).Select(card => (card / 10) + random.Next(0, 3))])
            .ToList();
        return Measure.Milliseconds(() => _ = SortAgreement.Of(OpenCardSort.MostCards, sorters).Groups, quick ? 5 : 30);
    }
}
