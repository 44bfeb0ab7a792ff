using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Identity;
using Participatory.Proposals.Priorities;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Short words for what people do to say what matters most.</summary>
internal static class Chosen
{
    /// <summary>A theme that everybody reads, as the room of themes leaves it.</summary>
    /// <param name="area">Empty is of the whole round.</param>
    public static Task Theme(
        this Council council, string themeId, string area = Council.Elm, string roundId = Council.RoundId, bool published = true) =>
        council.Run($"""
            INSERT INTO theme (theme_id, round_id, area_code, statement, few_reason, named_by, named_at, published_at, published_by)
            VALUES ('{themeId}', '{roundId}', {(area.Length > 0 ? $"'{area}'" : "NULL")}, 'I can say {themeId}', 'Few came.', 'Grace', 0,
                {(published ? "0, 'Grace'" : "NULL, NULL")})
            """);

    /// <summary>A round with that many published themes in Elm Park: a, b, c and so on.</summary>
    public static async Task MakeThemed(this Council council, int themes = 4, string roundId = Council.RoundId)
    {
        await council.Make(Council.Draft(roundId));
        foreach (var themeId in Ids(themes, roundId))
        {
            await council.Theme(themeId, roundId: roundId);
        }
    }

    public static IReadOnlyList<string> Ids(int themes, string roundId = Council.RoundId) =>
        [.. Enumerable.Range(0, themes).Select(at => $"{(roundId == Council.RoundId ? "" : roundId + "-")}{(char)('a' + at)}")];

    public static OpenChoiceRequest Opening(string area = Council.Elm, string roundId = Council.RoundId) => new()
    {
        RequestId = Council.NewRequest(), RoundId = roundId, AreaCode = area, Places = 2, Rule = "greedy", CloseTime = Council.Day(5),
        AnswerTime = Council.Day(35), AnswerRole = "Head of parks",
    };

    public static RecordDecisionRequest Decision(params IEnumerable<string> themes) => new()
    {
        RequestId = Council.NewRequest(), RoundId = Council.RoundId, AreaCode = Council.Elm, ThemeIds = { themes }, People = 34,
        Place = "Elm Park Library", Met = "Saturday 4 July", AnswerTime = Council.Day(35), AnswerRole = "Head of parks",
    };

    public static async Task<ThemeChoice> Open(this Council council, OpenChoiceRequest? request = null, Caller? by = null) =>
        await council.As(by ?? People.Grace).OpenChoiceAsync(request ?? Opening());

    public static ChooseThemesRequest Choice(params IEnumerable<string> themes) => new()
    {
        RequestId = Council.NewRequest(), RoundId = Council.RoundId, AreaCode = Council.Elm, ThemeIds = { themes },
    };

    public static async Task<bool> Choose(this Council council, string who, params IEnumerable<string> themes) =>
        (await council.As(People.Resident(who)).ChooseThemesAsync(Choice(themes))).KnownBefore;

    /// <summary>The clock has come to the end of the choice, and looks.</summary>
    public static async Task<ThemeChoice> Closed(this Council council, int days = 6)
    {
        council.Service.Clock.Advance(TimeSpan.FromDays(days));
        await council.CountChoices();
        return await council.ChoiceOf();
    }

    public static Task CountChoices(this Council council) =>
        council.Service.Services.GetRequiredService<CountChoices>().Tick(TestContext.Current.CancellationToken);

    public static async Task<ThemeChoice> ChoiceOf(this Council council, Caller? who = null, string area = Council.Elm) =>
        (await council.As(who ?? People.Nobody).ListChoicesAsync(
            new ListChoicesRequest { RoundId = Council.RoundId, AreaCode = area })).Choices.Single();

    /// <summary>Files with private keys of choices.</summary>
    public static IReadOnlyList<string> Keys(this Council council)
    {
        var folder = Path.Combine(council.Service.Data, "keys", "choosing");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.pem") : [];
    }
}
