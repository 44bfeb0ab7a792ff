using System.Data.Common;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Officers name what several people said, with their voices under it, and nobody sums up without them.</summary>
public sealed class ThemeTests
{
    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    [Theory, EveryDatabase]
    public async Task A_theme_is_for_officers_until_it_is_published_and_then_for_everybody_with_its_voices(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(5);
        var theme = await council.NameTheme(Sorted.Theme(voices.Take(4), Council.Elm), People.Olu);
        Assert.Equal((People.Olu.ShownAs, 4, Council.Elm), (theme.NamedBy, theme.Quotes, theme.AreaCode));
        Assert.Empty(await council.Themes());
        foreach (var (reader, sees) in new[] { (People.Nobody, false), (People.Amina, false), (Hill, false), (People.Olu, true) })
        {
            Func<Task> get = () => council.As(reader).GetThemeAsync(new() { ThemeId = theme.ThemeId }).ResponseAsync;
            Func<Task> list = () => council.As(reader).ListThemeVoicesAsync(new() { ThemeId = theme.ThemeId }).ResponseAsync;
            await (sees ? get() : Council.Refused("THEME_NOT_FOUND", get, "theme_id"));
            await (sees ? list() : Council.Refused("THEME_NOT_FOUND", list, "theme_id"));
            if (reader.Roles.Count > 0)
            {
                Assert.Equal(sees ? 1 : 0, (await council.As(reader).ListThemesForCouncilAsync(new() { RoundId = Council.RoundId }))
                    .Themes.Count);
            }
        }

        Assert.Equal(5, (await Without(council)).Total);
        var published = await council.PublishTheme(theme, People.Olu);
        Assert.Equal((4, People.Olu.ShownAs), (published.Quoted, published.PublishedBy));
        Assert.Equal(published.PublishTime, (await council.PublishTheme(theme)).PublishTime);
        var shown = Assert.Single(await council.Themes(
            new() { RoundId = Council.RoundId, AreaCode = Council.Elm, VoicesEach = 3, Seed = 7 }));
        Assert.Equal(3, shown.Voices.Count);
        Assert.Empty(await council.Themes(new() { RoundId = Council.RoundId, AreaCode = Council.Oak }));
        Assert.Equal(theme.ThemeId, Assert.Single(await council.Themes(
            new() { RoundId = Council.RoundId, VoiceId = voices[0].VoiceId })).Theme.ThemeId);
        Assert.Empty(await council.Themes(new() { RoundId = Council.RoundId, VoiceId = voices[4].VoiceId }));
        // What fits no theme stays to be seen.
        Assert.Equal(voices[4].Words, Assert.Single((await Without(council)).Voices).Words);
        Assert.Equal(
            voices.Take(4).Select(voice => voice.Words),
            (await Voices(council, theme, 1, 3)).Select(voice => voice.Words).Order(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task A_theme_without_voices_is_not_named_and_not_published(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(4);
        await Council.Refused("INVALID_REQUEST", () => council.NameTheme(Sorted.Theme([])), "theme.voice_ids");
        await Council.Refused("INVALID_REQUEST", () => council.NameTheme(Sorted.Theme(voices.Take(2))), "theme.few_reason");
        var few = Sorted.Theme(voices.Take(2));
        few.FewReason = "Both of them said it in one breath.";
        few = await council.NameTheme(few);
        Assert.Equal("Both of them said it in one breath.", few.FewReason);
        var theme = await council.NameTheme(Sorted.Theme(voices.Take(3)));
        await council.TakeBack(voices[0], People.Resident("speaker-0"));
        await Council.Refused("THEME_HAS_FEW_VOICES", () => council.PublishTheme(theme));
        await VoiceHidingTests.Judge(council, People.Grace, voices[1], HidingJudgement.Hide);
        await Council.Refused("THEME_HAS_NO_VOICES", () => council.PublishTheme(few));
        await council.TakeBack(voices[1], People.Resident("speaker-1"));
        foreach (var id in (string[])[theme.ThemeId, few.ThemeId])
        {
            await Assert.ThrowsAnyAsync<DbException>(() => council.Run(
                $"UPDATE theme SET published_at = 1, published_by = 'X' WHERE theme_id = '{id}'"));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_published_theme_stays_as_it_is_and_the_database_refuses_a_change(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(4);
        var theme = await council.NameTheme(Sorted.Theme(voices.Take(3)));
        var change = new ChangeThemeRequest
        {
            RequestId = Council.NewRequest(), ThemeId = theme.ThemeId, Statement = "I rest on the way", VoiceIds = { voices[3].VoiceId },
            FewReason = "It is new.",
        };
        var changed = await council.As(People.Grace).ChangeThemeAsync(change);
        Assert.Equal(("I rest on the way", "It is new.", 1), (changed.Statement, changed.FewReason, changed.Quotes));
        Assert.Equal(changed, await council.As(People.Grace).ChangeThemeAsync(change));
        await council.PublishTheme(theme);
        change.RequestId = Council.NewRequest();
        await Council.Refused("THEME_IS_PUBLISHED", () => council.As(People.Grace).ChangeThemeAsync(change).ResponseAsync);
        await Council.Refused("THEME_IS_PUBLISHED", () => Delete(council, theme));
        foreach (var statement in (string[])
            ["UPDATE theme SET statement = 'I x'", "UPDATE theme SET published_at = NULL, published_by = NULL", "DELETE FROM theme_quote; "
                + "DELETE FROM theme"])
        {
            await Assert.ThrowsAnyAsync<DbException>(() => council.Run(statement));
        }

        var draft = await council.NameTheme(Sorted.Theme(voices.Take(3)));
        await Council.Refused("AREA_OF_OTHERS", () => council.As(Hill).DeleteThemeAsync(
            new() { RequestId = Council.NewRequest(), ThemeId = draft.ThemeId }).ResponseAsync);
        await Delete(council, draft);
        await Council.Refused("THEME_NOT_FOUND", () => Delete(council, draft), "theme_id");
    }

    [Theory, EveryDatabase]
    public async Task What_is_no_I_statement_is_refused_with_an_example_and_named_where_it_is_meant(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(3);
        var theme = Sorted.Theme(voices);
        theme.Statement = "Accessibility of the town centre";
        await Council.Refused("INVALID_REQUEST", () => council.NameTheme(theme), "theme.statement");
        var named = await council.NameTheme(theme, onPurpose: true);
        Assert.Equal("Accessibility of the town centre", named.Statement);
        var change = new ChangeThemeRequest
        {
            RequestId = Council.NewRequest(), ThemeId = named.ThemeId, Statement = "Benches", VoiceIds = { named.VoiceIds },
        };
        await Council.Refused("INVALID_REQUEST", () => council.As(People.Grace).ChangeThemeAsync(change).ResponseAsync, "statement");
        change.NotAnIStatementOnPurpose = true;
        Assert.Equal("Benches", (await council.As(People.Grace).ChangeThemeAsync(change)).Statement);
    }

    [Theory, EveryDatabase]
    public async Task Only_what_everybody_reads_of_the_same_round_and_area_can_be_quoted(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(3);
        var question = (await council.As(People.Nobody).ListQuestionsAsync(new() { RoundId = Council.RoundId })).Questions[0];
        var ours = await council.Say(People.Amina, Listened.Voice(question, "Quietly", audience: VoiceAudience.Council));
        var oak = await council.Say(People.Amina, Listened.Voice(question, "Oak", Council.Oak));
        await council.Make(Council.Draft("other-round"));
        var elsewhere = await council.Say(
            People.Amina, Listened.Voice(await council.Ask(Listened.Question(roundId: "other-round")), "There"));
        foreach (var wrong in (IEnumerable<Voice>)[ours, elsewhere, new Voice { VoiceId = "none" }])
        {
            await Council.Refused("INVALID_REQUEST", () => council.NameTheme(Sorted.Theme([.. voices, wrong])), "theme.voice_ids");
        }

        await Council.Refused(
            "INVALID_REQUEST", () => council.NameTheme(Sorted.Theme([.. voices, oak], Council.Elm)), "theme.voice_ids");
        await Council.Refused("INVALID_REQUEST", () => council.NameTheme(Sorted.Theme(voices, "E09")), "theme.area_code");
        await Council.Refused("AREA_OF_OTHERS", () => council.NameTheme(Sorted.Theme(voices, Council.Elm), Hill));
        Assert.Equal(4, (await council.NameTheme(Sorted.Theme([.. voices, oak, oak]))).Quotes);
    }

    [Theory, EveryDatabase]
    public async Task A_voice_that_is_taken_back_or_hidden_goes_from_themes_and_the_theme_says_how_many_remain(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(4);
        var theme = await council.PublishTheme(await council.NameTheme(Sorted.Theme(voices)));
        await council.TakeBack(voices[0], People.Resident("speaker-0"));
        await VoiceHidingTests.Judge(council, People.Grace, voices[1], HidingJudgement.Hide);
        var left = Assert.Single(await council.Themes(new() { RoundId = Council.RoundId, VoicesEach = 10 }));
        Assert.Equal((2, 4, 2), (left.Theme.Quotes, left.Theme.Quoted, left.Voices.Count));
        var one = await council.As(People.Nobody).GetThemeAsync(new() { ThemeId = theme.ThemeId });
        Assert.Equal(voices.Skip(2).Select(voice => voice.VoiceId).Order(StringComparer.Ordinal), one.VoiceIds);
        Assert.Equal(2, (await Voices(council, theme, 9, 50)).Count);
        Assert.Equal(0, (await Without(council)).Total);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_names_once_and_taking_back_while_it_is_named_leaves_nothing_behind(string engine)
    {
        await using var council = await Council.Start(engine);
        var voices = await council.StartWith(8);
        var request = new NameThemeRequest { RequestId = Council.NewRequest(), Theme = Sorted.Theme(voices.Take(3)) };
        var named = await council.As(People.Grace).NameThemeAsync(request);
        Assert.Equal(named, await council.As(People.Grace).NameThemeAsync(request));
        for (var at = 0; at < 4; at++)
        {
            var (voice, speaker) = (voices[at], People.Resident($"speaker-{at}"));
            var reasons = await Race.Reasons(
                () => council.NameTheme(Sorted.Theme([voice, .. voices.Skip(4)])), () => council.TakeBack(voice, speaker));
            Assert.All(reasons, reason => Assert.Contains(reason, (string[])["", "INVALID_REQUEST"]));
        }

        Assert.Equal(0, await council.Ask<long>("""
            SELECT COUNT(*) FROM theme_quote WHERE NOT EXISTS (SELECT 1 FROM voice WHERE voice.voice_id = theme_quote.voice_id)
            """));
        var all = (await council.As(People.Grace).ListThemesForCouncilAsync(new() { RoundId = Council.RoundId })).Themes;
        Assert.All(all.Skip(1), theme => Assert.Equal(4, theme.Quotes));
    }

    private static async Task<ListVoicesWithoutThemeResponse> Without(Council council) =>
        await council.As(People.Nobody).ListVoicesWithoutThemeAsync(new() { RoundId = Council.RoundId, AreaCode = Council.Elm, Seed = 3 });

    private static async Task<IReadOnlyList<Voice>> Voices(Council council, Theme theme, long seed, int size)
    {
        List<Voice> all = [];
        var token = "";
        do
        {
            var page = await council.As(People.Nobody).ListThemeVoicesAsync(
                new() { ThemeId = theme.ThemeId, Seed = seed, PageSize = size, PageToken = token });
            all.AddRange(page.Voices);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        return all;
    }

    private static async Task Delete(Council council, Theme theme) =>
        await council.As(People.Grace).DeleteThemeAsync(new() { RequestId = Council.NewRequest(), ThemeId = theme.ThemeId });
}
