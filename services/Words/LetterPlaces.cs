using System.Text.RegularExpressions;

namespace Participatory.Words;

/// <summary>
/// What a council leaves open in its own words for letters and e-mails, a name in braces such as <c>{area}</c>, and what is put there.
/// </summary>
public static partial class LetterPlaces
{
    /// <summary>In a letter with a voting code: round and area, how the council calls itself, where and until when people vote.</summary>
    public static readonly IReadOnlyList<string> OfLetters = ["round", "area", "council", "address", "end"];

    /// <summary>In every e-mail.</summary>
    public static readonly IReadOnlyList<string> OfMail = ["council"];

    /// <summary>The first thing in braces that is none of those, or a brace that has no other; null where there is none.</summary>
    public static string? Unknown(string words, IReadOnlyList<string> known) => Braces().Matches(words)
        .Select(match => match.Value)
        .FirstOrDefault(place => !known.Contains(place.Trim('{', '}')) || place is not ['{', .., '}']);

    /// <summary>The words with every place filled, each once: what is put in is not looked at again.</summary>
    public static string Fill(string words, IReadOnlyDictionary<string, string> values) => Braces().Replace(
        words, match => values.TryGetValue(match.Value.Trim('{', '}'), out var value) ? Say.Apart(value) : match.Value);

    /// <summary>Those names as somebody types them, for a hint.</summary>
    public static string Typed(IReadOnlyList<string> known) => string.Join(", ", known.Select(name => $"{{{name}}}"));

    [GeneratedRegex(@"\{[^{}]*\}|[{}]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();
}
