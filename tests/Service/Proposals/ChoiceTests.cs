using Participatory.Contracts.Proposals;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Proposals.Chosen;

namespace Participatory.Tests.Service.Proposals;

public sealed class ChoiceTests
{
    [Theory, EveryDatabase]
    public async Task People_choose_until_the_end_and_the_clock_counts_by_itself(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Theme("all", area: "");
        await council.Theme("hidden", published: false);
        await council.Theme("oak", area: Council.Oak);
        var opened = await council.Open();
        Assert.Equal(
            (ThemeChoiceState.Open, ThemeChoiceWay.Chosen, true, 0), (opened.State, opened.Way, opened.TakesChoices, opened.People));
        Assert.Equal(["a", "b", "c", "d", "all"], opened.Themes.Select(theme => theme.ThemeId));
        for (var at = 0; at < 24; at++)
        {
            Assert.False(await council.Choose($"person-{at}", at < 13 ? ["a", "b"] : at < 23 ? ["c"] : ["d"]));
        }

        // Nobody learns anything before its end, officers neither.
        var during = await council.ChoiceOf(People.Grace);
        Assert.Equal(0, during.People);
        Assert.All(during.Themes, theme => Assert.True(theme is { HasChosen: false, Outcome: ThemeOutcome.Unspecified, Rank: 0 }));
        Assert.True((await council.ChoiceOf(People.Resident("person-3"))).ChosenByMe);
        Assert.False((await council.ChoiceOf(People.Resident("person-99"))).ChosenByMe);
        await council.CountChoices();
        Assert.Equal(ThemeChoiceState.Open, (await council.ChoiceOf()).State);

        var decided = await council.Closed();
        Assert.Equal((ThemeChoiceState.Decided, 24, false), (decided.State, decided.People, decided.TakesChoices));
        Assert.Equal(
            [("a", 1, 13, ThemeOutcome.Priority), ("b", 2, 13, ThemeOutcome.Priority), ("c", 0, 10, ThemeOutcome.Fewer),
                ("d", 0, 1, ThemeOutcome.Fewer), ("all", 0, 0, ThemeOutcome.Nobody)],
            decided.Themes.Select(theme => (theme.ThemeId, theme.Rank, theme.Chosen, theme.Outcome)));
        await Council.Refused("CHOICE_IS_OVER", () => council.Choose("late", "a"));
        await council.CountChoices();
        var told = Assert.Single(await council.Service.Published<PrioritiesDecided>());
        Assert.Equal((Council.Elm, "Head of parks", Council.Day(35).ToDateTimeOffset()), (told.AreaCode, told.Role, told.AnswerBy));
        Assert.Equal(
            decided.Themes.Take(2).Select(theme => (theme.PriorityId, theme.Rank, theme.Statement)),
            told.Priorities.Select(one => (one.PriorityId, one.Place, one.Statement)));
    }

