using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.Themes;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Priorities;

/// <summary>What an area can choose among, whether its people do or a group that met.</summary>
internal static class ChoosableThemes
{
    /// <summary>Of one theme there is nothing to choose.</summary>
    public const int Fewest = 2;

    /// <summary>The round, held until the transaction ends, so that an area begins once.</summary>
    public static async Task<(RoundRow Round, IReadOnlyList<AreaRow> Areas, IReadOnlyList<ThemeRow> Themes, ThemeChoiceRow? Earlier)> Lock(
        Transaction transaction, string roundId, string areaCode)
    {
        var round = await RoundRow.Lock(transaction, roundId);
        return (round, await AreaRow.Load(transaction, [roundId]), await ThemeRow.LoadOfRound(transaction, roundId),
            await ThemeChoiceRow.LockOrNull(transaction, roundId, areaCode));
    }

    /// <summary>The published themes of the area and of the whole round, as they were named. Pure.</summary>
    /// <exception cref="Refusal">The area is another's, it has chosen or chooses, it is too late, or there are too many.</exception>
    public static IReadOnlyList<ChoiceThemeRow> ToChooseFrom(
        RoundRow round, IEnumerable<AreaRow> areas, string areaCode, IEnumerable<ThemeRow> themes, ThemeChoiceRow? earlier, Caller caller)
    {
        new Fields().Require(areas.Any(area => area.AreaCode == areaCode), "area_code", ProposalsReasons.AreaNotInRound).Check();
        caller.MustActIn([areaCode]);
        Phases.CheckAllowsChoosing(round.PhaseNow);
        if (earlier is not null && earlier.StateNow != ThemeChoiceState.NobodyChose)
        {
            throw new Refusal(earlier.StateNow == ThemeChoiceState.Open ? ProposalsReasons.ChoiceIsOpen : ProposalsReasons.ChoiceDecided);
        }

        var open = Of(round, areaCode, themes);
        return open.Count > SealedChoice.MostThemes
            ? throw new Refusal(ProposalsReasons.ThemesTooMany, [("most", SealedChoice.MostThemes)])
            : open;
    }

    /// <summary>The published themes of an area and of the whole round, as they were named. Pure.</summary>
    public static IReadOnlyList<ChoiceThemeRow> Of(RoundRow round, string areaCode, IEnumerable<ThemeRow> themes) =>
    [
        .. themes.Where(theme => theme.PublishedAt is not null && (theme.AreaCode is null || theme.AreaCode == areaCode))
            .OrderBy(theme => theme.Sequence)
            .Select((theme, at) => new ChoiceThemeRow
            {
                RoundId = round.RoundId, AreaCode = areaCode, Position = at, ThemeId = theme.ThemeId, Statement = theme.Statement,
                Voices = theme.Quotes,
            }),
    ];
}

/// <summary>How long things may take.</summary>
internal static class ChoiceTimes
{
    /// <summary>A year, in which there may be a 29 February.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>The day of the council's answer: after it is decided, and within a year.</summary>
    public static Fields AnswerDay(this Fields fields, Timestamp? answer, DateTimeOffset decided) =>
        Instants.Read(answer) is { } day
            ? fields.Require(day > decided && day <= decided + Longest, "answer_time", ProposalsReasons.AnswerDayWrong)
            : fields.Require(holds: false, "answer_time", ProposalsReasons.AnswerDayWrong);
}
