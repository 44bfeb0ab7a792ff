using System.Globalization;
using System.Resources;

namespace Participatory.Grants;

/// <summary>
/// The agreement, in plain language on one page. Its texts stand in Agreement.resx under their versions; a version that
/// has been offered is never changed, a new one is added beside it.
/// </summary>
internal static class Agreement
{
    /// <summary>The version that is offered now.</summary>
    public const string CurrentVersion = "2026-1";

    private static readonly ResourceManager Texts = new(typeof(Agreement));

    /// <summary>The current agreement for one award.</summary>
    public static string For(string idea, string round, long amountMinor, string currency, int payWithinDays)
    {
        var days = Text(payWithinDays == 1 ? "one-day" : "days").Replace("{number}", payWithinDays.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        // What people wrote goes in last and together, so that braces in it stay what they are.
        var parts = Text(CurrentVersion)
            .Replace("{amount}", MoneyText.Text(amountMinor, currency), StringComparison.Ordinal)
            .Replace("{days}", days, StringComparison.Ordinal)
            .Split("{round}");
        return string.Join(round, parts.Select(part => part.Replace("{idea}", idea, StringComparison.Ordinal)));
    }

    private static string Text(string name) =>
        Texts.GetString(name, CultureInfo.InvariantCulture) ?? throw new InvalidOperationException($"Agreement.resx has no text {name}.");
}
