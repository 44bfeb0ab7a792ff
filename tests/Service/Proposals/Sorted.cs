using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Short words for what people do with cards and themes.</summary>
internal static class Sorted
{
    /// <summary>Several people say something to a question, in one area.</summary>
    public static async Task<IReadOnlyList<Voice>> SayAll(this Council council, OpenQuestion question, int many, string area = Council.Elm)
    {
        List<Voice> said = [];
        for (var at = 0; at < many; at++)
        {
            said.Add(await council.Say(People.Resident($"speaker-{at}"), Listened.Voice(question, $"Something {at} of {area}.", area)));
        }

        return said;
    }

    /// <summary>A round with one question and voices to it.</summary>
    public static async Task<IReadOnlyList<Voice>> StartWith(this Council council, int voices)
    {
        await council.Make();
        return await council.SayAll(await council.Ask(), voices);
    }

    public static async Task<CardSort> OpenSort(
        this Council council, string area = "", string roundId = Council.RoundId, Caller? by = null) =>
        await council.As(by ?? People.Grace).OpenCardSortAsync(
            new() { RequestId = Council.NewRequest(), RoundId = roundId, AreaCode = area });

    public static async Task<CardSort> CloseSort(this Council council, CardSort sort, Caller? by = null) =>
        await council.As(by ?? People.Grace).CloseCardSortAsync(new() { RequestId = Council.NewRequest(), SortId = sort.SortId });

    public static async Task<CardDeck> Cards(this Council council, CardSort sort, Caller? who = null) =>
        await council.As(who ?? People.Nobody).GetCardsAsync(new() { SortId = sort.SortId });

    public static async Task<CardSortAgreement> Agreement(this Council council, CardSort sort, Caller? who = null) =>
        await council.As(who ?? People.Nobody).GetCardSortAgreementAsync(new() { SortId = sort.SortId, WithPairs = true });

    public static async Task<MyPiles> Piles(this Council council, Caller who, CardSort sort) =>
        await council.As(who).GetMyPilesAsync(new() { SortId = sort.SortId });

    public static Pile Pile(string name, params IEnumerable<Voice> voices) =>
        new() { Name = name, VoiceIds = { voices.Select(voice => voice.VoiceId) } };

    /// <summary>Somebody puts cards into piles; what lies in none of them and is given fits none.</summary>
    public static async Task<MyPiles> Sort(
        this Council council, Caller who, CardSort sort, IEnumerable<Pile> piles, IEnumerable<Voice>? fitsNone = null,
        string? requestId = null) =>
        await council.As(who).SortCardsAsync(new()
        {
            RequestId = requestId ?? Council.NewRequest(), SortId = sort.SortId, Piles = { piles },
            FitsNoneVoiceIds = { (fitsNone ?? []).Select(voice => voice.VoiceId) },
        });

    public static Theme Theme(IEnumerable<Voice> voices, string area = "", string roundId = Council.RoundId) => new()
    {
        RoundId = roundId, AreaCode = area, Statement = "I can sit down on the way to the shop",
        VoiceIds = { voices.Select(voice => voice.VoiceId) },
    };

    public static async Task<Theme> NameTheme(this Council council, Theme theme, Caller? by = null, bool onPurpose = false) =>
        await council.As(by ?? People.Grace).NameThemeAsync(
            new() { RequestId = Council.NewRequest(), Theme = theme, NotAnIStatementOnPurpose = onPurpose });

    public static async Task<Theme> PublishTheme(this Council council, Theme theme, Caller? by = null) =>
        await council.As(by ?? People.Grace).PublishThemeAsync(new() { RequestId = Council.NewRequest(), ThemeId = theme.ThemeId });

    public static async Task<IReadOnlyList<ListedTheme>> Themes(this Council council, ListThemesRequest? request = null) =>
        (await council.As(People.Nobody).ListThemesAsync(request ?? new() { RoundId = Council.RoundId })).Themes;

    public static async Task TakeBack(this Council council, Voice voice, Caller who) =>
        await council.As(who).TakeVoiceBackAsync(new() { RequestId = Council.NewRequest(), VoiceId = voice.VoiceId });
}
