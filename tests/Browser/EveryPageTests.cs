using Microsoft.Data.Sqlite;

namespace Participatory.Tests.Browser;

/// <summary>
/// Every page answers, fits on the screen, leaves nothing in the console and gives axe nothing to say.
/// </summary>
public sealed class EveryPageTests(FinishedRound round) : IClassFixture<FinishedRound>
{
    [Fact]
    public async Task What_everybody_may_see_can_be_read_by_everybody() => Nothing(await Walk.Through(
        round, Screens.All, "nobody",
        "/search?search=bench", "/", "/rounds", "/rounds/*", "/rounds/*/ideas", "/rounds/*/ideas/*", "/rounds/*/result", "/polls/*/letters",
        "/rounds/*/money", "/ledger",
        "/rounds/*/promises", "/rounds/*/you-said", "/rounds/*/with-us", "/rounds/*/learned", "/rounds/*/fairness",
        "/rounds/elm-park-quick-1/fairness?area=E05000001",
        "/stories", "/stories/*", "/open", "/privacy", "/cookies", "/accessibility", "/start", "/sign-in", "/outbox",
        "/hidden", "/rounds/elm-park-quick-1/voices", "/rounds/*/voices/*", "/rounds/*/voices/*/report",
        "/rounds/elm-park-quick-1/ideas/1/questions", "/rounds/*/ideas/*/questions/*", "/rounds/*/ideas/*/questions/*/report",
        "/rounds/*/ideas/*/timeline", "/rounds/*/map", "/map",
        "/opera", "/rounds/elm-park-quick-1/opera", "/rounds/*/opera/*",
        "/rounds/elm-park-quick-1/priorities", "/rounds/*/sorting", "/rounds/*/sorting/*/result", "/rounds/elm-park-quick-1/themes",
        "/rounds/elm-park-quick-1/themes/*", "/rounds/*/ideas/*/report", "/rounds/elm-park-quick-1/ideas/1/versions",
        "/stories/*/report", "/stop/the-link-of-an-e-mail", "/groups", "/groups/*", "/groups/*/report"));

