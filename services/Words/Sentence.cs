using System.Globalization;
using System.Text.RegularExpressions;

namespace Participatory.Words;

/// <summary>
/// A sentence with named places, <c>{fund}</c> or <c>{balance:money}</c>, and the kinds of what stands in them. Where a number
/// decides the form, the forms are divided by " | " and the one place of kind <c>:count</c> is the number that decides.
/// </summary>
public static partial class Sentence
{
    /// <summary>How a value is said: as it is, or as one of these.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["", "number", "count", "money", "date", "time", "until", "lastday", "list"];

    /// <summary>The places of a sentence in all its forms, each once.</summary>
    public static IReadOnlyList<(string Name, string Kind)> Places(string sentence) =>
        [.. Place().Matches(sentence).Select(place => (place.Groups["name"].Value, place.Groups["kind"].Value)).Distinct()];

    /// <summary>The sentence with its values, in the language of the thread.</summary>
    /// <returns>Null where a value is missing or is not what its place wants: a sentence with holes helps nobody.</returns>
    public static string? Fill(string sentence, IReadOnlyDictionary<string, string> values, Say say)
    {
        var form = sentence;
        if (Places(sentence).FirstOrDefault(place => place.Kind == "count").Name is { } decides)
        {
            if (!values.TryGetValue(decides, out var text) || !Number(text, out var number))
            {
                return null;
            }

            form = Plurals.Form(sentence, number, CultureInfo.CurrentUICulture);
        }

        var whole = true;
        var filled = Place().Replace(form, place =>
        {
            var said = values.TryGetValue(place.Groups["name"].Value, out var value)
                ? SaidAs(place.Groups["kind"].Value, value, say) : null;
            whole &= said is not null;
            return said ?? "";
        });
        return whole ? filled : null;
    }

    private static string? SaidAs(string kind, string value, Say say) => kind switch
    {
        "" => value,
        "number" or "count" => Number(value, out var number) ? say.Number(number) : null,
        "money" => Amount.TryParse(value, out var amount) ? say.Money(amount.Minor, amount.Currency) : null,
        "date" => Instant(value, out var instant) ? say.Date(instant) : say.Day(value),
        "time" => Instant(value, out var instant) ? say.DateAndTime(instant) : null,
        "until" => Instant(value, out var end) ? say.Until(end) : null,
        "lastday" => Instant(value, out var end) ? say.LastDay(end) : null,
        "list" => string.Join(Time.ListDivider, value.Split('\n')),
        _ => null,
    };

    private static bool Number(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static bool Instant(string text, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);

    [GeneratedRegex(
        @"\{(?<name>[a-z][A-Za-z0-9]*)(:(?<kind>[a-z]+))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
