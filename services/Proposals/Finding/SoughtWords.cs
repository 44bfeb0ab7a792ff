namespace Participatory.Proposals.Finding;

/// <summary>What a search asks for. Pure.</summary>
/// <param name="IsEmpty">Nothing was typed: everything is found.</param>
/// <param name="Whole">Words that have to stand there as they are.</param>
/// <param name="Least">The last word is at least this, in the order of the database,</param>
/// <param name="Most">and at most this: itself, or every word that it begins.</param>
internal sealed record SoughtWords(bool IsEmpty, IReadOnlyList<string> Whole, string Least, string Most)
{
    // Shorter ones begin too many.
    private const int LeastBeginning = 3;

    // After every letter, and no letter itself.
    private const char AfterAll = '\uFFFF';

    /// <summary>What is sought, in a fixed form: pages of a list belong to it.</summary>
    public string Question => $"{string.Join(' ', Whole)}\n{Least}\n{Most}";

    public static SoughtWords Of(string search)
    {
        var words = IdeaTokens.InOrder(search);
        if (words.Count == 0)
        {
            // Signs alone stand in no list of words.
            return new(string.IsNullOrWhiteSpace(search), [], $"{AfterAll}", "");
        }

        var last = words[^1];
        var whole = words.SkipLast(1).Where(word => word != last).Distinct(StringComparer.Ordinal).ToList();
        return new(IsEmpty: false, whole, last, last.Length < LeastBeginning ? last : $"{last}{AfterAll}");
    }

    /// <summary>Whether a text that is in no list of words holds all of it.</summary>
    public bool IsIn(string text)
    {
        var words = IdeaTokens.InOrder(text).ToHashSet(StringComparer.Ordinal);
        return IsEmpty || (Whole.All(words.Contains)
            && words.Any(word => string.CompareOrdinal(word, Least) >= 0 && string.CompareOrdinal(word, Most) <= 0));
    }
}
