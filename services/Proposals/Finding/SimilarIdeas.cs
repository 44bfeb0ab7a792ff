namespace Participatory.Proposals.Finding;

/// <summary>
/// Which ideas are like a text, by plain statistics (BM25): a word says the more the fewer ideas have it, and the more often it stands in
/// one of few words. Only the rarest words are looked at, so that what has to be read stays little however many ideas there are. Pure.
/// </summary>
internal static class SimilarIdeas
{
    /// <summary>How many words of a text are looked at.</summary>
    internal const int MostWords = 12;

    /// <summary>How many places are read at most in which those words stand.</summary>
    internal const int MostPlaces = 3_000;

    // As the authors of BM25 suggest; an idea has some sixty different words.
    private const double Saturation = 1.2;
    private const double LengthShare = 0.75;
    private const double UsualWords = 60;

    /// <summary>The rarest words of a text, as many as may be read.</summary>
    /// <param name="totals">In how many ideas each word of the text stands; of those that stand in none nothing.</param>
    public static IReadOnlyList<WordTotal> Rarest(IEnumerable<WordTotal> totals)
    {
        var (chosen, places) = (new List<WordTotal>(), 0L);
        foreach (var total in totals.OrderBy(total => total.Ideas).ThenBy(total => total.Word, StringComparer.Ordinal).Take(MostWords))
        {
            places += total.Ideas;
            if (places > MostPlaces)
            {
                break;
            }

            chosen.Add(total);
        }

        return chosen;
    }

    /// <summary>The ideas that share words with the text, the most alike first, and of two alike the newer one.</summary>
    /// <param name="rarest">The words that were looked for.</param>
    /// <param name="places">Where they stand.</param>
    /// <param name="ideas">How many ideas there are.</param>
    /// <param name="most">How many are wanted.</param>
    public static IReadOnlyList<long> Rank(
        IReadOnlyList<WordTotal> rarest, IEnumerable<WordPlace> places, long ideas, int most)
    {
        var weights = rarest.ToDictionary(
            total => total.Word, total => Math.Log(1 + ((double)Math.Max(ideas, total.Ideas) / total.Ideas)), StringComparer.Ordinal);
        // One word in common is chance, unless the text has no more.
        var least = Math.Min(2, rarest.Count);
        return
        [
            .. places.GroupBy(place => place.Sequence).Where(idea => idea.Count() >= least)
                .Select(idea => (Sequence: idea.Key, Score: idea.Sum(place => weights[place.Word] * WeightOf(place))))
                .OrderByDescending(idea => idea.Score).ThenByDescending(idea => idea.Sequence).Take(most).Select(idea => idea.Sequence),
        ];
    }

    private static double WeightOf(WordPlace place) => place.Times * (Saturation + 1)
        / (place.Times + (Saturation * (1 - LengthShare + (LengthShare * place.OfWords / UsualWords))));
}

/// <summary>In how many ideas a word stands.</summary>
internal sealed record WordTotal
{
    public string Word { get; init; } = "";
    public long Ideas { get; init; }
}

/// <summary>That a word stands in an idea.</summary>
internal sealed record WordPlace
{
    public string Word { get; init; } = "";

    /// <summary>Of the idea.</summary>
    public long Sequence { get; init; }

    public int Times { get; init; }

    /// <summary>How many different words the idea has.</summary>
    public int OfWords { get; init; }
}
