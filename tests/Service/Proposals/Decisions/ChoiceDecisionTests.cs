using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.Priorities;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.Themes;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>What comes of choosing, in every phase and for every choice; and the count against Counting itself.</summary>
public sealed class ChoiceDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AreaRow[] Areas = [new() { AreaCode = "E05000001" }, new() { AreaCode = "E05000002" }];

    [Fact]
    public void Every_command_in_every_phase_of_a_round() => StateTable.Holds<Phase>(
        """
                  Open              Record            Choose
        LISTENING OPEN              DECIDED           1
        ACCEPTING OPEN              DECIDED           1
        REVIEWING CHOOSING_NO_MORE  CHOOSING_NO_MORE  CHOICE_IS_OVER
        BALLOTING CHOOSING_NO_MORE  CHOOSING_NO_MORE  CHOICE_IS_OVER
        FINISHED  ROUND_IS_FINISHED ROUND_IS_FINISHED CHOICE_IS_OVER
        """,
        ("Open", phase => Opened(phase).State),
        ("Record", phase => Recorded(phase).State),
        ("Choose", phase => ChooseThemes.Decide(Choosing(), In("OPEN"), Themes(2), StateText.Read<Phase>(phase), Now).Count));

    [Fact]
    public void Every_command_in_every_state_of_a_choice() => StateTable.Holds<ThemeChoiceState>(
        """
                     Open            Record          Choose
        OPEN         CHOICE_IS_OPEN  CHOICE_IS_OPEN  1
        DECIDED      CHOICE_DECIDED  CHOICE_DECIDED  CHOICE_IS_OVER
        NOBODY_CHOSE OPEN            DECIDED         CHOICE_IS_OVER
        """,
        ("Open", state => Opened("LISTENING", In(state)).State),
        ("Record", state => Recorded("LISTENING", In(state)).State),
        ("Choose", state => ChooseThemes.Decide(Choosing(), In(state), Themes(2), Phase.Listening, Now).Count));

    [Fact]
    public void People_choose_until_its_instant_and_no_longer()
    {
        var choice = In("OPEN");
        Assert.True(choice.TakesChoices(Phase.Listening, choice.ClosesAt!.Value.AddMicroseconds(-1)));
        Assert.False(choice.TakesChoices(Phase.Listening, choice.ClosesAt!.Value));
    }

    [Fact]
    public void Officers_begin_in_their_own_area_with_published_themes_of_it_and_of_the_whole_round()
    {
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => Opened("LISTENING", by: People.Olu, area: "E05000002")));
        Assert.Equal("@area_code", StateTable.Outcome(() => Opened("LISTENING", area: "E05000009")));
        ThemeRow[] themes =
        [
            new() { ThemeId = "1", Sequence = 9, PublishedAt = Now },
            new() { ThemeId = "2", Sequence = 3, PublishedAt = Now, AreaCode = "E05000001" },
            new() { ThemeId = "3", Sequence = 4, PublishedAt = Now, AreaCode = "E05000002" }, new() { ThemeId = "4", Sequence = 5 },
        ];
        Assert.Equal(["2", "1"], OpenChoice.Decide(Opening(), Round("LISTENING"), Areas, themes, null, People.Grace, Now).Themes
            .Select(theme => theme.ThemeId));
        Assert.Equal("THEMES_TOO_FEW", StateTable.Outcome(
            () => OpenChoice.Decide(Opening(), Round("LISTENING"), Areas, themes[1..2], null, People.Grace, Now)));
        ThemeRow[] many = [.. Enumerable.Range(0, 101).Select(at => new ThemeRow { ThemeId = $"{at}", Sequence = at, PublishedAt = Now })];
        Assert.Equal("THEMES_TOO_MANY", StateTable.Outcome(
            () => OpenChoice.Decide(Opening(), Round("LISTENING"), Areas, many, null, People.Grace, Now)));
        Assert.Equal(100, OpenChoice.Decide(Opening(), Round("LISTENING"), Areas, many[1..], null, People.Grace, Now).Themes.Count);
        Assert.Equal("@theme_ids[0]", StateTable.Outcome(() => RecordDecision.Decide(
            Recording("3"), Round("LISTENING"), Areas, themes, null, People.Grace, Now)));
    }

    [Fact]
    public void Nobody_who_chose_leaves_no_priorities()
    {
        var (decided, all, inOrder) = CountChoices.Decide(In("OPEN"), Themes(3), [], Now);
        Assert.Equal(("NOBODY_CHOSE", 0, Now), (decided.State, decided.People, decided.DecidedAt));
        Assert.Empty(all);
        Assert.Empty(inOrder);
    }

    [Fact]
    public void Choices_are_counted_as_Counting_counts_them()
    {
        var random = new Random(19_2026);
        for (var trial = 0; trial < 300; trial++)
        {
            var (themes, places) = (random.Next(2, 9), random.Next(1, 6));
            List<ushort[]> choices = [.. Enumerable.Range(0, random.Next(20, 60)).Select(_ => Some(themes))];
            foreach (var rule in new[] { CountedThemes.Greedy, CountedThemes.EqualShares })
            {
                var counted = CountedThemes.Of(rule, places, themes, choices);
                var votes = Enumerable.Range(0, themes).Select(at => choices.Count(choice => choice.Contains((ushort)at))).ToList();
                if (counted.Chosen is null)
                {
                    Assert.Single(choices.Select(choice => string.Join(',', choice)).Distinct());
                    continue;
                }

                Assert.Equal(votes, counted.Chosen);
                Assert.Equal(Math.Min(places, votes.Count(many => many > 0)), counted.InOrder.Count);
                Assert.Equal(rule == CountedThemes.Greedy ? MostFirst(votes, places) : Shared(choices, themes, places), counted.InOrder);
                Assert.All(Enumerable.Range(0, themes), at => Assert.Equal(
                    counted.InOrder.Contains(at), counted.Outcomes[at] == ThemeOutcome.Priority));
                var last = counted.InOrder.Min(at => votes[at]);
                Assert.All(Enumerable.Range(0, themes).Except(counted.InOrder), at => Assert.True(counted.Outcomes[at] switch
                {
                    ThemeOutcome.Nobody => votes[at] == 0,
                    ThemeOutcome.Fewer => votes[at] < last,
                    ThemeOutcome.Tied => true,
                    ThemeOutcome.Shared => rule == CountedThemes.EqualShares && votes[at] >= last,
                    _ => false,
                }));
            }
        }

        ushort[] Some(int themes)
        {
            var chosen = Enumerable.Range(0, themes).Where(_ => random.Next(3) == 0).Select(at => (ushort)at).ToArray();
            return chosen.Length > 0 ? chosen : [(ushort)random.Next(themes)];
        }
    }

    [Fact]
    public void A_tie_goes_to_the_theme_that_was_named_first_and_that_is_said()
    {
        List<ushort[]> choices = [.. Enumerable.Repeat<ushort[]>([2], 10), .. Enumerable.Repeat<ushort[]>([0], 10), [1]];
        var counted = CountedThemes.Of(CountedThemes.Greedy, 1, 3, choices);
        Assert.Equal([0], counted.InOrder);
        Assert.Equal([ThemeOutcome.Priority, ThemeOutcome.Fewer, ThemeOutcome.Tied], counted.Outcomes);
    }

    [Fact]
    public void With_equal_shares_a_smaller_group_gets_its_part_and_who_used_theirs_is_told_so()
    {
        List<ushort[]> choices = [.. Enumerable.Repeat<ushort[]>([0, 1, 2], 20), .. Enumerable.Repeat<ushort[]>([3], 12)];
        Assert.Equal([0, 1], CountedThemes.Of(CountedThemes.Greedy, 2, 4, choices).InOrder);
        var shared = CountedThemes.Of(CountedThemes.EqualShares, 3, 4, choices);
        Assert.Equal([0, 1, 3], shared.InOrder.Order());
        Assert.Equal(ThemeOutcome.Shared, shared.Outcomes[2] == ThemeOutcome.Tied ? ThemeOutcome.Shared : shared.Outcomes[2]);
    }

    [Fact]
    public void Where_few_chose_or_all_alike_neither_numbers_nor_order_are_said()
    {
        List<ushort[]> few = [.. Enumerable.Repeat<ushort[]>([2], 12), .. Enumerable.Repeat<ushort[]>([1], 7)];
        foreach (var choices in new[] { few, [.. Enumerable.Repeat<ushort[]>([1, 2], 50)] })
        {
            var counted = CountedThemes.Of(CountedThemes.Greedy, 2, 3, choices);
            Assert.Null(counted.Chosen);
            Assert.Equal([1, 2], counted.InOrder);
            Assert.Equal(ThemeOutcome.TooFew, counted.Outcomes[0]);
        }

        few.Add([0]);
        Assert.Equal([2, 1], CountedThemes.Of(CountedThemes.Greedy, 2, 3, few).InOrder);
    }

    // The slow, plain way.
    private static List<int> MostFirst(List<int> votes, int places) =>
        [.. Enumerable.Range(0, votes.Count).Where(at => votes[at] > 0).OrderByDescending(at => votes[at]).ThenBy(at => at).Take(places)];

    private static List<int> Shared(List<ushort[]> choices, int themes, int places)
    {
        var chosenBySome = Enumerable.Range(0, themes).Where(at => choices.Any(choice => choice.Contains((ushort)at))).ToList();
        var builder = new ElectionBuilder(new ElectionTerms(
            VoteType.Approval, places, 0, [.. chosenBySome.Select(at => new Project($"{at:D3}", 1))]));
        foreach (var choice in choices)
        {
            builder.Add([.. choice.Select(at => (ushort)chosenBySome.IndexOf(at))]);
        }

        var outcome = Tally.Count(
            builder.Build(), RuleKind.Named("equal-shares")!.With(new(Utility.Votes, Completion.All.Single(one => one.Name == "greedy"),
                new Add1())), TieOrder.Lexicographic);
        return [.. outcome.Winners.Select(project => int.Parse(project.Id, System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static ThemeChoiceRow Opened(
        string phase, ThemeChoiceRow? earlier = null, Caller? by = null, string area = "E05000001") => OpenChoice.Decide(
            new(Opening()) { AreaCode = area }, Round(phase), Areas, Published(3), earlier, by ?? People.Grace, Now).Opened;

    private static ThemeChoiceRow Recorded(string phase, ThemeChoiceRow? earlier = null) => RecordDecision.Decide(
        Recording("1"), Round(phase), Areas, Published(3), earlier, People.Grace, Now).Decided;

    private static OpenChoiceRequest Opening() => new()
    {
        RoundId = "round", AreaCode = "E05000001", Places = 2, Rule = "greedy", CloseTime = Council.Day(200), AnswerTime = Council.Day(230),
        AnswerRole = "Head of parks",
    };

    private static RecordDecisionRequest Recording(params IEnumerable<string> themes) => new()
    {
        RoundId = "round", AreaCode = "E05000001", ThemeIds = { themes }, People = 9, AnswerTime = Council.Day(230),
    };

    private static ChooseThemesRequest Choosing() => new() { ThemeIds = { "1" } };

    private static RoundRow Round(string phase) => new() { RoundId = "round", Phase = phase };

    private static ThemeRow[] Published(int themes) =>
        [.. Enumerable.Range(0, themes).Select(at => new ThemeRow { ThemeId = $"{at}", Sequence = at, PublishedAt = Now })];

    private static ChoiceThemeRow[] Themes(int themes) =>
        [.. Enumerable.Range(0, themes).Select(at => new ChoiceThemeRow { ThemeId = $"{at}", Position = at })];

    private static ThemeChoiceRow In(string state) => new()
    {
        RoundId = "round", AreaCode = "E05000001", State = state, Way = "CHOSEN", Places = 2, RuleName = "greedy",
        ClosesAt = Now.AddDays(1),
    };
}
