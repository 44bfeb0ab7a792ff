using System.Globalization;

namespace Participatory.Voting;

/// <summary>Money in a sentence and in a file.</summary>
internal static class Amounts
{
    /// <summary>Currencies whose smallest unit is not a hundredth (ISO 4217).</summary>
    private static readonly Dictionary<string, int> UnusualDigits = new(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0,
        ["PYG"] = 0, ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
    };

    /// <summary>How many digits stand behind the point: 2 for GBP, 0 for JPY.</summary>
    public static int Digits(string currency) => UnusualDigits.GetValueOrDefault(currency, 2);

    /// <summary>"£1,200", "£12.50", "PLN 4,000".</summary>
    public static string Text(long minor, string currency)
    {
        var sign = currency switch { "GBP" => "£", "EUR" => "€", "USD" => "US$", _ => currency + "\u00a0" };
        var whole = Whole(minor, currency);
        var format = decimal.IsInteger(whole) ? "N0" : "N" + Digits(currency).ToString(CultureInfo.InvariantCulture);
        return sign + whole.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>"1200", "12.5": as a .pb file has it, in whole units.</summary>
    public static string Plain(long minor, string currency) => Whole(minor, currency).ToString("0.###", CultureInfo.InvariantCulture);

    private static decimal Whole(long minor, string currency) => Digits(currency) switch
    {
        0 => minor,
        3 => minor / 1000m,
        _ => minor / 100m,
    };
}
