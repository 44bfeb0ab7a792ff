namespace Participatory.Tests.Browser;

/// <summary>
/// Every page answers, fits on the screen, leaves nothing in the console and gives axe nothing to say.
/// </summary>
public sealed class EveryPageTests(FinishedRound round) : IClassFixture<FinishedRound>
{
    public static TheoryData<int, int> Sizes => Screens.Both;

    [Theory, MemberData(nameof(Sizes))]
    public async Task What_everybody_may_see_can_be_read_by_everybody(int width, int height) => Nothing(await Walk.Through(
        round, new Screen(width, height), "nobody",
        "/", "/rounds", "/rounds/*", "/rounds/*/ideas", "/rounds/*/ideas/*", "/rounds/*/result", "/rounds/*/money", "/ledger",
        "/rounds/*/promises", "/rounds/*/you-said", "/rounds/*/with-us", "/rounds/*/learned", "/rounds/*/fairness",
        "/stories", "/stories/*", "/open", "/start", "/sign-in", "/outbox"));

    [Theory, MemberData(nameof(Sizes))]
    public async Task A_page_that_is_not_there_says_so_and_can_be_read_by_everybody(int width, int height) =>
        Nothing(await Walk.AtNothing(round, new Screen(width, height), "/rounds/there-is-no-such-round", "/s/a-link-that-is-too-old"));

    [Theory, MemberData(nameof(Sizes))]
    public async Task What_an_officer_sees_can_be_read_by_everybody(int width, int height) => Nothing(await Walk.Through(
        round, new Screen(width, height), "officer",
        "/council", "/council/rounds", "/council/rounds/new", "/council/rounds/*", "/council/rounds/*/ideas", "/council/rounds/elm-park-quick-1/ideas?show=Feasible", "/council/rounds/*/ideas/*",
        "/council/rounds/*/promises", "/council/rounds/*/promises/*", "/council/rounds/*/replies", "/council/rounds/*/funders",
        "/council/rounds/*/release", "/council/releases", "/council/releases/*", "/council/funds", "/council/funds/*",
        "/council/rounds/elm-park-quick-1/rules", "/council/rounds/elm-park-quick-1/grants", "/council/rounds/elm-park-quick-1/clawback", "/council/clawbacks",
        "/council/payments", "/council/payments/*", "/council/payees", "/council/payees/*", "/council/runs", "/council/runs/*", "/council/rounds/*/sign-off",
        "/council/stories", "/council/stories/*", "/council/import", "/council/running"));

    [Theory, MemberData(nameof(Sizes))]
    public async Task What_finance_sees_can_be_read_by_everybody(int width, int height) => Nothing(await Walk.Through(
        round, new Screen(width, height), "finance",
        "/council", "/council/rounds", "/council/rounds/*", "/council/rounds/*/ideas", "/council/releases", "/council/releases/*",
        "/council/funds", "/council/funds/new", "/council/funds/*", "/council/rounds/elm-park-quick-1/rules", "/council/rounds/elm-park-quick-1/grants", "/council/clawbacks",
        "/council/payments", "/council/payments/*", "/council/payees", "/council/payees/*", "/council/runs", "/council/runs/*", "/council/statement", "/council/rounds/*/sign-off"));

    [Theory, MemberData(nameof(Sizes))]
    public async Task What_a_group_sees_can_be_read_by_everybody(int width, int height) => Nothing(await Walk.Through(
        round, new Screen(width, height), "volunteer",
        "/my", "/my/grants", "/my/grants/*", "/my/grants/*/money", "/my/stories", "/my/stories/*",
        "/my/steps/*/*/*", "/my/steps/*/*/*/minutes", "/my/about/*", "/my/themes/*"));

    private static void Nothing(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));
}
