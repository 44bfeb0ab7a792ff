using System.Globalization;
using System.Text;

namespace Participatory.Words;

/// <summary>What people type, paste from a letter or a page, or let a keyboard correct.</summary>
public static class TypedText
{
    /// <summary>
    /// Without what cannot be seen (Unicode's Cf and Cc), with plain spaces, and with the plain forms of letters and digits that look
    /// alike in width or come from another script's keyboard.
    /// </summary>
    public static string Plain(string? typed) => string.Concat((typed ?? "").Normalize(NormalizationForm.FormKC)
        .Where(sign => char.IsWhiteSpace(sign)
            || char.GetUnicodeCategory(sign) is not (UnicodeCategory.Format or UnicodeCategory.Control))
        .Select(sign => char.IsWhiteSpace(sign) ? ' '
            : CharUnicodeInfo.GetDecimalDigitValue(sign) is >= 0 and var digit ? (char)('0' + digit) : sign));

    /// <summary>Words of several lines: every kind of line end, a word processor's (U+000B) too, becomes a line feed.</summary>
    public static string Lines(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Replace('\v', '\n');

    /// <summary>
    /// A code, a card or a number of an account as it was given out: <see cref="Plain"/> without the spaces, dashes, quotation marks and
    /// full stops that letters and keyboards put between and around.
    /// </summary>
    public static string Code(string? typed) => string.Concat(Plain(typed).Where(sign => !IsBetween(sign)));

    private static bool IsBetween(char sign) => sign is ' ' or '\u2212' or '.' or ',' or '\'' or '"' or '`'
        || char.GetUnicodeCategory(sign) is UnicodeCategory.DashPunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation;
}
