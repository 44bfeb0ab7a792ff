using System.Globalization;
using System.Resources;
using Participatory.Grants.Rules;
using Participatory.Grants.V1;

namespace Participatory.Grants.Awards;

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
    public static string For(AwardRow award, RoundTerms round, MoneyRulesRow rules, Evidence evidence, DateTimeOffset answerBy)
    {
        // What we say comes first, what people wrote last and together, so that braces in it stay what they are.
        var text = Text(CurrentVersion)
            .Replace("{how-much}", Text(award.FullCostMinor is null ? $"{CurrentVersion}-all" : $"{CurrentVersion}-part"),
                StringComparison.Ordinal)
            .Replace("{evidence}", Text($"{CurrentVersion}-{evidence.ToString().ToLowerInvariant()}"), StringComparison.Ordinal)
            .Replace("{person}", Text(rules.Contact.Length == 0 ? $"{CurrentVersion}-nobody" : $"{CurrentVersion}-person"),
                StringComparison.Ordinal)
            .Replace("{amount}", MoneyText.Text(award.AmountMinor, award.Currency), StringComparison.Ordinal)
            .Replace("{cost}", MoneyText.Text(award.FullCostMinor ?? award.AmountMinor, award.Currency), StringComparison.Ordinal)
            .Replace("{answer-by}", answerBy.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{days}", Days(round.PayWithinDays!.Value), StringComparison.Ordinal);
        return Filled(text, ("{round}", round.Title!), ("{idea}", award.Title), ("{contact}", rules.Contact));
    }

    private static string Days(int number) =>
        Text(number == 1 ? "one-day" : "days").Replace("{number}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Filled(string text, params (string Name, string Words)[] people) => people.Length == 0
        ? text
        : string.Join(people[0].Words, text.Split(people[0].Name).Select(part => Filled(part, people[1..])));

    private static string Text(string name) =>
        Texts.GetString(name, CultureInfo.InvariantCulture) ?? throw new InvalidOperationException($"Agreement.resx has no text {name}.");
}
