using System.Globalization;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway;

/// <summary>Money as messages carry it, in words and in fields.</summary>
public static class Sums
{
    /// <returns>Empty for an amount that is not there.</returns>
    public static string Money(this Say say, Money? money) => money is null ? "" : say.Money(money.AmountMinor, money.Currency);

    /// <returns>The amount in whole units: 12.50 for 1250 GBP.</returns>
    public static decimal InUnits(this Money money) => Amounts.InUnits(money.AmountMinor, money.Currency);

    /// <returns>An amount as an amount field holds it, without its sign: "4000" or "12.50".</returns>
    public static string Field(this Money money, CultureInfo culture) => Amounts.Field(money.AmountMinor, money.Currency, culture);
}
