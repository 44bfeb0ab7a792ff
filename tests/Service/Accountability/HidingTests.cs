using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Accountability.Moderation;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Rights;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Types.V1;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

/// <summary>Parts of stories are reported, hidden, looked at a second time and shown again, and never changed.</summary>
public sealed class HidingTests
{
    private const string Name = "The Elm Park gardeners";

    [Theory, EveryDatabase]
    public async Task Four_people_come_to_an_end_with_words_and_nothing_of_them_changes(string engine)
    {
        await using var run = await Start(engine);
        var (report, words, _, _) = await Told(run);
        await Flag(run, People.Nobody, report, words, "She never agreed.");
        var flag = Assert.Single(
            (await run.As(People.Olu).GetPartFlagsAsync(new GetPartFlagsRequest { ReportId = report, PartId = words })).Flags);
        Assert.Equal((HidingReason.NamesAPerson, "She never agreed."), (flag.Reason, flag.Note));
        Assert.Equal((1, false), Assert.Single((await Flagged(run, People.Olu)).Select(one => (one.Flags, one.ForAnother))));

        await Judge(run, People.Olu, report, words, HidingJudgement.Hide);
        Assert.Empty(await Flagged(run, People.Olu));
        foreach (var stranger in (Caller[])[People.Nobody, People.Tom, People.Femi, People.Nia])
        {
            var seen = await run.As(stranger).GetStoryAsync(new GetStoryRequest { ReportId = report });
            Assert.Equal(("", 0, 1), (seen.Words, seen.Tellings.Count, seen.Photos.Count));
            Assert.Equal(
                (words, PartKind.Words, HidingState.Hidden, HidingReason.NamesAPerson),
                Assert.Single(seen.Hidden.Select(one => (one.PartId, one.Kind, one.Hiding.State, one.Hiding.Reason))));
            Assert.DoesNotContain("Maud", $"{await run.As(stranger).ListStoriesAsync(new ListStoriesRequest())}", StringComparison.Ordinal);
        }

        foreach (var reader in (Caller[])[People.Amina, People.Olu, People.Grace])
        {
            var seen = await run.As(reader).GetStoryAsync(new GetStoryRequest { ReportId = report });
            Assert.Equal(("Maud came.", 1), (seen.Words, seen.Hidden.Count));
        }

        await run.As(People.Amina).AskPartAgainAsync(new AskPartAgainRequest { RequestId = Id(), ReportId = report, PartId = words });
        Assert.True(Assert.Single(await Flagged(run, People.Olu)).ForAnother);
        await Refused(StatusCode.PermissionDenied, "SECOND_OFFICER_NEEDED", () =>
            Judge(run, People.Olu, report, words, HidingJudgement.Show));
        await Judge(run, People.Grace, report, words, HidingJudgement.Show);
        Assert.Equal("Maud came.", (await run.As(People.Nobody).GetStoryAsync(new GetStoryRequest { ReportId = report })).Words);
        Assert.Equal(
            [("HIDDEN", 1), ("SECOND_LOOK", 2), ("SHOWN_AGAIN", 3)],
            (await run.Service.Published<PartHidden>()).Select(change => (change.State, change.Number)));
        Assert.Equal(
            ["FLAGGED", "HIDDEN", "SECOND_LOOK", "SHOWN_AGAIN"],
            (await run.As(People.Nobody).GetPartCountsAsync(new GetPartCountsRequest())).Counts.Select(count => count.Step));
    }