    [Theory, EveryDatabase]
    public async Task Each_person_chooses_once_also_when_they_send_many_at_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Open();
        await Race.All(24, at => council.Choose($"person-{at / 4}", at % 2 == 0 ? "a" : "b"));
        Assert.Equal(6, await council.Ask<long>("SELECT COUNT(*) FROM choice_mark"));
        Assert.Equal(6, await council.Ask<long>("SELECT COUNT(*) FROM sealed_choice"));
        // The same request again changes nothing, and says so.
        var request = Choice("c");
        Assert.False((await council.As(People.Amina).ChooseThemesAsync(request)).KnownBefore);
        Assert.True((await council.As(People.Amina).ChooseThemesAsync(request)).KnownBefore);
        Assert.Equal(7, (await council.Closed()).People);
    }

    [Theory, EveryDatabase]
    public async Task Where_few_choose_only_the_priorities_are_said(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Open();
        for (var at = 0; at < 19; at++)
        {
            await council.Choose($"person-{at}", at < 10 ? "d" : at < 18 ? "b" : "a");
        }

        var decided = await council.Closed();
        Assert.Equal(["b", "d"], decided.Themes.Where(theme => theme.Rank > 0).Select(theme => theme.ThemeId));
        Assert.All(decided.Themes, theme => Assert.False(theme.HasChosen));
        Assert.Equal([ThemeOutcome.TooFew], decided.Themes.Where(theme => theme.Rank == 0).Select(theme => theme.Outcome).Distinct());
        Assert.Null(await council.Ask<int?>("SELECT MAX(chosen) FROM choice_theme"));
    }

    [Theory, EveryDatabase]
    public async Task Where_nobody_chose_officers_begin_again(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Open();
        var ended = await council.Closed();
        Assert.Equal((ThemeChoiceState.NobodyChose, 0), (ended.State, ended.People));
        Assert.Empty(await council.Service.Published<PrioritiesDecided>());
        Assert.Empty(council.Keys());
        await council.Open(new(Opening()) { CloseTime = Council.Day(9) });
        await council.Choose("person", "c");
        Assert.Equal("c", (await council.Closed()).Themes[0].ThemeId);
    }

    [Theory, EveryDatabase]
    public async Task A_group_that_met_decides_in_its_own_order(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        var request = Decision("c", "a");
        var decided = await council.As(People.Olu).RecordDecisionAsync(request);
        Assert.Equal(decided, await council.As(People.Olu).RecordDecisionAsync(request));
        Assert.Equal(
            (ThemeChoiceState.Decided, ThemeChoiceWay.Assembly, 34, "Elm Park Library", "Saturday 4 July", People.Olu.ShownAs),
            (decided.State, decided.Way, decided.People, decided.Place, decided.Met, decided.OpenedBy));
        Assert.Equal(
            [("c", 1, ThemeOutcome.Priority), ("a", 2, ThemeOutcome.Priority), ("b", 0, ThemeOutcome.NotNamed),
                ("d", 0, ThemeOutcome.NotNamed)],
            decided.Themes.Select(theme => (theme.ThemeId, theme.Rank, theme.Outcome)));
        Assert.Equal(["I can say c", "I can say a"],
            Assert.Single(await council.Service.Published<PrioritiesDecided>()).Priorities.Select(one => one.Statement));
        await Council.Refused("CHOICE_DECIDED", () => council.Open());
        await Council.Refused("CHOICE_DECIDED", async () => await council.As(People.Grace).RecordDecisionAsync(Decision("b")));
        await Council.Refused("CHOICE_IS_OVER", () => council.Choose("somebody", "a"));
    }

    [Theory, EveryDatabase]
    public async Task Two_officers_who_begin_at_once_begin_once_and_leave_no_key(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        var reasons = await Race.Reasons(
            () => council.As(People.Grace).OpenChoiceAsync(Opening()).ResponseAsync,
            () => council.As(People.Olu).OpenChoiceAsync(Opening()).ResponseAsync,
            () => council.As(People.Grace).RecordDecisionAsync(Decision("a")).ResponseAsync);
        Assert.Single(reasons, "");
        Assert.All(
            reasons.Where(reason => reason.Length > 0), reason => Assert.Contains(reason, (string[])["CHOICE_IS_OPEN", "CHOICE_DECIDED"]));
        Assert.Equal(reasons[2].Length == 0 ? 0 : 1, council.Keys().Count);
        if (reasons[2].Length == 0)
        {
            await Council.Refused("CHOICE_IS_OVER", () => council.Choose("person", "a"));
        }
        else
        {
            Assert.False(await council.Choose("person", "a"));
        }
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_a_choice_is_named(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed(1);
        await Council.Refused("THEMES_TOO_FEW", () => council.Open());
        await council.Theme("b");
        await Council.Refused("INVALID_REQUEST", () => council.Open(new()),
            "request_id", "round_id", "area_code", "places", "rule", "close_time", "answer_time", "answer_role");
        foreach (var (field, spoil) in new (string, Action<OpenChoiceRequest>)[]
        {
            ("places", one => one.Places = 11), ("rule", one => one.Rule = "phragmen"),
            ("close_time", one => one.CloseTime = Council.Day(-1)),
            ("close_time", one => (one.CloseTime, one.AnswerTime) = (Council.Day(400), Council.Day(420))),
            ("answer_time", one => one.AnswerTime = Council.Day(5)), ("answer_time", one => one.AnswerTime = Council.Day(5 + 367)),
            ("answer_role", one => one.AnswerRole = " "), ("area_code", one => one.AreaCode = "E05000009"),
        })
        {
            var request = Opening();
            spoil(request);
            await Council.Refused("INVALID_REQUEST", () => council.Open(request), field);
        }

        await Council.Refused("CHOICE_NOT_FOUND", () => council.Choose("person", "a"));
        await council.Open();
        await Council.Refused("INVALID_REQUEST", () => council.Choose("person"), "theme_ids");
        await Council.Refused("INVALID_REQUEST", () => council.Choose("person", "a", "a"), "theme_ids");
        await Council.Refused("INVALID_REQUEST", () => council.Choose("person", "a", "x"), "theme_ids[1]");
        await Council.Refused(
            "INVALID_REQUEST", () => council.Choose("person", Enumerable.Range(0, 101).Select(at => $"t{at}")), "theme_ids");
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM choice_mark"));
        await Council.Refused("CHOICE_IS_OPEN", () => council.Open());
        await Council.Refused("INVALID_REQUEST", async () => await council.As(People.Grace).RecordDecisionAsync(new()),
            "request_id", "round_id", "area_code", "theme_ids", "people", "place", "met", "answer_time", "answer_role");
    }

    [Theory, EveryDatabase]
    public async Task What_was_decided_stands(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Open();
        await council.Choose("person", "a");
        foreach (var sql in new[]
        {
            "UPDATE theme_choice SET places = 3", "UPDATE theme_choice SET closes_at = closes_at + 1",
            "UPDATE theme_choice SET answer_at = answer_at + 1", "UPDATE sealed_choice SET sealed = choice_key",
        })
        {
            await Refuses(sql);
        }

        await council.Closed();
        foreach (var sql in new[]
        {
            "UPDATE theme_choice SET people = 7", "UPDATE theme_choice SET state = 'OPEN'", "UPDATE priority SET place = 9",
            "DELETE FROM priority",
            "INSERT INTO sealed_choice (round_id, area_code, choice_key, sealed) SELECT round_id, area_code, 0x01, 0x01 "
                + "FROM theme_choice",
        })
        {
            await Refuses(sql);
        }

        async Task Refuses(string sql)
        {
            var refusal = await Record.ExceptionAsync(() => council.Run(sql));
            Assert.True(refusal is System.Data.Common.DbException, $"It is taken: {sql}");
            Assert.Contains("change", refusal.Message, StringComparison.Ordinal);
        }
    }
}
