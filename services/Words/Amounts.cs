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

    /// <summary>Reads what a person typed: "4000", "£4,000", "4,000.50", "4 000".</summary>
    /// <returns>False where it is not an amount of that currency, above or below what can be held, or finer than its smallest
    /// unit.</returns>
    public static bool TryRead(string? typed, string currency, CultureInfo culture, out long minor)
    {
        minor = 0;
        var text = (typed ?? "").Replace(Sign(currency), "", StringComparison.OrdinalIgnoreCase)
            .Replace(currency, "", StringComparison.OrdinalIgnoreCase)
            .Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
        if (!decimal.TryParse(text, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, culture, out var amount)
            || amount > long.MaxValue / 1_000_000m)
        {
            return false;
        }

        var exact = amount * Unit(Digits(currency));
        minor = (long)exact;
        return minor == exact;
    }

    private static long Unit(int digits) => digits switch { 0 => 1, 3 => 1000, _ => 100 };
}
