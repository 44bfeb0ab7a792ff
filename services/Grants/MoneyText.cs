using System.Globalization;
using Participatory.Types.V1;

namespace Participatory.Grants;

/// <summary>Amounts: as messages carry them, and as a person reads them in English.</summary>
internal static class MoneyText
{
    // ISO 4217's minor units where they are not two.
    private static readonly HashSet<string> WithoutMinorUnits = new(StringComparer.Ordinal)
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    private static readonly HashSet<string> WithThousandths = new(StringComparer.Ordinal)
    {
        "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
    };

    /// <summary>The amount as messages carry it.</summary>
    public static Money Of(long amountMinor, string currency) => new() { AmountMinor = amountMinor, Currency = currency };

    /// <summary>How many decimals the currency has.</summary>
    public static int Decimals(string currency) => WithoutMinorUnits.Contains(currency) ? 0 : WithThousandths.Contains(currency) ? 3 : 2;

    /// <summary>"£1,250", "£1,250.50", "1,250 PLN": whole amounts go without zeros behind the point.</summary>
    public static string Text(long amountMinor, string currency)
    {
        var decimals = Decimals(currency);
        var unit = (decimal)Math.Pow(10, decimals);
        var amount = amountMinor / unit;
        var digits = amount.ToString(amountMinor % unit == 0 ? "N0" : $"N{decimals}", CultureInfo.InvariantCulture);
        return currency switch
        {
            "GBP" => $"£{digits}",
            "EUR" => $"€{digits}",
            _ => $"{digits} {currency}",
        };
    }
}
