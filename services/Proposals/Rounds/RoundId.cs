using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Participatory.Proposals.Rounds;

/// <summary>An id for a round whose maker gave none: its title in a form that an address can hold, and a suffix of its own.</summary>
internal static class RoundId
{
    private const int MaxWords = 50;

    // Without letters and digits that look alike: ids are read out on the telephone.
    private const string SuffixLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>For example "greener-elm-park-k7m2qx".</summary>
    public static string From(string title)
    {
        var words = new StringBuilder();
        foreach (var letter in title.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                words.Append(char.ToLowerInvariant(letter));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && words.Length > 0 && words[^1] != '-')
            {
                words.Append('-');
            }
        }

        var slug = words.ToString(0, Math.Min(words.Length, MaxWords)).Trim('-');
        return $"{(slug.Length == 0 ? "round" : slug)}-{RandomNumberGenerator.GetString(SuffixLetters, 6)}";
    }
}