    [Theory, EveryDatabase]
    public async Task A_photo_and_a_sound_are_hidden_by_themselves_and_a_story_of_which_all_is_hidden_says_so(string engine)
    {
        await using var run = await Start(engine);
        var (report, words, photo, voice) = await Told(run);
        await Judge(run, People.Olu, report, photo, HidingJudgement.Hide);
        await Judge(run, People.Olu, report, voice, HidingJudgement.Hide);
        await Refused(StatusCode.NotFound, "PHOTO_NOT_FOUND", () => run.Download(People.Nobody, photo));
        await Refused(StatusCode.NotFound, "VOICE_NOT_FOUND", () => run.Listen(People.Nobody, voice));
        Assert.NotEmpty((await run.Download(People.Amina, photo)).Bytes);
        Assert.NotEmpty((await run.Listen(People.Olu, voice)).Bytes);
        Assert.Single((await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest())).Stories);
        Assert.Empty((await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest { With = StoryWith.Photos })).Stories);

        await Judge(run, People.Olu, report, words, HidingJudgement.Hide);
        Assert.Empty((await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest())).Stories);
        Assert.Equal(3, (await run.As(People.Nobody).GetStoryAsync(new GetStoryRequest { ReportId = report })).Hidden.Count);
        await Judge(run, People.Grace, report, photo, HidingJudgement.Show);
        Assert.NotEmpty((await run.Download(People.Nobody, photo)).Bytes);
    }

    [Theory, EveryDatabase]
    public async Task What_is_taken_back_takes_with_it_what_was_said_of_it(string engine)
    {
        await using var run = await Start(engine);
        var (report, words, _, _) = await Told(run);
        await Flag(run, People.Tom, report, words, "Cruel.");
        Assert.Equal(0, await run.Count("request WHERE method LIKE '%Flag%' AND caller <> ''"));
        await run.As(People.Amina).WithdrawPartAsync(new WithdrawPartRequest { RequestId = Id(), ReportId = report, PartId = words });
        Assert.Empty(await Flagged(run, People.Olu));
        Assert.Equal(0, await run.Count("flag"));
        await Refused(StatusCode.NotFound, "PART_NOT_FOUND", () => Flag(run, People.Tom, report, words, ""));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_is_forgotten_takes_with_them_what_was_said_of_their_story(string engine)
    {
        await using var run = await Start(engine);
        var (report, words, _, _) = await Told(run);
        await Flag(run, People.Tom, report, words, "Cruel.");
        await run.Service.Deliver(new PersonForgotten(People.Amina.Subject, run.Service.Clock.Now));
        await run.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);
        Assert.Equal(0, await run.Count("flag"));
    }

    [Theory, EveryDatabase]
    public async Task With_words_goes_the_name_under_which_they_stand_and_with_a_photo_it_does_not(string engine)
    {
        await using var run = await Start(engine);
        var (report, words, photo, _) = await Told(run);
        await run.As(People.Amina).TagStoryAsync(
            new TagStoryRequest { RequestId = Id(), ReportId = report, Themes = { "benches" } });
        await Judge(run, People.Olu, report, photo, HidingJudgement.Hide);
        Assert.Equal((Name, Name), await Names(run, People.Nobody, report));

        await Judge(run, People.Olu, report, words, HidingJudgement.Hide);
        Assert.Equal(("", ""), await Names(run, People.Nobody, report));
        Assert.Equal(Name, (await Names(run, People.Amina, report)).Story);
        Assert.Equal(Name, (await Names(run, People.Grace, report)).Story);
        await Judge(run, People.Olu, report, words, HidingJudgement.Show);
        Assert.Equal((Name, Name), await Names(run, People.Nobody, report));
    }

    [Theory, EveryDatabase]
    public async Task A_story_is_not_called_by_the_title_of_an_idea_that_is_hidden_but_for_its_group_and_officers(string engine)
    {
        await using var run = await Start(engine);
        var (report, _, _, _) = await Told(run);
        var title = (await run.As(People.Nobody).GetStoryAsync(new GetStoryRequest { ReportId = report })).Title;
        var idea = (await run.Look(People.Olu, report)).ProjectId;
        await run.Service.Deliver(new ProposalHidden(
            Round, idea, title, People.Amina.Subject, "WORDS", 1, "HIDDEN", true, "NAMES_A_PERSON", "Olu Ade, officer",
            run.Service.Clock.Now));
        var seen = await run.As(People.Nobody).GetStoryAsync(new GetStoryRequest { ReportId = report });
        Assert.Equal(("", HidingState.Hidden, HidingReason.NamesAPerson), (seen.Title, seen.Hiding.State, seen.Hiding.Reason));
        Assert.DoesNotContain(title, $"{await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest())}", StringComparison.Ordinal);
        foreach (var reader in (Caller[])[People.Amina, People.Olu])
        {
            Assert.Equal(title, (await run.As(reader).GetStoryAsync(new GetStoryRequest { ReportId = report })).Title);
        }

        await run.Service.Deliver(new ProposalHidden(
            Round, idea, title, People.Amina.Subject, "WORDS", 2, "SHOWN_AGAIN", false, "NAMES_A_PERSON", "Olu Ade, officer",
            run.Service.Clock.Now));
        Assert.Equal(title, (await run.As(People.Nobody).GetStoryAsync(new GetStoryRequest { ReportId = report })).Title);
    }

    // The name on the story, and where a sentence of it is quoted.
    private static async Task<(string Story, string Quoted)> Names(AskedGroups run, Caller reader, string report) => (
        (await run.As(reader).GetStoryAsync(new GetStoryRequest { ReportId = report })).ToldBy,
        (await run.As(reader).GetLearningAsync(new GetLearningRequest { RoundId = Round })).Themes[0].Quotations[0].ToldBy);

    [Fact]
    public void What_somebody_cannot_see_is_not_there_for_them_to_report()
    {
        var report = new ReportRow { ReportId = "report", Recipient = People.Amina.Subject, AreaCode = Ward };
        var part = new PartRow { ReportId = "report", PartId = "part", Kind = "WORDS", Audience = "COUNCIL" };
        Assert.Equal("PART_NOT_FOUND", StateTable.Outcome(() => FlagPart.Decide(report, part, new HidingRow(), People.Nobody)));
        Assert.Equal("yes", StateTable.Outcome(() => FlagPart.Decide(report, part, new HidingRow(), People.Olu)));
        Assert.Equal("-", StateTable.Outcome(() => FlagPart.Decide(report, part, new HidingRow { State = "HIDDEN" }, People.Olu)));
        Assert.Equal("yes", StateTable.Outcome(() =>
            FlagPart.Decide(report, part with { Audience = "EVERYBODY" }, new HidingRow(), People.Nobody)));
    }

    /// <summary>A story of words, a photo and a sound, for everybody.</summary>
    private static async Task<(string Report, string Words, string Photo, string Voice)> Told(AskedGroups run)
    {
        var report = (await run.Ask(People.Amina, "award-1")).ReportId;
        var photo = await run.Upload(People.Amina, report, TestJpeg.Picture());
        var voice = await run.Speak(People.Amina, report, TestSound.Webm());
        var told = await run.Tell(People.Amina, report, "Maud came.");
        return (report, told.Story.Tellings[0].PartId, photo.PhotoId, voice.VoiceId);
    }

    private static async Task Flag(AskedGroups run, Caller who, string report, string part, string note) => await run.As(who).FlagPartAsync(
        new FlagPartRequest { RequestId = Id(), ReportId = report, PartId = part, Reason = HidingReason.NamesAPerson, Note = note });

    private static async Task Judge(AskedGroups run, Caller officer, string report, string part, HidingJudgement judgement) =>
        await run.As(officer).JudgePartAsync(new JudgePartRequest
        {
            RequestId = Id(), ReportId = report, PartId = part, Judgement = judgement,
            Reason = judgement == HidingJudgement.Hide ? HidingReason.NamesAPerson : HidingReason.Unspecified,
        });

    private static async Task<IReadOnlyList<FlaggedPart>> Flagged(AskedGroups run, Caller officer) =>
        (await run.As(officer).ListFlaggedPartsAsync(new ListFlaggedPartsRequest())).Parts;

    private static string Id() => Guid.NewGuid().ToString();
}
