using Microsoft.Extensions.DependencyInjection;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Contracts.People;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

/// <summary>Stories are found by what groups share with everybody, and by nothing else.</summary>
public sealed class StorySearchTests
{
    [Theory, EveryDatabase]
    public async Task Every_word_has_to_stand_in_what_is_shared_with_everybody(string engine)
    {
        await using var run = await Start(engine);
        var swifts = await Told(run, "award-1", "The swifts are back at the café.");
        await Told(run, "award-2", "A heronry for funders.", Audience.Funders);
        await Told(run, "award-3", "A heronry for the council.", Audience.Council);
        var herons = await Told(run, "award-4", "A quiet heronry, 100 % ours.");

        foreach (var who in (Caller[])[People.Nobody, People.Amina, People.Grace])
        {
            Assert.Equal([swifts.ReportId], await Found(run, who, "CAFE swift"));
            Assert.Equal([herons.ReportId], await Found(run, who, "heronry"));
        }

        Assert.Empty(await Found(run, People.Nobody, "swifts heronry"));
        Assert.Equal([herons.ReportId], await Found(run, People.Nobody, "%"));
        Assert.Empty(await Found(run, People.Nobody, "_"));
        Assert.Equal(2, (await Found(run, People.Nobody, " ")).Count);
    }

    [Theory, EveryDatabase]
    public async Task How_many_stories_are_found_is_the_same_on_each_page(string engine)
    {
        await using var run = await Start(engine);
        foreach (var award in (string[])["award-1", "award-2", "award-3"])
        {
            await Told(run, award, award == "award-2" ? "Benches." : "A quiet heronry.");
        }

        var asked = new ListStoriesRequest { Search = "heronry", PageSize = 1 };
        var first = await run.As(People.Nobody).ListStoriesAsync(asked);
        asked.PageToken = first.NextPageToken;
        var second = await run.As(People.Nobody).ListStoriesAsync(asked);
        Assert.Equal((1, 2, 1, 2), (first.Stories.Count, first.Total, second.Stories.Count, second.Total));
    }

    [Theory, EveryDatabase]
    public async Task What_is_hidden_or_was_taken_back_is_never_found(string engine)
    {
        await using var run = await Start(engine);
        var herons = await Told(run, "award-1", "A quiet heronry.");
        var part = herons.Story.Tellings[0].PartId;
        await Judge(run, People.Olu, herons.ReportId, part, HidingJudgement.Hide);
        foreach (var who in (Caller[])[People.Nobody, People.Amina, People.Grace])
        {
            Assert.Empty(await Found(run, who, "heronry"));
        }

        await Judge(run, People.Grace, herons.ReportId, part, HidingJudgement.Show);
        Assert.Equal([herons.ReportId], await Found(run, People.Nobody, "heronry"));
        await run.As(People.Amina).WithdrawPartAsync(
            new WithdrawPartRequest { RequestId = Id(), ReportId = herons.ReportId, PartId = part });
        Assert.Empty(await Found(run, People.Amina, "heronry"));

        await Told(run, "award-2", "Another heronry.");
        await run.Service.Deliver(new PersonForgotten(People.Amina.Subject, run.Service.Clock.Now));
        await run.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);
        await using var session = await run.Service.Database.Read(TestContext.Current.CancellationToken);
        Assert.Equal(0, await session.One<long>(new("SELECT COUNT(*) FROM telling_sought")));
    }

    [Theory, EveryDatabase]
    public async Task What_was_told_before_is_found_once_the_clock_has_read_it(string engine)
    {
        await using var run = await Start(engine);
        var herons = await Told(run, "award-1", "A quiet heronry.");
        await using (var transaction = await run.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            await transaction.Execute(new("DELETE FROM telling_sought"));
            await transaction.Commit();
        }

        Assert.Empty(await Found(run, People.Nobody, "heronry"));
        await Task.WhenAll(Tick(run), Tick(run));
        await Tick(run);
        Assert.Equal([herons.ReportId], await Found(run, People.Nobody, "heronry"));
    }

    private static Task Tick(AskedGroups run) =>
        run.Service.Services.GetRequiredService<FoldStories>().Tick(TestContext.Current.CancellationToken);

    private static async Task<Report> Told(AskedGroups run, string award, string words, Audience audience = Audience.Everybody) =>
        await run.Tell(People.Amina, (await run.Ask(People.Amina, award)).ReportId, words, audience);

    /// <summary>What is found, all of which is counted where something is looked for.</summary>
    private static async Task<IReadOnlyList<string>> Found(AskedGroups run, Caller who, string search)
    {
        var found = await run.As(who).ListStoriesAsync(new ListStoriesRequest { Search = search });
        Assert.Equal(string.IsNullOrWhiteSpace(search) ? 0 : found.Stories.Count, found.Total);
        return [.. found.Stories.Select(story => story.ReportId)];
    }

    private static async Task Judge(AskedGroups run, Caller officer, string report, string part, HidingJudgement judgement) =>
        await run.As(officer).JudgePartAsync(new JudgePartRequest
        {
            RequestId = Id(), ReportId = report, PartId = part, Judgement = judgement,
            Reason = judgement == HidingJudgement.Hide ? HidingReason.NamesAPerson : HidingReason.Unspecified,
        });

    private static string Id() => Guid.NewGuid().ToString();
}
