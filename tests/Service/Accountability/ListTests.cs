using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

public sealed class ListTests
{
    [Theory, EveryDatabase]
    public async Task The_wall_shows_each_story_once_newest_first_page_by_page_while_new_ones_arrive(string engine)
    {
        await using var run = await Start(engine);
        var expected = new List<string>();
        for (var i = 0; i < 11; i++)
        {
            // Some are told in the same instant: the id decides between them.
            run.Service.Clock.Advance(TimeSpan.FromMinutes(i % 3));
            expected.Add((await Told(run, $"award-{i}")).ReportId);
        }

        var seen = new List<Story>();
        var token = "";
        do
        {
            var page = await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest { PageSize = 3, PageToken = token });
            Assert.InRange(page.Stories.Count, 1, 3);
            seen.AddRange(page.Stories);
            token = page.NextPageToken;
            run.Service.Clock.Advance(TimeSpan.FromMinutes(1));
            await Told(run, $"late-{seen.Count}");
        }
        while (token.Length > 0);

        Assert.Equal(expected.Order(StringComparer.Ordinal), seen.Select(story => story.ReportId).Order(StringComparer.Ordinal));
        Assert.Equal(seen.OrderByDescending(story => story.TellTime.ToDateTimeOffset())
            .ThenByDescending(story => story.ReportId, StringComparer.Ordinal), seen);
    }

    [Theory, EveryDatabase]
    public async Task The_wall_can_be_read_by_round_and_by_area(string engine)
    {
        await using var run = await Start(engine);
        await Told(run, "award-1");
        await Told(run, "award-2", OtherWard);

        Assert.Equal(2, (await Wall(new ListStoriesRequest { RoundId = Round })).Count);
        Assert.Empty(await Wall(new ListStoriesRequest { RoundId = "another" }));
        Assert.Equal(OtherWard, Assert.Single(await Wall(new ListStoriesRequest { AreaCode = OtherWard })).AreaCode);
        Assert.Empty(await Wall(new ListStoriesRequest { RoundId = "another", AreaCode = Ward }));

        async Task<IReadOnlyList<Story>> Wall(ListStoriesRequest request) =>
            (await run.As(People.Nobody).ListStoriesAsync(request)).Stories;
    }

    [Theory, EveryDatabase]
    public async Task The_wall_can_be_read_by_grants_of_which_a_hundred_can_be_named(string engine)
    {
        await using var run = await Start(engine);
        await Told(run, "award-1");
        var second = await Told(run, "award-2");
        await Told(run, "award-3");

        Assert.Equal(second.ReportId, Assert.Single(await Wall("award-2", "award-of-nobody")).ReportId);
        Assert.Equal(2, (await Wall([.. Enumerable.Range(2, 100).Select(at => $"award-{at}")])).Count);
        var many = await Assert.ThrowsAsync<RpcException>(() => Wall([.. Enumerable.Range(1, 101).Select(at => $"award-{at}")]));
        Assert.Equal("award_ids", Assert.Single(many.FieldFaults()).Name);

        async Task<IReadOnlyList<Story>> Wall(params string[] awards) =>
            (await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest { AwardIds = { awards } })).Stories;
    }

    [Theory, EveryDatabase]
    public async Task Officers_see_who_has_been_asked_oldest_first_in_their_areas(string engine)
    {
        await using var run = await Start(engine);
        for (var i = 0; i < 7; i++)
        {
            run.Service.Clock.Advance(TimeSpan.FromHours(i % 2));
            await run.Ask(People.Amina, $"award-{i}", i < 5 ? Ward : OtherWard);
        }

        Assert.Equal(["award-0", "award-1", "award-2", "award-3", "award-4", "award-5", "award-6"],
            await Awards(People.Grace, new ListReportsRequest { PageSize = 2 }));
        Assert.Equal(
            ["award-0", "award-1", "award-2", "award-3", "award-4"], await Awards(People.Olu, new ListReportsRequest { PageSize = 2 }));
        Assert.Empty(await Awards(People.Grace, new ListReportsRequest { RoundId = "another" }));
        await Refused(
            StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await run.As(People.Amina).ListReportsAsync(new ListReportsRequest()));

        async Task<List<string>> Awards(Participatory.Platform.Identity.Caller caller, ListReportsRequest request)
        {
            List<Report> reports = [];
            do
            {
                var page = await run.As(caller).ListReportsAsync(request);
                reports.AddRange(page.Reports);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            Assert.Equal(reports.OrderBy(report => report.RequestTime.ToDateTimeOffset())
                .ThenBy(report => report.ReportId, StringComparer.Ordinal), reports);
            return reports.Select(report => report.AwardId).Order(StringComparer.Ordinal).ToList();
        }
    }

    [Theory, EveryDatabase]
    public async Task Officers_see_who_waits_for_an_answer_from_us(string engine)
    {
        await using var run = await Start(engine);
        await run.Ask(People.Amina, "asked");
        await Told(run, "told");
        await run.As(People.Grace).AnswerStoryAsync(Answer((await Told(run, "answered")).ReportId));

        Assert.Equal(["told"], await Awards(ReportState.Told));
        Assert.Equal(["asked", "told"], await Awards(ReportState.Requested, ReportState.Told));
        Assert.Equal(["answered", "asked", "told"], await Awards());
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await Awards(ReportState.Unspecified));

        async Task<IEnumerable<string>> Awards(params ReportState[] states) =>
            (await run.As(People.Grace).ListReportsAsync(new ListReportsRequest { States = { states } })).Reports.Select(
                report => report.AwardId).Order(StringComparer.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_group_sees_what_it_was_asked_newest_first_and_nothing_of_others(string engine)
    {
        await using var run = await Start(engine);
        foreach (var award in (string[])["award-1", "award-2", "award-3"])
        {
            await run.Ask(People.Amina, award);
            await run.Ask(People.Tom, $"{award}-of-tom");
            run.Service.Clock.Advance(TimeSpan.FromDays(1));
        }

        var first = await run.As(People.Amina).ListMyReportsAsync(new ListMyReportsRequest { PageSize = 2 });
        var second = await run.As(People.Amina)
            .ListMyReportsAsync(new ListMyReportsRequest { PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(["award-3", "award-2"], first.Reports.Select(report => report.AwardId));
        Assert.Equal(["award-1"], second.Reports.Select(report => report.AwardId));
        Assert.Equal("", second.NextPageToken);
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Tom)
            .ListMyReportsAsync(new ListMyReportsRequest { PageToken = first.NextPageToken }));
        await Refused(StatusCode.Unauthenticated, "SIGN_IN_NEEDED", async () => await run.As(People.Nobody)
            .ListMyReportsAsync(new ListMyReportsRequest()));
    }

    [Theory, EveryDatabase]
    public async Task Page_tokens_and_sizes_that_are_not_ours_are_refused(string engine)
    {
        await using var run = await Start(engine);
        var question = "stories  ";
        foreach (var token in (string[])["x", "!", new string('A', 3000), PageToken.After("another question", "1", "a"),
            PageToken.After(question, "1"), PageToken.After(question, "soon", "a")])
        {
            await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Nobody)
                .ListStoriesAsync(new ListStoriesRequest { PageToken = token }));
        }

        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Nobody)
            .ListStoriesAsync(new ListStoriesRequest { PageSize = -1 }));
        Assert.Empty(
            (await run.As(People.Nobody).ListStoriesAsync(
            new ListStoriesRequest { PageSize = int.MaxValue, PageToken = PageToken.After(question, "1", "a") })).Stories);
    }

    [Theory, EveryDatabase]
    public async Task The_longest_stories_come_in_pages_that_a_client_takes(string engine)
    {
        await using var run = await Start(engine);
        // Three bytes a letter: 25 of them are more than the 4 MiB that a client reads as one message.
        var words = new string('語', 10_000);
        for (var i = 0; i < 25; i++)
        {
            var report = await run.Ask(People.Amina, $"award-{i}");
            await run.As(People.Amina).SendStoryAsync(new SendStoryRequest
            {
                RequestId = Guid.NewGuid().ToString(), ReportId = report.ReportId, Words = words, Audience = Audience.Everybody,
                Tellings = { Enum.GetValues<Question>().Where(question => question != Question.Unspecified)
                    .Select(question => new Telling { Question = question, Words = words }) },
            });
        }

        await Whole(async token =>
        {
            var page = await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest { PageSize = 100, PageToken = token });
            return (page.Stories.Select(story => story.ReportId), page.NextPageToken);
        });
        await Whole(async token =>
        {
            var page = await run.As(People.Grace).ListReportsAsync(new ListReportsRequest { PageSize = 100, PageToken = token });
            return (page.Reports.Select(report => report.ReportId), page.NextPageToken);
        });
        await Whole(async token =>
        {
            var page = await run.As(People.Amina).ListMyReportsAsync(new ListMyReportsRequest { PageSize = 100, PageToken = token });
            return (page.Reports.Select(report => report.ReportId), page.NextPageToken);
        });

        async Task Whole(Func<string, Task<(IEnumerable<string> Ids, string Next)>> list)
        {
            var (seen, token) = (new List<string>(), "");
            do
            {
                var page = await list(token);
                seen.AddRange(page.Ids);
                token = page.Next;
            }
            while (token.Length > 0);
            Assert.Equal(25, seen.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(25, seen.Count);
        }
    }

    private static async Task<Report> Told(AskedGroups run, string award, string area = Ward) =>
        await run.Tell(People.Amina, (await run.Ask(People.Amina, award, area)).ReportId, $"About {award}");
}
