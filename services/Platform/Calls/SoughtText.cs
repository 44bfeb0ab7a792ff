using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Participatory.Platform.Calls;

/// <summary>Text that is looked for: what is kept beside people's words to find them by, and what a search asks of it. Pure.</summary>
public static partial class SoughtText
{
    /// <summary>Words as a search looks for them: in small letters, without accents, each run of spaces as one.</summary>
    public static string Fold(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var plain = new StringBuilder(words.Length);
        foreach (var letter in words.Normalize(NormalizationForm.FormKD))
        {
            var isSpace = char.IsWhiteSpace(letter);
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark
                && !(isSpace && (plain.Length == 0 || plain[^1] == ' ')))
            {
                plain.Append(isSpace ? ' ' : char.ToLowerInvariant(letter));
            }
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>For each word of a search what LIKE is asked for, with a backslash before its own signs.</summary>
    public static IReadOnlyList<string> Patterns(string search) =>
    [
        .. Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => $"%{LikeSigns().Replace(word, @"\$&")}%"),
    ];

    [GeneratedRegex(@"[\\%_[]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LikeSigns();
}
