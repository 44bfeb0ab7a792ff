using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What everybody tries to do with card sorts and themes, for the walk of who may call.</summary>
internal static class ThemeScenes
{
    public static Dictionary<string, Func<Visit, Task<Scene>>> Of(Council council) => new(StringComparer.Ordinal)
    {
        ["OpenCardSort"] = async visit =>
        {
            await Said(council, visit);
            return new(new OpenCardSortRequest { RoundId = visit.Id });
        },
        ["CloseCardSort"] = async visit =>
        {
            await Said(council, visit);
            return new(new CloseCardSortRequest { SortId = (await council.OpenSort(roundId: visit.Id)).SortId });
        },
        ["NameTheme"] = async visit => new(new NameThemeRequest { Theme = Sorted.Theme(await Said(council, visit), roundId: visit.Id) }),
        ["ChangeTheme"] = async visit =>
        {
            var theme = await Named(council, visit);
            return new(new ChangeThemeRequest { ThemeId = theme.ThemeId, Statement = "I rest on the way", VoiceIds = { theme.VoiceIds } });
        },
        ["DeleteTheme"] = async visit => new(new DeleteThemeRequest { ThemeId = (await Named(council, visit)).ThemeId }),
        ["PublishTheme"] = async visit => new(new PublishThemeRequest { ThemeId = (await Named(council, visit)).ThemeId }),
        ["ListThemesForCouncil"] = async visit =>
        {
            await Named(council, visit, Council.Elm);
            return new(new ListThemesForCouncilRequest { RoundId = visit.Id });
        },
    };

    private static async Task<IReadOnlyList<Voice>> Said(Council council, Visit visit)
    {
        await council.Make(Council.Draft(visit.Id));
        return await council.SayAll(await council.Ask(Listened.Question(roundId: visit.Id)), 3);
    }

    private static async Task<Theme> Named(Council council, Visit visit, string area = "") =>
        await council.NameTheme(Sorted.Theme(await Said(council, visit), area, visit.Id));
}
