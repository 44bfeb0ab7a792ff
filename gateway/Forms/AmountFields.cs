using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Forms;

/// <summary>Amounts of money as people type them.</summary>
internal static class AmountFields
{
    /// <returns>The amount; null where it could not be read, which then stands beside the field.</returns>
    public static Money? ReadAmount(this ModelStateDictionary state, string field, string? typed, string currency)
    {
        var read = Amounts.Read(typed, currency, CultureInfo.CurrentCulture);
        if (read.Minor is { } minor)
        {
            return new Money { AmountMinor = minor, Currency = currency };
        }

        state.AddModelError(field, FaultOf(read, currency));
        return null;
    }

    /// <summary>What to say about an amount that could not be read.</summary>
    public static string FaultOf(AmountRead read, string currency)
    {
        var reader = CultureInfo.CurrentCulture;
        return read.Readings is [var one, var other]
            ? string.Format(reader, Words.Ideas.CostDoubtful, Amounts.Text(one, currency, reader), Amounts.Text(other, currency, reader),
                Amounts.Field(one, currency, reader), Amounts.Field(other, currency, reader))
            : Words.Ideas.CostWrong;
    }
}
