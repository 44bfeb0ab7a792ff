using System.Globalization;
using Participatory.People.Following;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Words;

namespace Participatory.Tests.Service.SigningIn.Decisions;

public sealed class FollowingDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The last Sunday of October is when clocks go back here, and that of March when they go forward.</summary>
    [Theory]
    [InlineData("Europe/London", HowOften.AtOnce, 7, "2026-07-01T12:00Z", "2026-07-01T12:10Z")]
    [InlineData("Europe/London", HowOften.Daily, 7, "2026-07-01T05:59Z", "2026-07-01T06:00Z")]
    [InlineData("Europe/London", HowOften.Daily, 7, "2026-07-01T06:00Z", "2026-07-02T06:00Z")]
    [InlineData("Europe/London", HowOften.Daily, 7, "2026-10-24T19:00Z", "2026-10-25T07:00Z")]
    [InlineData("Europe/London", HowOften.Daily, 7, "2026-10-25T06:30Z", "2026-10-25T07:00Z")]
    [InlineData("Europe/London", HowOften.Daily, 7, "2027-03-27T20:00Z", "2027-03-28T06:00Z")]
    [InlineData("Europe/London", HowOften.Daily, 7, "2027-03-28T06:30Z", "2027-03-29T06:00Z")]
    [InlineData("Europe/London", HowOften.Weekly, 7, "2026-10-21T12:00Z", "2026-10-26T07:00Z")]
    [InlineData("Europe/London", HowOften.Weekly, 7, "2027-03-24T12:00Z", "2027-03-29T06:00Z")]
    [InlineData("Europe/London", HowOften.Weekly, 7, "2026-06-29T05:59Z", "2026-06-29T06:00Z")]
    [InlineData("Europe/London", HowOften.Weekly, 7, "2026-06-29T06:00Z", "2026-07-06T06:00Z")]
    [InlineData("Europe/London", HowOften.Weekly, 7, "2026-10-19T07:00Z", "2026-10-26T07:00Z")]
    // It is Thursday there already, and clocks go forward and back on other days.
    [InlineData("Pacific/Auckland", HowOften.Daily, 7, "2026-07-01T20:00Z", "2026-07-02T19:00Z")]
    [InlineData("Pacific/Auckland", HowOften.Weekly, 7, "2026-09-26T12:00Z", "2026-09-27T18:00Z")]
    // An hour that there is not on one day, and twice on another.
    [InlineData("Europe/Berlin", HowOften.Daily, 2, "2027-03-27T12:00Z", "2027-03-28T01:00Z")]
    [InlineData("Europe/Berlin", HowOften.Daily, 2, "2026-10-24T12:00Z", "2026-10-25T00:00Z")]
    public void Followers_are_told_by_the_clock_of_the_council_also_where_it_is_changed(
        string zone, HowOften howOften, int hour, string now, string due) => Assert.Equal(
        At(due),
        WhenToTell.Decide(howOften, At(now), TimeSpan.FromMinutes(10), hour, new CouncilDays(CouncilDays.Zone(zone), TimeProvider.System)));

    [Theory]
    [InlineData("IDEA_MADE", "Area Round")]
    [InlineData("IDEA_EDITED", "Idea")]
    [InlineData("IDEA_ANSWERED", "Idea")]
    [InlineData("IDEA_REVIEWED", "Idea")]
    [InlineData("SUPPORT_GREW", "Idea")]
    [InlineData("STORY_SHARED", "Idea Area Round")]
    [InlineData("PRIORITIES_DECIDED", "Area Round")]
    [InlineData("PAPER_PUBLISHED", "Idea Area Round")]
    [InlineData("POLL_OPENED", "Idea Area Round")]
    [InlineData("RESULT_DECLARED", "Idea Area Round")]
    [InlineData("DATES_MOVED", "Idea Area Round")]
    [InlineData("ROUND_ENDED", "Idea Area Round")]
    [InlineData("GROUP_CHANGED", "Group")]
    [InlineData("GROUP_CLOSED", "Group")]
    [InlineData("GROUP_IDEA_MADE", "Group")]
    [InlineData("IDEA_JOINED", "Idea")]
    [InlineData("IDEA_SPLIT", "Idea")]
    public void Whoever_follows_something_hears_what_is_news_of_it(string reason, string kinds)
    {
        Assert.Contains(reason, HappeningReason.All);
        Assert.Equal(kinds, string.Join(' ', HappeningReason.ToldTo(reason)));
    }

    [Fact]
    public void Somebody_who_follows_it_in_several_ways_is_told_once_and_the_quickest_of_them_counts()
    {
        FollowingRow[] followers =
        [
            Of("amina", FollowingKind.Round, "", HowOften.Weekly), Of("amina", FollowingKind.Idea, "7", HowOften.Daily),
            Of("amina", FollowingKind.Area, "E2", HowOften.AtOnce), Of("tom", FollowingKind.Area, "E1", HowOften.AtOnce),
            Of("grace", FollowingKind.Idea, "8", HowOften.AtOnce), Of("olu", FollowingKind.Round, "", HowOften.AtOnce),
            Of("femi", FollowingKind.Round, "", HowOften.AtOnce) with { RoundId = "oak" },
        ];
        var story = Happened(HappeningReason.StoryShared, "7", "E1");
        Assert.Equal(
            [("amina", HowOften.Daily), ("olu", HowOften.AtOnce), ("tom", HowOften.AtOnce)], Happenings.Decide(story, followers, []));
        Assert.Equal([("amina", HowOften.Daily)], Happenings.Decide(story, followers, ["tom", "olu"]));
        Assert.Equal(
            [("amina", HowOften.AtOnce), ("grace", HowOften.AtOnce), ("olu", HowOften.AtOnce), ("tom", HowOften.AtOnce)],
            Happenings.Decide(Happened(HappeningReason.PollOpened, "", ""), followers, []));
        Assert.Equal([("amina", HowOften.Daily)], Happenings.Decide(Happened(HappeningReason.IdeaEdited, "7", ""), followers, []));
    }

    [Fact]
    public void A_message_has_all_that_is_due_and_what_is_told_at_once_and_nothing_that_waits_for_its_day()
    {
        NewsRow[] waiting =
        [
            News("a") with { DueAt = Now.AddMinutes(5) }, News("b") with { DueAt = Now, HowOften = "DAILY" },
            News("c") with { DueAt = Now.AddDays(3), HowOften = "WEEKLY" },
        ];
        Assert.Equal(["a", "b"], NewsRow.Decide(waiting, Now).Select(news => news.HappeningId));
        Assert.Empty(NewsRow.Decide(waiting, Now.AddMinutes(-1)));
        Assert.Equal(["a", "b", "c"], NewsRow.Decide(waiting, Now.AddDays(3)).Select(news => news.HappeningId));
    }

    [Fact]
    public void A_message_stands_by_what_is_followed_and_says_each_thing_once()
    {
        FollowingRow[] mine =
        [
            Of("amina", FollowingKind.Idea, "7", HowOften.Daily), Of("amina", FollowingKind.Area, "E1", HowOften.Daily),
        ];
        NewsRow[] news =
        [
            News("a") with { Mark = "2" }, News("b") with { Reason = HappeningReason.IdeaMade, ThingId = "9", AreaCode = "E1" },
            News("c") with { Mark = "3" }, News("d") with { Reason = HappeningReason.PollOpened, ThingId = "" },
            News("e") with { ThingId = "8" }, News("f") with { Reason = HappeningReason.SupportGrew, Mark = "25", IsGone = 1 },
        ];
        var digest = FollowingDigest.Decide(news, mine)!;
        Assert.Equal(
            [
                (FollowingKind.Idea, "7", "IDEA_EDITED 3"), (FollowingKind.Area, "E1", "IDEA_MADE "),
                (FollowingKind.Round, "", "POLL_OPENED "),
            ],
            digest.Parts.Select(part => (
                part.Heading.Kind, part.Heading.ThingId, string.Join(", ", part.Lines.Select(line => $"{line.Reason} {line.Mark}")))));
        Assert.Equal(0, digest.More);
    }

    [Fact]
    public void There_is_no_message_where_nothing_is_left_to_say_and_a_long_one_says_how_much_more_there_is()
    {
        FollowingRow[] mine = [Of("amina", FollowingKind.Round, "", HowOften.Daily)];
        Assert.Null(FollowingDigest.Decide([], mine));
        Assert.Null(FollowingDigest.Decide([News("a")], mine));
        Assert.Null(FollowingDigest.Decide([News("a") with { Reason = HappeningReason.IdeaMade, IsGone = 1 }], mine));
        var many = Enumerable.Range(1, FollowingDigest.MostLines + 3)
            .Select(number => News($"{number}") with { Reason = HappeningReason.IdeaMade, ThingId = $"{number}" }).ToList();
        var digest = FollowingDigest.Decide(many, mine)!;
        Assert.Equal((FollowingDigest.MostLines, 3), (digest.Parts.Single().Lines.Count, digest.More));
        Assert.Equal(10, FollowingDigest.Decide(many, mine, beyond: 7)!.More);
    }

    [Fact]
    public void A_new_idea_of_a_group_is_one_line_under_the_group_also_for_whoever_follows_its_place()
    {
        FollowingRow[] mine =
        [
            Of("amina", FollowingKind.Round, "", HowOften.AtOnce),
            Of("amina", FollowingKind.Group, "friends", HowOften.AtOnce) with { RoundId = "" },
        ];
        var made = News("a") with { Reason = HappeningReason.IdeaMade, AreaCode = "E1", Title = "A pond" };
        var ofGroup = made with { Reason = HappeningReason.GroupIdeaMade, Mark = "friends", GroupName = "Friends of Elm" };
        var part = Assert.Single(FollowingDigest.Decide([made, ofGroup], mine)!.Parts);
        Assert.Equal(new DigestHeading(FollowingKind.Group, "", "friends", "Friends of Elm"), part.Heading);
        Assert.Equal("A pond", Assert.Single(part.Lines).Title);
        Assert.Null(FollowingDigest.Decide([ofGroup with { IsHidden = 1 }], mine));
        Assert.Null(FollowingDigest.Decide([ofGroup with { Mark = "others" }], mine));
    }

    [Fact]
    public void Whoever_cannot_be_told_or_follows_as_much_as_can_be_follows_nothing_more()
    {
        var request = new FollowRequest
        {
            Thing = new FollowedThing { Kind = FollowingKind.Idea, RoundId = "elm", ThingId = "7" }, HowOften = HowOften.Weekly,
        };
        Assert.Equal(("IDEA", "elm", "7", "WEEKLY"), Follows([]));
        var followed = Of("amina", FollowingKind.Idea, "7", HowOften.Daily);
        Assert.Equal(("IDEA", "elm", "7", "WEEKLY"), Follows([followed], isShown: false));
        Assert.Equal("FOLLOWING_NO_EMAIL", Refused(() => Follows([followed], isReached: false)));
        Assert.Equal("FOLLOWED_NOT_FOUND", Refused(() => Follows([], isShown: false)));
        var many = Enumerable.Range(100, FollowingRow.Most).Select(number => followed with { ThingId = $"{number}" }).ToList();
        Assert.Equal("FOLLOWING_TOO_MANY", Refused(() => Follows(many)));
        Assert.Equal("7", Follows([.. many.Skip(1)]).Item3);
        Assert.Equal(followed, StopFollowing.Decide([.. many, followed], request.Thing));
        Assert.Null(StopFollowing.Decide(many, request.Thing));

        (string, string, string, string) Follows(IReadOnlyList<FollowingRow> mine, bool isReached = true, bool isShown = true)
        {
            var row = Follow.Decide(mine, request, "amina", isReached, isShown, Now);
            return (row.Kind, row.RoundId, row.ThingId, row.HowOften);
        }
    }

    private static string Refused(Action decide) => Assert.Throws<Refusal>(decide).Reason.Name;

    private static DateTimeOffset At(string instant) =>
        DateTimeOffset.ParseExact(instant, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static FollowingRow Of(string subject, FollowingKind kind, string thing, HowOften howOften) => new()
    {
        Subject = subject, Kind = StateText.Of(kind), RoundId = "elm", ThingId = thing, HowOften = StateText.Of(howOften),
    };

    private static HappeningRow Happened(string reason, string thing, string area) => new()
    {
        Reason = reason, RoundId = "elm", ThingId = thing, AreaCode = area,
    };

    private static NewsRow News(string id) => new()
    {
        HappeningId = id, Reason = HappeningReason.IdeaEdited, RoundId = "elm", ThingId = "7", HowOften = "AT_ONCE", DueAt = Now,
    };
}
