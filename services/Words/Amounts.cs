using System.Collections.Frozen;
using System.Globalization;

namespace Participatory.Words;

/// <summary>Money as people write it: "£4,000", "£12.50", "PLN 4,000".</summary>
public static class Amounts
{
    /// <summary>Currencies whose smallest unit is not a hundredth (ISO 4217).</summary>
    private static readonly FrozenDictionary<string, int> UnusualDigits = new Dictionary<string, int>
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0,
        ["PYG"] = 0, ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
    }.ToFrozenDictionary();

    /// <summary>Signs that mean one currency only; every other currency is written with its code.</summary>
    private static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string>
    {
        ["GBP"] = "£", ["EUR"] = "€", ["USD"] = "US$", ["CAD"] = "CA$", ["JPY"] = "JP¥",
    }.ToFrozenDictionary();

    /// <returns>How many digits stand behind the point: 2 for GBP, 0 for JPY.</returns>
    public static int Digits(string currency) => UnusualDigits.GetValueOrDefault(currency, 2);

    /// <returns>What stands in front of an amount field: "£", or the code.</returns>
    public static string Sign(string currency) => Signs.GetValueOrDefault(currency, currency);

    /// <returns>Whole amounts lose their zeros: "£4,000".</returns>
    public static string Text(long minor, string currency, CultureInfo culture)
    {
        var digits = Digits(currency);
        var unit = Unit(digits);
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        // A code is kept apart from its number, and the two stay on one line.
        format.CurrencySymbol = Signs.TryGetValue(currency, out var sign) ? sign : currency + "\u00a0";
        format.CurrencyDecimalDigits = minor % unit == 0 ? 0 : digits;
        return (minor / (decimal)unit).ToString("C", format);
    }

    /// <returns>The amount in whole units: 12.50 for 1250 GBP.</returns>
    public static decimal InUnits(long minor, string currency) => minor / (decimal)Unit(Digits(currency));

    /// <returns>An amount as an amount field holds it, without its sign: "4000" or "12.50".</returns>
    public static string Field(long minor, string currency, CultureInfo culture)
    {
        var units = InUnits(minor, currency);
        return units.ToString(units == decimal.Truncate(units) ? "0"
            : "F" + Digits(currency).ToString(CultureInfo.InvariantCulture), culture);
    }

    /// <returns>An amount in whole units as a file holds it, whatever the language: "1200", "12.5".</returns>
    public static string Plain(long minor, string currency) => InUnits(minor, currency).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads what a person typed or pasted: "4000", "£4,000", "4 000.50", "1.234,56". A point or a comma parts thousands only in proper
    /// groups of three; what could be two amounts to two people is neither, and both are said.
    /// </summary>
    /// <param name="culture">Which of point and comma parts thousands where it is written as it should be.</param>
    public static AmountRead Read(string? typed, string currency, CultureInfo culture)
    {
        var text = TypedText.Plain(typed).Replace(TypedText.Plain(Sign(currency)), "", StringComparison.OrdinalIgnoreCase)
            .Replace(currency, "", StringComparison.OrdinalIgnoreCase).Trim();
        var at = text.LastIndexOfAny([',', '.']);
        if (at < 0 || text.AsSpan().Count(text[at]) > 1)
        {
            return new(Whole(text) is { } whole ? Minor(whole, "", currency) : null);
        }

        var (before, after) = (text[..at], text[(at + 1)..]);
        var isOurPoint = culture.NumberFormat.CurrencyDecimalSeparator == text[at..(at + 1)];
        var split = Whole(before) is { } units && !before.Contains(text[at], StringComparison.Ordinal) && after.All(char.IsAsciiDigit)
            ? Minor(units, after, currency) : null;
        if (before.Any(sign => !char.IsAsciiDigit(sign)))
        {
            // Thousands are parted by another sign, so this one can only be the point.
            return new(split);
        }

        var joined = before.Length > 0 && after.Length is > 0 and <= 3 && after.All(char.IsAsciiDigit)
            ? Minor(before + after, "", currency) : null;
        var isGroup = Whole(text) is not null;
        return (isOurPoint, isGroup) switch
        {
            (true, false) or (true, true) when after.Length <= Digits(currency) => new(split),
            (false, true) => new(joined),
            _ when split is { } one && joined is { } other && one != other => new(null, [one, other]),
            _ => new(null),
        };
    }

    /// <returns>The digits of a whole number, in proper groups of three or in none; null for anything else.</returns>
    private static string? Whole(string text)
    {
        var parting = text.FirstOrDefault(sign => !char.IsAsciiDigit(sign));
        string[] groups = parting is ' ' or ',' or '.' ? text.Split(parting) : [text];
        var areProper = groups.Length == 1
            || (groups[0].Length is > 0 and <= 3 && groups[0][0] != '0' && groups.Skip(1).All(group => group.Length == 3));
        return areProper && groups.All(group => group.All(char.IsAsciiDigit)) ? string.Concat(groups) : null;
    }

    /// <returns>Null where it is finer than the smallest unit, more than can be held, or nothing.</returns>
    private static long? Minor(string units, string fraction, string currency)
    {
        if ((units + fraction).Length is 0 or > 24
            || decimal.Parse($"0{units}.{fraction}0", CultureInfo.InvariantCulture) is var amount && amount > long.MaxValue / 1_000_000m)
        {
            return null;
        }

        var exact = amount * Unit(Digits(currency));
        return (long)exact == exact ? (long)exact : null;
    }

    private static long Unit(int digits) => digits switch { 0 => 1, 3 => 1000, _ => 100 };
}

/// <summary>What an amount field holds.</summary>
/// <param name="Minor">In the smallest unit; null where it is no amount, or not surely one.</param>
/// <param name="Readings">The two amounts that it could be, where it is not clear which.</param>
public readonly record struct AmountRead(long? Minor, IReadOnlyList<long>? Readings = null);
