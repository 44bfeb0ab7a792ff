using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

public sealed class AudienceTests
{
    [Theory, EveryDatabase]
    public async Task A_story_for_the_council_is_seen_by_its_officers_and_the_group_and_for_others_it_is_not_there(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1", OtherWard);
        var photo = await run.Upload(People.Amina, asked.ReportId, TestWebp.Picture(TestWebp.Lossy));
        await run.Tell(People.Amina, asked.ReportId, audience: Audience.Council);

        foreach (var caller in (Caller[])[People.Amina, People.Grace, People.Noor])
        {
            Assert.Equal("It went well.", (await run.As(caller).GetStoryAsync(new GetStoryRequest { ReportId = asked.ReportId })).Words);
            Assert.Equal(
                "It went well.", (await run.As(caller).GetReportAsync(new GetReportRequest { ReportId = asked.ReportId })).Story.Words);
            Assert.Equal("image/webp", (await run.Download(caller, photo.PhotoId)).MediaType);
        }

        foreach (var caller in (Caller[])[People.Nobody, People.Tom, People.Femi, People.Olu])
        {
            await SeesNothing(run, caller, asked.ReportId, photo.PhotoId);
            Assert.Empty((await run.As(caller).ListStoriesAsync(new ListStoriesRequest())).Stories);
        }

        Assert.False(Assert.Single(await run.Service.Published<Contracts.Accountability.StoryShared>()).WithEverybody);
    }

    [Theory, EveryDatabase]
    public async Task A_story_for_everybody_is_seen_by_everybody_but_its_report_is_not(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var photo = await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture());
        await run.Tell(People.Amina, asked.ReportId);

        foreach (var caller in (Caller[])[People.Nobody, People.Tom, People.Femi, People.Olu, People.Grace])
        {
            Assert.Equal("It went well.", (await run.As(caller).GetStoryAsync(new GetStoryRequest { ReportId = asked.ReportId })).Words);
            Assert.Equal(TestJpeg.Picture(), (await run.Download(caller, photo.PhotoId)).Bytes);
        }

        await Refused(StatusCode.NotFound, "REPORT_NOT_FOUND", async () => await run.As(People.Tom)
            .GetReportAsync(new GetReportRequest { ReportId = asked.ReportId }));
        Assert.False((await run.As(People.Olu).GetReportAsync(new GetReportRequest { ReportId = asked.ReportId })).Mine);
    }

    [Theory, EveryDatabase]
    public async Task What_is_not_sent_yet_is_the_groups_alone(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var photo = await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture());

        Assert.Single((await run.As(People.Amina).GetReportAsync(new GetReportRequest { ReportId = asked.ReportId })).Photos);
        Assert.Equal("image/jpeg", (await run.Download(People.Amina, photo.PhotoId)).MediaType);
        Assert.Empty((await run.As(People.Grace).GetReportAsync(new GetReportRequest { ReportId = asked.ReportId })).Photos);
        Assert.Empty(Assert.Single((await run.As(People.Grace).ListReportsAsync(new ListReportsRequest())).Reports).Photos);
        foreach (var caller in (Caller[])[People.Nobody, People.Tom, People.Grace])
        {
            await Refused(StatusCode.NotFound, "PHOTO_NOT_FOUND", async () => await run.Download(caller, photo.PhotoId));
            await Refused(StatusCode.NotFound, "STORY_NOT_FOUND", async () => await run.As(caller)
                .GetStoryAsync(new GetStoryRequest { ReportId = asked.ReportId }));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_refusal_does_not_tell_whether_there_is_something(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");

        var hidden = await Assert.ThrowsAsync<RpcException>(
            async () => await run.As(People.Tom).GetReportAsync(new GetReportRequest { ReportId = asked.ReportId }));
        var absent = await Assert.ThrowsAsync<RpcException>(
            async () => await run.As(People.Tom).GetReportAsync(new GetReportRequest { ReportId = "unknown" }));

        Assert.Equal(absent.Status, hidden.Status);
    }

    private static async Task SeesNothing(AskedGroups run, Caller caller, string reportId, string photoId)
    {
        await Refused(StatusCode.NotFound, "STORY_NOT_FOUND", async () => await run.As(caller)
            .GetStoryAsync(new GetStoryRequest { ReportId = reportId }));
        await Refused(StatusCode.NotFound, "PHOTO_NOT_FOUND", async () => await run.Download(caller, photoId));
        if (caller.IsSignedIn)
        {
            await Refused(StatusCode.NotFound, "REPORT_NOT_FOUND", async () => await run.As(caller)
                .GetReportAsync(new GetReportRequest { ReportId = reportId }));
        }
    }
}
