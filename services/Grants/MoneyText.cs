using System.Globalization;
using Participatory.Words;

namespace Participatory.Grants;

/// <summary>Amounts in sentences that are finished here, and in the agreement.</summary>
internal static class MoneyText
{
    public static string Text(long amountMinor, string currency) => Amounts.Text(amountMinor, currency, CultureInfo.InvariantCulture);
}
