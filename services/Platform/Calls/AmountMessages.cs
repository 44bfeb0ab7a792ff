using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Platform.Calls;

/// <summary>Money as messages carry it. How it reads, and how many digits a currency has, says <see cref="Amounts"/> alone.</summary>
public static class AmountMessages
{
    /// <summary>The amount as messages carry it.</summary>
    public static Money ToMessage(this Amount amount) => new() { AmountMinor = amount.Minor, Currency = amount.Currency };
}