    [Fact]
    public async Task What_the_lot_follows_from_and_whom_it_drew_stands_on_the_page_of_the_round()
    {
        // As if finance had chosen it when the fund was made; the clock then draws within a minute.
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(round.Data, "grants.db")}"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT OR IGNORE INTO evidence_choice (fund_id, place, evidence, sample_groups, reason, chosen_by, chosen_as, chosen_at)
                SELECT fund_id, 1, 'SAMPLE', 3, 'We would rather talk.', 'finance', 'Finance', created_at FROM fund
                """;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        const string Page = "/rounds/elm-park-quick-1";
        using var visitor = new HttpClient { BaseAddress = round.Pages };
        string text;
        for (var until = DateTime.UtcNow.AddMinutes(2); !(
            text = await visitor.GetStringAsync(new Uri(Page, UriKind.Relative), TestContext.Current.CancellationToken))
            .Contains("Drawn on", StringComparison.Ordinal); await Task.Delay(500))
        {
            Assert.True(DateTime.UtcNow < until, "Nobody was drawn.");
        }

        Assert.Matches("<code>[0-9a-f]{64} [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z</code>", text);
        Nothing(await Walk.Through(round, Screens.All, "nobody", Page));
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_and_can_be_read_by_everybody() =>
        Nothing(await Walk.AtNothing(round, Screens.All, "/rounds/there-is-no-such-round", "/s/a-link-that-is-too-old"));

    [Fact]
    public async Task What_an_officer_sees_can_be_read_by_everybody() => Nothing(await Walk.Through(
        round, Screens.All, "officer",
        "/council", "/council/rounds", "/council/rounds/new", "/council/rounds/*", "/council/rounds/*/ideas",
        "/council/rounds/elm-park-quick-1/dates", "/council/rounds/*/correct",
        "/council/rounds/elm-park-quick-1/ideas?show=Feasible", "/council/rounds/*/ideas/*",
        "/council/rounds/elm-park-quick-1/desk?show=All", "/council/rounds/*/desk/*", "/council/rounds/elm-park-quick-1/valuations",
        "/council/rounds/*/promises", "/council/rounds/*/promises/*", "/council/rounds/*/replies", "/council/rounds/*/funders",
        "/council/rounds/*/release", "/council/releases", "/council/releases/*", "/council/funds", "/council/funds/*",
        "/council/rounds/elm-park-quick-1/rules", "/council/rounds/elm-park-quick-1/grants", "/council/rounds/elm-park-quick-1/clawback",
        "/council/clawbacks",
        "/council/payments", "/council/payments/*", "/council/payees", "/council/payees/*", "/council/runs", "/council/runs/*",
        "/council/rounds/*/sign-off",
        "/council/rounds/elm-park-quick-1/questions", "/council/rounds/elm-park-quick-1/listeners",
        "/council/rounds/elm-park-quick-1/sorting", "/council/rounds/elm-park-quick-1/themes",
        "/council/rounds/elm-park-quick-1/opera", "/council/rounds/*/opera/*", "/council/rounds/*/opera/*/hall",
        "/council/rounds/elm-park-quick-1/voices", "/council/hidden/voices", "/council/hidden/voices/*",
        "/council/rounds/elm-park-quick-1/priorities", "/council/rounds/elm-park-quick-1/priorities/open",
        "/council/hidden", "/council/rounds/*/ideas/*/look", "/council/questions", "/council/hidden/questions",
        "/rounds/elm-park-quick-1/ideas/1/questions", "/rounds/*/ideas/*/questions/*", "/council/hidden/questions/*",
        "/council/rounds/elm-park-quick-1/priorities/meeting", "/council/rounds/elm-park-quick-1/topics",
        "/council/rounds/elm-park-quick-1/areas-on-map",
        "/council/hidden/groups", "/council/hidden/groups/*",
        "/council/stories", "/council/stories/*", "/council/stories/*/look/*",
        "/council/residents", "/council/rounds/elm-park-quick-1/not-heard", "/council/import", "/council/running", "/my/emails"));

    [Fact]
    public async Task What_finance_sees_can_be_read_by_everybody() => Nothing(await Walk.Through(
        round, Screens.All, "finance",
        "/council", "/council/rounds", "/council/rounds/*", "/council/rounds/*/ideas", "/council/releases", "/council/releases/*",
        "/council/funds", "/council/funds/new", "/council/funds/*", "/council/rounds/elm-park-quick-1/rules",
        "/council/rounds/elm-park-quick-1/grants", "/council/clawbacks",
        "/council/payments", "/council/payments/*", "/council/payees", "/council/payees/*", "/council/runs", "/council/runs/*",
            "/council/statement", "/council/payer", "/council/rounds/*/sign-off"));

    [Fact]
    public async Task What_an_administrator_sees_can_be_read_by_everybody() => Nothing(await Walk.Through(
        round, Screens.All, "administrator",
        "/council/staff", "/council/staff/invite", "/council/staff/give", "/council/staff/changes", "/council/staff/sign-out",
        "/council/profile", "/council/profile/change", "/council/profile/logo", "/council/profile/letters",
        "/council/profile/holidays"));

    [Fact]
    public async Task What_a_group_sees_can_be_read_by_everybody() => Nothing(await Walk.Through(
        round, Screens.All, "volunteer",
        "/my", "/my/grants", "/my/grants/*", "/my/grants/*/money", "/my/stories", "/my/stories/*",
        "/my/steps/*/*/*", "/my/steps/*/*/*/minutes", "/my/about/elm-park-quick-1", "/my/themes/*", "/my/emails", "/my/sessions",
        "/my/data", "/my/forget", "/my/voices", "/my/groups", "/groups/new", "/groups/*", "/groups/*/members", "/groups/*/change",
        "/groups/*/add-picture", "/rounds/elm-park-quick-1/ideas/1/writers", "/rounds/elm-park-quick-1/ideas/1/joining",
        "/my/following", "/rounds/elm-park-quick-1/follow", "/rounds/elm-park-quick-1/ideas/1/follow", "/groups/*/follow",
        "/rounds/elm-park-quick-1/sorting", "/rounds/*/sorting/*"));

    private static void Nothing(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));
}
