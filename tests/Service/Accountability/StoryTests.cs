using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

public sealed class StoryTests
{
    [Theory, EveryDatabase]
    public async Task A_group_is_asked_tells_and_is_answered(string engine)
    {
        await using var run = await Start(engine);
        var paid = run.Paid("award-1", People.Amina);
        await run.Service.Deliver(paid);
        var asked = Assert.Single((await run.As(People.Amina).ListMyReportsAsync(new ListMyReportsRequest())).Reports);

        Assert.Equal((ReportState.Requested, true, "Benches for award-1", 125_000L),
            (asked.State, asked.Mine, asked.Title, asked.Amount.AmountMinor));
        Assert.Equal(paid.PaidAt.AddDays(30), asked.HopeTime.ToDateTimeOffset());
        Assert.Empty(await run.Service.Published<ReportRequested>());

        var photo = await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture(TestJpeg.Exif(1)), "Two benches in the sun");
        var told = await run.As(People.Amina).SendStoryAsync(Story(asked.ReportId, "It rained. We danced."));
        Assert.Equal(
            (ReportState.Told, "It rained. We danced.", "The Elm Park gardeners"), (told.State, told.Story.Words, told.Story.ToldBy));
        Assert.Equal((photo.PhotoId, "Two benches in the sun"), (Assert.Single(told.Story.Photos).PhotoId, told.Story.Photos[0].AltText));
        Assert.Equal(new StoryShared(asked.ReportId, "award-1", Round, "project-award-1", Ward, true, run.Service.Clock.Now),
            Assert.Single(await run.Service.Published<StoryShared>()));

        run.Service.Clock.Advance(TimeSpan.FromDays(2));
        var accepted = await run.As(People.Grace).AnswerStoryAsync(Answer(asked.ReportId, "How lovely."));
        Assert.Equal((ReportState.Accepted, "How lovely.", "Grace Bell, neighbourhood officer"),
            (accepted.State, accepted.Story.Answer, accepted.Story.AnsweredBy));
        Assert.Equal(
            new ReportAccepted(asked.ReportId, "award-1", Round, "project-award-1", "Benches for award-1", "subject-amina",
                "Grace Bell, neighbourhood officer", run.Service.Clock.Now),
            Assert.Single(await run.Service.Published<ReportAccepted>()));

