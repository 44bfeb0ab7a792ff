using System.Globalization;
using Participatory.Grants.Rules;
using Participatory.Grants.V1;
using Participatory.Words;

namespace Participatory.Grants.Awards;

/// <summary>
/// The agreement, in plain language on one page, in the council's language and with the council's days. Its texts stand in
/// services/Words/Agreement.resx under their versions; a version that has been offered is never changed, a new one is added beside it.
/// </summary>
/// <param name="language">The council's first.</param>
internal sealed class Agreement(CultureInfo language, Say say)
{
    /// <summary>The version that is offered now.</summary>
    public const string CurrentVersion = "2026-2";

    /// <summary>In which it is made.</summary>
    public CultureInfo Language => language;

    /// <summary>The current agreement for one award.</summary>
    public string For(AwardRow award, RoundTerms round, MoneyRulesRow rules, Evidence evidence, DateTimeOffset answerBy)
    {
        using var until = Words.Language.In(language);
        // What we say comes first, what people wrote last and together, so that braces in it stay what they are.
        var text = Text(CurrentVersion)
            .Replace("{how-much}", Text(award.FullCostMinor is null ? $"{CurrentVersion}-all" : $"{CurrentVersion}-part"),
                StringComparison.Ordinal)
            .Replace("{evidence}", Text($"{CurrentVersion}-{evidence.ToString().ToLowerInvariant()}"), StringComparison.Ordinal)
            .Replace("{person}", Text(rules.Contact.Length == 0 ? $"{CurrentVersion}-nobody" : $"{CurrentVersion}-person"),
                StringComparison.Ordinal)
            .Replace("{amount}", say.Money(award.AmountMinor, award.Currency), StringComparison.Ordinal)
            .Replace("{cost}", say.Money(award.FullCostMinor ?? award.AmountMinor, award.Currency), StringComparison.Ordinal)
            .Replace("{answer-by}", say.LastDayWithYear(answerBy), StringComparison.Ordinal)
            .Replace("{days}", say.Count(Text($"{CurrentVersion}-days"), round.PayWithinDays!.Value), StringComparison.Ordinal);
        return Filled(text, ("{round}", round.Title!), ("{idea}", award.Title), ("{contact}", rules.Contact));
    }

    private static string Filled(string text, params (string Name, string Words)[] people) => people.Length == 0
        ? text
        : string.Join(people[0].Words, text.Split(people[0].Name).Select(part => Filled(part, people[1..])));

    private static string Text(string name) => Words.Agreement.ResourceManager.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new InvalidOperationException($"Agreement.resx has no text {name}.");
}
