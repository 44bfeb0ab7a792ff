using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Priorities;

/// <summary>How choices, priorities and answers to them are said.</summary>
public static class PriorityWords
{
    /// <summary>With fewer people, or where all chose alike, Proposals says no numbers.</summary>
    public const int FewestPeople = 20;

    /// <summary>Why a theme is no priority; empty where it is one.</summary>
    public static string WhyNot(ThemeOutcome outcome) => outcome switch
    {
        ThemeOutcome.Fewer => Words.Priorities.WhyFewer,
        ThemeOutcome.Tied => Words.Priorities.WhyTied,
        ThemeOutcome.Nobody => Words.Priorities.WhyNobody,
        ThemeOutcome.Shared => Words.Priorities.WhyShared,
        ThemeOutcome.TooFew => Words.Priorities.WhyTooFew,
        ThemeOutcome.NotNamed => Words.Priorities.WhyNotNamed,
        _ => "",
    };

    public static string Of(PriorityAnswerKind answer) => answer switch
    {
        PriorityAnswerKind.WeWill => Words.Priorities.WeWill,
        PriorityAnswerKind.WeWillNot => Words.Priorities.WeWillNot,
        _ => Words.Priorities.Together,
    };

    /// <summary>How it was counted.</summary>
    public static string Rule(ThemeChoice choice) =>
        choice.Rule == "greedy" ? Words.Priorities.CountedGreedy : Words.Priorities.CountedShares;

    /// <summary>So few chose, or all alike, that numbers would say who chose what.</summary>
    public static bool IsClosed(ThemeChoice choice) =>
        choice.Way == ThemeChoiceWay.Chosen && choice.Themes.All(theme => !theme.HasChosen);

    public static IEnumerable<ChosenTheme> PrioritiesOf(ThemeChoice choice) => choice.Themes.Where(theme => theme.Rank > 0);

    /// <summary>Priorities of several areas to choose from, each with its area.</summary>
    public static IReadOnlyList<Choice> Choices(Round round, IEnumerable<ThemeChoice> choices, Say say) =>
    [
        .. from choice in choices
           from theme in PrioritiesOf(choice)
           select new Choice(theme.PriorityId, round.Areas.Count == 1 ? theme.Statement
               : say.Fill(Words.Priorities.InArea, theme.Statement, Phases.AreaName(round, choice.AreaCode))),
    ];
}