        var onTheWall = Assert.Single((await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest())).Stories);
        Assert.Equal(("It rained. We danced.", "How lovely."), (onTheWall.Words, onTheWall.Answer));
        Assert.Equal(onTheWall, await run.As(People.Nobody).GetStoryAsync(new GetStoryRequest { ReportId = asked.ReportId }));
    }

    [Theory, EveryDatabase]
    public async Task A_sentence_or_a_photo_is_enough_and_nothing_at_all_is_not(string engine)
    {
        await using var run = await Start(engine);
        var words = await run.Ask(People.Amina, "award-1");
        var photo = await run.Ask(People.Amina, "award-2");
        await run.Upload(People.Amina, photo.ReportId, TestPng.Picture());

        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.Tell(People.Amina, words.ReportId, "  \n "));
        Assert.Equal(ReportState.Told, (await run.Tell(People.Amina, words.ReportId, "Good.")).State);
        Assert.Equal(ReportState.Told, (await run.Tell(People.Amina, photo.ReportId, "")).State);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_again_gets_the_same_answer_and_tells_nobody_twice(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var story = Story(asked.ReportId);
        var answer = Answer(asked.ReportId);

        var told = await run.As(People.Amina).SendStoryAsync(story);
        Assert.Equal(told, await run.As(People.Amina).SendStoryAsync(story));
        var accepted = await run.As(People.Grace).AnswerStoryAsync(answer);
        Assert.Equal(accepted, await run.As(People.Grace).AnswerStoryAsync(answer));
        Assert.Equal(await run.Look(People.Amina, asked.ReportId), await run.As(People.Amina).SendStoryAsync(story));

        Assert.Single(await run.Service.Published<StoryShared>());
        Assert.Single(await run.Service.Published<ReportAccepted>());
        story.Words = "Something else.";
        await Refused(StatusCode.InvalidArgument, "REQUEST_ID_REUSED", async () => await run.As(People.Amina).SendStoryAsync(story));
    }

    [Theory, EveryDatabase]
    public async Task Twenty_at_once_tell_one_story_and_twenty_officers_give_one_answer(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");

        var told = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Succeeds(run.Tell(People.Amina, asked.ReportId, $"Story {i}"))));
        var answered = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(
            i => Succeeds(run.As(People.Grace).AnswerStoryAsync(Answer(asked.ReportId, $"Answer {i}")).ResponseAsync)));

        Assert.Single(told, success => success);
        Assert.Single(answered, success => success);
        Assert.Single(await run.Service.Published<StoryShared>());
        Assert.Single(await run.Service.Published<ReportAccepted>());

        static async Task<bool> Succeeds(Task call)
        {
            try
            {
                await call;
                return true;
            }
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
            {
                return false;
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task Nobody_changes_what_was_told_or_answered_not_even_in_the_database(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        await run.Tell(People.Amina, asked.ReportId);
        await run.As(People.Grace).AnswerStoryAsync(Answer(asked.ReportId));

        foreach (var change in (string[])[
            "UPDATE story SET words = 'All went to plan.'",
            "UPDATE story SET told_by = 'The council'",
            "UPDATE answer SET words = 'Please send receipts.'",
            "UPDATE report SET state = 'REQUESTED'",
            "UPDATE report SET state = 'TOLD'"])
        {
            await using var transaction = await run.Service.Database.Begin(CancellationToken.None);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(new Sql(change)));
        }
    }

    [Theory, EveryDatabase]
    public async Task Only_the_group_tells_and_only_officers_of_its_area_answer(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1", OtherWard);
        await Refused(StatusCode.NotFound, "REPORT_NOT_FOUND", async () => await run.Tell(People.Tom, asked.ReportId));
        await Refused(StatusCode.NotFound, "REPORT_NOT_FOUND", async () => await run.Tell(People.Femi, asked.ReportId));
        await Refused(StatusCode.PermissionDenied, "NOT_THEIR_STORY", async () => await run.Tell(People.Grace, asked.ReportId));
        await Refused(StatusCode.Unauthenticated, "SIGN_IN_NEEDED", async () => await run.Tell(People.Nobody, asked.ReportId));

        await run.Tell(People.Amina, asked.ReportId);
        await Refused(
            StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await run.As(People.Amina).AnswerStoryAsync(Answer(asked.ReportId)));
        await Refused(
            StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await run.As(People.Femi).AnswerStoryAsync(Answer(asked.ReportId)));
        await Refused(
            StatusCode.PermissionDenied, "OTHER_AREA", async () => await run.As(People.Olu).AnswerStoryAsync(Answer(asked.ReportId)));
        var nameless = People.Grace with { ShownAs = "" };
        await Refused(StatusCode.FailedPrecondition, "NO_NAME_TO_SIGN_WITH", async () => await run.As(nameless)
            .AnswerStoryAsync(Answer(asked.ReportId)));
        Assert.Empty(await run.Service.Published<ReportAccepted>());
    }

    [Theory, EveryDatabase]
    public async Task Bad_requests_name_every_field_at_fault(string engine)
    {
        await using var run = await Start(engine);
        var refusal = await Refused(
            StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Amina).SendStoryAsync(new SendStoryRequest
            {
                RequestId = "again",
                ReportId = "Not An Id",
                Words = new string('x', 10_001),
                ToldBy = new string('x', 81),
            }));
        Assert.Equal(["request_id", "report_id", "words", "told_by", "audience"], Participatory.Platform.Calls.Statuses.FieldFaults(refusal)
            .Select(fault => fault.Name));

        await Refused(
            StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Grace).AnswerStoryAsync(Answer("unknown", " ")));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Grace)
            .AnswerStoryAsync(Answer("unknown", new string('x', 4_001))));
        await Refused(StatusCode.NotFound, "REPORT_NOT_FOUND", async () => await run.As(People.Grace).AnswerStoryAsync(Answer("unknown")));
        await Refused(StatusCode.NotFound, "STORY_NOT_FOUND", async () => await run.As(People.Grace)
            .GetStoryAsync(new GetStoryRequest { ReportId = "unknown" }));
        await Refused(
            StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Grace).GetStoryAsync(new GetStoryRequest()));
    }
}
