using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Chunkers;

namespace Participatory.Words;

/// <summary>What became of a piece of a text.</summary>
public enum WordFate
{
    Stayed,
    Removed,
    Added,
}

/// <summary>Words of a text, and spaces, that had the same fate.</summary>
public sealed record WordPiece(WordFate Fate, string Text);

/// <summary>What somebody changed in a text, word by word. Pure.</summary>
public static partial class WordChanges
{
    /// <summary>Of a third of its words on, a text says something else.</summary>
    private const int LargeShare = 3;

    /// <summary>
    /// How many pairs of pieces are looked at, at most. What people write in an idea is shorter: 4,000 letters of a language with short
    /// words are 1,500 pieces. What is longer and has little in common is not compared, because anybody can ask for it again and again.
    /// </summary>
    private const long MostPairs = 4_000_000;

    private static readonly CustomFunctionChunker Chunker = new(text => Split(text));

    /// <summary>The pieces of both texts in the order in which they are read: what was removed before what came in its place.</summary>
    public static IReadOnlyList<WordPiece> Between(string before, string after)
    {
        var (old, now) = (Split(before), Split(after));
        var (begin, end) = Shared(old, now);
        if ((long)(old.Length - begin - end) * (now.Length - begin - end) > MostPairs)
        {
            return Whole(old, now, begin, end);
        }

        var changes = new Differ().CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Chunker);
        List<WordPiece> pieces = [];
        var at = 0;
        foreach (var change in changes.DiffBlocks)
        {
            Add(pieces, WordFate.Stayed, old[at..change.DeleteStartA]);
            at = change.DeleteStartA + change.DeleteCountA;
            Add(pieces, WordFate.Removed, old[change.DeleteStartA..at]);
            Add(pieces, WordFate.Added, now[change.InsertStartB..(change.InsertStartB + change.InsertCountB)]);
        }

        Add(pieces, WordFate.Stayed, old[at..]);
        return pieces;
    }

    /// <summary>Whether a third of the words, or more, are others than before.</summary>
    public static bool IsLarge(string before, string after)
    {
        var counts = Between(before, after).Select(piece => (piece.Fate, Count: CountWords(piece.Text))).ToList();
        var all = CountWords(before) + CountWords(after);
        var changed = counts.Where(one => one.Fate != WordFate.Stayed).Sum(one => one.Count);
        return changed > 0 && changed * LargeShare >= all;
    }

    /// <summary>How many pieces both begin with, and how many of the others both end with.</summary>
    private static (int Begin, int End) Shared(string[] old, string[] now)
    {
        var shorter = Math.Min(old.Length, now.Length);
        var begin = 0;
        while (begin < shorter && old[begin] == now[begin])
        {
            begin++;
        }

        var end = 0;
        while (end < shorter - begin && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        return (begin, end);
    }

    /// <summary>All between what both begin and end with as removed and as added.</summary>
    private static List<WordPiece> Whole(string[] old, string[] now, int begin, int end)
    {
        List<WordPiece> pieces = [];
        Add(pieces, WordFate.Stayed, old[..begin]);
        Add(pieces, WordFate.Removed, old[begin..^end]);
        Add(pieces, WordFate.Added, now[begin..^end]);
        Add(pieces, WordFate.Stayed, old[^end..]);
        return pieces;
    }

    private static void Add(List<WordPiece> pieces, WordFate fate, string[] words)
    {
        if (words.Length > 0)
        {
            pieces.Add(new WordPiece(fate, string.Concat(words)));
        }
    }

    private static int CountWords(string text) => Split(text).Count(piece => !string.IsNullOrWhiteSpace(piece));

    private static string[] Split(string text) => [.. Pieces().Matches(text).Select(piece => piece.Value)];

    [GeneratedRegex(@"\s+|\S+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pieces();
}
