using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.Sorting;
using Participatory.Proposals.Themes;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>What comes of sorting and of naming themes, in every phase and for every state.</summary>
public sealed class SortingDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AreaRow[] Areas = [new() { AreaCode = "E05000001" }, new() { AreaCode = "E05000002" }];
    private static readonly CardSortRow Sort = new() { SortId = "s", OpenedBy = "G", Voices = 2 };
    private static readonly ThemeRow Theme = new() { ThemeId = "t", RoundId = "r", Statement = "I rest", NamedBy = "G" };

    private static readonly VoiceRow[] Voices =
        [.. Enumerable.Range(0, 3).Select(at => new VoiceRow { VoiceId = $"v{at}", RoundId = "r", AreaCode = "E05000001" })];

    private static readonly DrawnVoice[] Drawn = [.. Voices.Select(voice => new DrawnVoice { VoiceId = voice.VoiceId })];

    [Fact]
    public void Every_command_in_every_phase_of_a_round() => StateTable.Holds<Phase>(
        """
                  Open              Close Sort Name              Change            Publish           Delete
        LISTENING 3                 yes   2    named             changed           3                 t
        ACCEPTING 3                 yes   2    named             changed           3                 t
        REVIEWING 3                 yes   2    named             changed           3                 t
        BALLOTING 3                 yes   2    named             changed           3                 t
        FINISHED  ROUND_IS_FINISHED yes   2    ROUND_IS_FINISHED ROUND_IS_FINISHED ROUND_IS_FINISHED t
        """,
        ("Open", phase => Opened(phase: phase).Cards.Count),
        ("Close", _ => CloseCardSort.Decide(Sort, Areas, People.Grace, Now)?.ClosedAt == Now),
        ("Sort", _ => Placed(Sort).Cards.Count),
        ("Name", phase => Named(phase: phase).Statement == "I rest" ? "named" : null),
        ("Change", phase => Changed(Theme, phase).Statement == "I sit" ? "changed" : null),
        ("Publish", phase => PublishTheme.Decide(Theme, Round(phase), Areas, 3, People.Grace, Now)?.Quoted),
        ("Delete", _ => DeleteTheme.Decide(Theme, Areas, People.Grace).ThemeId));

    [Fact]
    public void Every_command_to_every_sort() => StateTable.Holds(
        ["OPEN", "FULL", "CLOSED"],
        """
               Close Sort
        OPEN   yes   2
        FULL   yes   SORTERS_FULL
        CLOSED -     CARD_SORT_IS_CLOSED
        """,
        ("Close", state => CloseCardSort.Decide(InState(state), Areas, People.Grace, Now) is not null),
        ("Sort", state => Placed(InState(state), state == "FULL" ? SortCards.MostSorters : SortCards.MostSorters - 1).Cards.Count));

    [Fact]
    public void Every_command_to_every_theme() => StateTable.Holds(
        ["DRAFT", "PUBLISHED"],
        """
                  Change             Publish Delete
        DRAFT     changed            yes     t
        PUBLISHED THEME_IS_PUBLISHED -       THEME_IS_PUBLISHED
        """,
        ("Change", state => Changed(Of(state), "LISTENING").Statement == "I sit" ? "changed" : null),
        ("Publish", state => PublishTheme.Decide(Of(state), Round("LISTENING"), Areas, 3, People.Grace, Now) is not null),
        ("Delete", state => DeleteTheme.Decide(Of(state), Areas, People.Grace).ThemeId));

    [Fact]
    public void A_sort_is_opened_by_officers_of_its_areas_once_at_a_time_and_with_something_to_sort()
    {
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => Opened(by: People.Olu).Sort));
        Assert.Equal("E05000001", Opened("E05000001", by: People.Olu).Sort.AreaCode);
        Assert.Equal("@area_code", StateTable.Outcome(() => Opened("E05000009").Sort));
        Assert.Equal("CARD_SORT_IS_OPEN", StateTable.Outcome(() => Opened(earlier: [Sort]).Sort));
        Assert.NotNull(Opened("E05000001", [Sort]).Sort);
        Assert.NotNull(Opened(earlier: [Sort with { ClosedAt = Now }]).Sort);
        Assert.Equal("CARDS_TOO_FEW", StateTable.Outcome(() => Opened(voices: Drawn[..1]).Sort));
        Assert.Equal("CARD_SORTS_FULL", StateTable.Outcome(() => Opened(
            earlier: [.. Enumerable.Repeat(Sort with { ClosedAt = Now }, OpenCardSort.MostOfRound)]).Sort));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => CloseCardSort.Decide(Sort, Areas, People.Olu, Now)));
    }

    [Fact]
    public void A_theme_quotes_what_is_of_its_round_and_area_and_is_published_with_three_voices_or_a_reason()
    {
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => Named(by: People.Olu)));
        Assert.Equal("E05000001", Named("E05000001", People.Olu).AreaCode);
        Assert.Equal("@theme.area_code", StateTable.Outcome(() => Named("E05000009")));
        Assert.Equal("@theme.voice_ids", StateTable.Outcome(() => Named("E05000002")));
        Assert.Equal("@theme.voice_ids", StateTable.Outcome(() => Named(voices: Voices[..2])));
        Assert.Equal("THEMES_FULL", StateTable.Outcome(() => Named(earlier: NameTheme.MostOfRound)));
        Assert.Equal("THEME_HAS_NO_VOICES", StateTable.Outcome(() => Published(Theme, 0)));
        Assert.Equal("THEME_HAS_FEW_VOICES", StateTable.Outcome(() => Published(Theme, 2)));
        Assert.Equal("THEME_HAS_NO_VOICES", StateTable.Outcome(() => Published(Theme with { FewReason = "New" }, 0)));
        Assert.Equal(1, Published(Theme with { FewReason = "New" }, 1)!.Quoted);
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => DeleteTheme.Decide(Theme, Areas, People.Olu)));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(
            () => PublishTheme.Decide(Theme, Round("LISTENING"), Areas, 3, People.Olu, Now)));
        // A reason is kept only where few are quoted.
        Assert.Equal("", Named(fewReason: "Not needed").FewReason);
    }

    [Theory]
    [InlineData("I can get to the shop by myself", true)]
    [InlineData("I’m asked", true)]
    [InlineData("I'd like to rest", true)]
    [InlineData("“I rest”", true)]
    [InlineData("It is quiet", false)]
    [InlineData("In the park", false)]
    [InlineData("Benches", false)]
    [InlineData("i rest", false)]
    public void An_I_statement_begins_with_I(string statement, bool begins)
    {
        var theme = new Theme { Statement = statement, VoiceIds = { "a", "b", "c" } };
        Assert.Equal(begins ? "yes" : "@statement", StateTable.Outcome(() =>
        {
            new Fields().Theme("", theme, statement, "", theme.VoiceIds, onPurpose: false).Check();
            return true;
        }));
    }

    private static RoundRow Round(string phase) => new() { RoundId = "r", Phase = phase };

    private static CardSortRow InState(string state) => state == "CLOSED" ? Sort with { ClosedAt = Now, ClosedBy = "G" } : Sort;

    private static ThemeRow Of(string state) => state == "PUBLISHED" ? Theme with { PublishedAt = Now, PublishedBy = "G" } : Theme;

    private static (CardSortRow Sort, IReadOnlyList<string> Cards) Opened(
        string area = "", IReadOnlyList<CardSortRow>? earlier = null, IReadOnlyList<DrawnVoice>? voices = null, string phase = "LISTENING",
        Caller? by = null) => OpenCardSort.Decide(
            new() { AreaCode = area }, Round(phase), Areas, earlier ?? [], voices ?? Drawn, 7, by ?? People.Grace, Now);

    private static (IReadOnlyList<PileRow> Piles, IReadOnlyList<SortedCardRow> Cards) Placed(CardSortRow sort, int others = 0) =>
        SortCards.Decide(
            new() { Piles = { new Pile { Name = "A", VoiceIds = { "v0", "gone" } } }, FitsNoneVoiceIds = { "v1" } }, sort,
            new HashSet<string> { "v0", "v1", "v2" }, others);

    private static ThemeRow Named(
        string area = "", Caller? by = null, IReadOnlyCollection<VoiceRow>? voices = null, int earlier = 0,
        string phase = "LISTENING", string fewReason = "") => NameTheme.Decide(
            new() { AreaCode = area, Statement = "I rest", FewReason = fewReason, VoiceIds = { "v0", "v1", "v2" } }, Round(phase), Areas,
            earlier, voices ?? Voices, by ?? People.Grace, Now);

    private static ThemeRow Changed(ThemeRow theme, string phase) => ChangeTheme.Decide(
        theme, Round(phase), Areas, new() { Statement = "I sit", VoiceIds = { "v0", "v1", "v2" } }, Voices, People.Grace);

    private static ThemeRow? Published(ThemeRow theme, int voices) =>
        PublishTheme.Decide(theme, Round("LISTENING"), Areas, voices, People.Grace, Now);
}
