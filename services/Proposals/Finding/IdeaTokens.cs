using System.Globalization;
using System.Text;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Finding;

/// <summary>
/// Words as ideas are found by them: small letters without accents, and of English words one form for one and many. Where a script has no
/// spaces between words, every two letters beside each other are one. Pure.
/// </summary>
internal static class IdeaTokens
{
    /// <summary>What is longer is found by its beginning.</summary>
    internal const int Longest = 40;

    /// <summary>By how many different words an idea is found; the title's come first.</summary>
    internal const int Most = 200;

    // A title says what an idea is.
    private const int InTitle = 3;

    /// <summary>How often each word stands in an idea.</summary>
    public static IReadOnlyDictionary<string, int> Count(string title, string words)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        Add(InOrder(title), InTitle);
        Add(InOrder(words), 1);
        return times;

        void Add(IEnumerable<string> found, int weight)
        {
            foreach (var word in found)
            {
                if (times.TryGetValue(word, out var before))
                {
                    times[word] = before + weight;
                }
                else if (times.Count < Most)
                {
                    times[word] = weight;
                }
            }
        }
    }

    /// <summary>Every word, in the order in which they stand.</summary>
    public static IReadOnlyList<string> InOrder(string text)
    {
        var (found, run) = (new List<string>(), new List<Rune>());
        var spaceless = false;
        foreach (var sign in VoiceFields.Sought(text).EnumerateRunes())
        {
            // "children's" is one word.
            if (sign.Value is '\'' or 0x2019)
            {
                continue;
            }

            var isOfWord = Rune.IsLetterOrDigit(sign) || Rune.GetUnicodeCategory(sign) == UnicodeCategory.SpacingCombiningMark;
            if (!isOfWord || (run.Count > 0 && spaceless != HasNoSpaces(sign)))
            {
                End();
            }

            if (isOfWord)
            {
                spaceless = HasNoSpaces(sign);
                run.Add(sign);
            }
        }

        End();
        return found;

        void End()
        {
            if (run.Count > 0 && !spaceless)
            {
                found.Add(Folded(Cut(string.Concat(run))));
            }
            else if (run.Count == 1)
            {
                found.Add(run[0].ToString());
            }
            else
            {
                found.AddRange(run.Zip(run.Skip(1), (first, second) => $"{first}{second}"));
            }

            run.Clear();
        }
    }

    /// <summary>One form for one and many, of words in letters of English; others are as they are.</summary>
    internal static string Folded(string word)
    {
        if (word.Length < 4 || word[^1] != 's' || !word.All(char.IsAsciiLetterLower))
        {
            return word;
        }

        return word switch
        {
            [.., 's', 's'] or [.., 'u', 's'] or [.., 'i', 's'] => word,
            [_, _, .., 'i', 'e', 's'] => word[..^3] + "y",
            [.., 's', 's', 'e', 's'] or [.., 's', 'h', 'e', 's'] or [.., 'c', 'h', 'e', 's'] or [.., 'x', 'e', 's'] => word[..^2],
            _ => word[..^1],
        };
    }

    // Two halves of one letter stay together.
    private static string Cut(string word) =>
        word.Length <= Longest ? word : word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];

    /// <summary>Thai, Lao, Burmese, Khmer, Japanese and Chinese.</summary>
    private static bool HasNoSpaces(Rune sign) => sign.Value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F)
        or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
