using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

public sealed class PaperTests
{
    [Theory, EveryDatabase]
    public async Task Paper_is_typed_by_name_and_the_group_is_told(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var request = new TypeStoryRequest
        {
            RequestId = Guid.NewGuid().ToString(), ReportId = asked.ReportId,
            Audience = Audience.Everybody, ToldBy = "The gardeners"
        };
        request.Tellings.Add(new Telling { Question = Question.Happened, Words = "We planted forty trees." });
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await run.As(People.Amina).TypeStoryAsync(request));
        var told = await run.As(People.Olu).TypeStoryAsync(request);

        Assert.Equal((Way.Paper, "Olu Ade, ward officer", "We planted forty trees."),
            (told.Story.Way, told.Story.WrittenBy, told.Story.Tellings.Single().Words));
        Assert.Equal(("subject-amina", "Olu Ade, ward officer"), (await run.Service.Published<StoryTyped>())
            .Select(typed => (typed.RecipientSubject, typed.TypedBy)).Single());
        Assert.Equal(Way.Paper, Assert.Single((await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest())).Stories).Way);
    }

    [Theory, EveryDatabase]
    public async Task Photos_that_came_with_the_paper_are_added_by_officers_of_the_area_and_taken_back_by_the_group(string engine)
    {
        await using var run = await Start(engine);
        var (paper, told) = (await run.Ask(People.Amina, "award-1"), await run.Ask(People.Tom, "award-2"));
        await Refused(StatusCode.PermissionDenied, "NOT_THEIR_STORY", () => Add(People.Olu, paper.ReportId));
        var request = new TypeStoryRequest
        {
            RequestId = Guid.NewGuid().ToString(), ReportId = paper.ReportId,
            Audience = Audience.Funders
        };
        request.Tellings.Add(new Telling { Question = Question.Happened, Words = "We planted forty trees." });
        await run.As(People.Olu).TypeStoryAsync(request);
        await run.Tell(People.Tom, told.ReportId);

        var photo = await Add(People.Olu, paper.ReportId);
        var seen = Assert.Single((await run.Look(People.Amina, paper.ReportId)).Story.Photos);
        Assert.Equal((photo.PhotoId, "Forty trees", Audience.Funders), (seen.PhotoId, seen.AltText, seen.Audience));

        // Nobody else adds anything, and nothing comes to what a group told itself.
        await Refused(StatusCode.FailedPrecondition, "STORY_ALREADY_SENT", () => Add(People.Amina, paper.ReportId));
        await Refused(StatusCode.NotFound, "REPORT_NOT_FOUND", () => Add(People.Tom, paper.ReportId));
        await Refused(StatusCode.PermissionDenied, "NOT_THEIR_STORY", () => Add(People.Olu, told.ReportId));

        await run.As(People.Amina).WithdrawPartAsync(
            new WithdrawPartRequest { RequestId = Guid.NewGuid().ToString(), ReportId = paper.ReportId, PartId = photo.PhotoId });
        Assert.Empty((await run.Look(People.Olu, paper.ReportId)).Story.Photos);

        Task<Photo> Add(Caller caller, string reportId) => run.Upload(caller, reportId, TestJpeg.Picture(), "Forty trees");
    }
}
