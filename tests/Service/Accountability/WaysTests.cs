using Google.Protobuf;
using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

public sealed class WaysTests
{
    private static readonly Sql SelectRemembered = new("SELECT answer FROM request");

    private static readonly Sql ChangeWords = new("UPDATE telling SET words = 'Something else.'");

    private static readonly Sql ChangeAudience = new("UPDATE part SET audience = 'EVERYBODY'");

    [Theory, EveryDatabase]
    public async Task Every_way_alone_is_enough(string engine)
    {
        await using var run = await Start(engine);
        for (var i = 0; i < 5; i++)
        {
            var asked = await run.Ask(People.Amina, $"award-{i}");
            var story = Story(asked.ReportId, i == 0 ? "Good." : "");
            switch (i)
            {
                case 1: story.Tellings.Add(new Telling { Question = Question.Surprised, Words = "The heron came." }); break;
                case 2: story.Videos.Add(new Video { Address = "https://films.example.org/watch?v=1" }); break;
                case 3: await run.Upload(People.Amina, asked.ReportId, TestPng.Picture()); break;
                case 4: await run.Speak(People.Amina, asked.ReportId, TestSound.Webm()); break;
            }

            var told = await run.As(People.Amina).SendStoryAsync(story);
            Assert.Equal((ReportState.Told, Way.Told), (told.State, told.Story.Way));
        }

        Assert.Equal(5, (await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest())).Stories.Count);
    }

    [Theory, EveryDatabase]
    public async Task Each_part_is_seen_by_those_it_is_for(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var photo = await run.Upload(People.Amina, asked.ReportId, TestPng.Picture());
        var voice = await run.Speak(People.Amina, asked.ReportId, TestSound.Ogg(), "Hello, it was fun.");
        var story = Story(asked.ReportId, "For all.");
        story.Tellings.Add(new Telling { Question = Question.Help, Words = "For the council.", Audience = Audience.Council });
        story.Tellings.Add(new Telling { Question = Question.Learned, Words = "For funders.", Audience = Audience.Funders });
        story.Audiences.Add(new PartAudience { PartId = voice.VoiceId, Audience = Audience.Council });
        await run.As(People.Amina).SendStoryAsync(story);

        var seen = await run.As(People.Tom).GetStoryAsync(new GetStoryRequest { ReportId = asked.ReportId });
        Assert.Equal(["For all."], seen.Tellings.Select(telling => telling.Words));
        Assert.Equal(photo.PhotoId, Assert.Single(seen.Photos).PhotoId);
        Assert.Empty(seen.Voices);
        await Refused(StatusCode.NotFound, "VOICE_NOT_FOUND", () => run.Listen(People.Nobody, voice.VoiceId));

        var whole = await run.As(People.Olu).GetStoryAsync(new GetStoryRequest { ReportId = asked.ReportId });
        Assert.Equal(["For all.", "For funders.", "For the council."], whole.Tellings.Select(telling => telling.Words));
        Assert.Equal(("audio/webm", "Hello, it was fun."),
            ((await run.Listen(People.Olu, voice.VoiceId)).MediaType, Assert.Single(whole.Voices).Transcript));
    }

    [Theory, EveryDatabase]
    public async Task A_conversation_is_no_story_before_the_group_says_yes(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1", amountMinor: 900_000);
        Assert.Equal((Ask.Conversation, 6), (asked.Ask, asked.Questions.Count));
        var written = await Write(run, asked.ReportId, "They had forty guests.");
        Assert.Equal((ReportState.Requested, 1, "Grace Bell, neighbourhood officer"),
            (written.State, written.Conversation.Version, written.Conversation.WrittenBy));
        Assert.Equal((asked.ReportId, 1), (await run.Service.Published<ConversationWritten>())
            .Select(message => (message.ReportId, message.Version)).Single());

        await Refused(StatusCode.NotFound, "STORY_NOT_FOUND", async () => await run.As(People.Grace)
            .GetStoryAsync(new GetStoryRequest { ReportId = asked.ReportId }));
        await Refused(StatusCode.FailedPrecondition, "STORY_NOT_SENT_YET", async () => await run.As(People.Grace)
            .AnswerStoryAsync(Answer(asked.ReportId)));
        await Refused(StatusCode.PermissionDenied, "NOT_THEIR_STORY", () => Confirm(run, People.Grace, asked.ReportId, 1));
        await Refused(StatusCode.NotFound, "REPORT_NOT_FOUND", () => Confirm(run, People.Tom, asked.ReportId, 1));
        Assert.Empty(await run.Service.Published<StoryShared>());

        // What is written anew has to be read anew.
        var anew = (await Write(run, asked.ReportId, "They had fifty guests.", Meeting.Call)).Conversation;
        Assert.Equal((2, Meeting.Call), (anew.Version, anew.Meeting));
        await Refused(StatusCode.FailedPrecondition, "CONVERSATION_CHANGED", () => Confirm(run, People.Amina, asked.ReportId, 1));
        var told = await Confirm(run, People.Amina, asked.ReportId, 2);
        Assert.Equal(
            (ReportState.Told, Way.Conversation, "Grace Bell, neighbourhood officer", false, "They had fifty guests."),
            (told.State, told.Story.Way, told.Story.WrittenBy, told.Story.Corrected, told.Story.Tellings.Single().Words));
        Assert.Null(told.Conversation);
        Assert.Single(await run.Service.Published<StoryShared>());
    }

    [Theory, EveryDatabase]
    public async Task What_the_group_puts_right_is_what_is_kept(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        await Write(run, asked.ReportId, "They had fifty guests.");
        var told = await Confirm(
            run, People.Amina, asked.ReportId, 1, new Telling { Question = Question.Happened, Words = "We had thirty guests." });

        Assert.Equal((true, "We had thirty guests."), (told.Story.Corrected, told.Story.Tellings.Single().Words));
        Assert.Equal(0, await run.Count("conversation"));
    }

    [Theory, EveryDatabase]
    public async Task A_no_leaves_nothing_of_it_and_the_group_tells_in_its_own_way(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        await Write(run, asked.ReportId, "They had fifty guests.");
        await Refused(StatusCode.PermissionDenied, "NOT_THEIR_STORY", () => Decline(run, People.Grace, asked.ReportId));
        var declined = await Decline(run, People.Amina, asked.ReportId);

        Assert.Null(declined.Conversation);
        Assert.Equal((ReportState.Requested, 0L), (declined.State, await run.Count("conversation")));
        await Refused(StatusCode.NotFound, "CONVERSATION_NOT_FOUND", () => Confirm(run, People.Amina, asked.ReportId, 1));
        Assert.Equal(ReportState.Told, (await run.Tell(People.Amina, asked.ReportId)).State);
    }

    [Theory, EveryDatabase]
    public async Task While_a_group_reads_what_we_wrote_down_it_is_not_reminded(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        await run.Pass(TimeSpan.FromDays(30));
        await Write(run, asked.ReportId, "They had fifty guests.");
        await run.Pass(TimeSpan.FromDays(30));
        Assert.Empty(await run.Service.Published<ReportReminded>());

        await Decline(run, People.Amina, asked.ReportId);
        await run.Pass(TimeSpan.FromDays(30));
        Assert.Single(await run.Service.Published<ReportReminded>());
    }

    [Theory, EveryDatabase]
    public async Task A_draft_is_the_groups_alone_and_goes_with_the_story(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        await Draft(run, asked.ReportId, "It rai");
        var kept = await Draft(run, asked.ReportId, "It rained.");

        Assert.Equal("It rained.", kept.Draft.Words);
        Assert.Equal("It rained.", (await run.Look(People.Amina, asked.ReportId)).Draft.Words);
        Assert.Null((await run.Look(People.Grace, asked.ReportId)).Draft);
        await Refused(StatusCode.PermissionDenied, "NOT_THEIR_STORY", async () => await run.As(People.Grace)
            .KeepDraftAsync(Request(asked.ReportId, "x")));
        await Refused(
            StatusCode.NotFound, "REPORT_NOT_FOUND", async () => await run.As(People.Tom).KeepDraftAsync(Request(asked.ReportId, "x")));

        Assert.Null((await run.Tell(People.Amina, asked.ReportId)).Draft);
        Assert.Equal(0, await run.Count("draft"));
        // A draft that comes late, from a telephone that was away, changes nothing that was told.
        await Refused(StatusCode.FailedPrecondition, "STORY_ALREADY_SENT", () => Draft(run, asked.ReportId, "It rai"));
    }

    [Theory, EveryDatabase]
    public async Task What_is_taken_back_is_gone_from_everywhere(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var photo = await run.Upload(People.Amina, asked.ReportId, TestPng.Picture(), "Mrs Price on the bench");
        var voice = await run.Speak(People.Amina, asked.ReportId, TestSound.Webm(), "A sentence that is heard");
        await Draft(run, asked.ReportId, "A sentence that is regretted");
        var story = Story(asked.ReportId, "A sentence that is regretted");
        story.Videos.Add(new Video { Address = "https://films.example.org/regretted" });
        var told = await run.As(People.Amina).SendStoryAsync(story);
        string[] parts = [told.Story.Tellings[0].PartId, told.Story.Videos[0].PartId, photo.PhotoId, voice.VoiceId];

        foreach (var (index, part) in parts.Index())
        {
            await Refused(StatusCode.NotFound, "REPORT_NOT_FOUND", () => Withdraw(run, People.Tom, asked.ReportId, part));
            var left = await Withdraw(run, People.Amina, asked.ReportId, part);
            Assert.Equal(index + 1, left.Story.Withdrawn);
            await Refused(StatusCode.NotFound, "PART_NOT_FOUND", () => Withdraw(run, People.Amina, asked.ReportId, part));
        }

        await Refused(StatusCode.NotFound, "STORY_NOT_FOUND", async () => await run.As(People.Nobody)
            .GetStoryAsync(new GetStoryRequest { ReportId = asked.ReportId }));
        Assert.Empty((await run.As(People.Nobody).ListStoriesAsync(new ListStoriesRequest())).Stories);
        await Refused(StatusCode.NotFound, "PHOTO_NOT_FOUND", () => run.Download(People.Amina, photo.PhotoId));
        await Refused(StatusCode.NotFound, "VOICE_NOT_FOUND", () => run.Listen(People.Amina, voice.VoiceId));
        Assert.Equal(
            (0L, 0L, 0L, 0L, 0L, 4L),
            (await run.Count("part"), await run.Count("photo_piece"), await run.Count("voice_piece"), await run.Count("transcript"),
                await run.Count("draft"), await run.Count("withdrawal")));
        Assert.Equal(4, (await run.Service.Published<PartWithdrawn>()).Count);
        // The same request again is answered with the story as it is, and no answer keeps it as it was.
        Assert.Empty((await run.As(People.Amina).SendStoryAsync(story)).Story.Tellings);
        await NothingRemembers(run, "regretted", "Mrs Price", "is heard");
    }

    [Theory, EveryDatabase]
    public async Task Somebody_in_a_photo_can_ask_the_council_and_words_are_the_groups_alone(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var photo = await run.Upload(People.Amina, asked.ReportId, TestPng.Picture());
        var told = await run.Tell(People.Amina, asked.ReportId);

        await Refused(StatusCode.PermissionDenied, "NOT_THEIR_STORY",
            () => Withdraw(run, People.Grace, asked.ReportId, told.Story.Tellings[0].PartId));
        Assert.Empty((await Withdraw(run, People.Olu, asked.ReportId, photo.PhotoId)).Story.Photos);
    }

    [Theory, EveryDatabase]
    public async Task Words_and_whom_they_are_for_are_never_changed_not_even_in_the_database(string engine)
    {
        await using var run = await Start(engine);
        await run.Tell(People.Amina, (await run.Ask(People.Amina, "award-1")).ReportId);
        foreach (var change in (Sql[])[ChangeWords, ChangeAudience])
        {
            await using var transaction = await run.Service.Database.Begin(CancellationToken.None);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(change));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_photo_in_which_somebody_can_be_recognised_needs_their_yes_and_of_a_child_a_parents(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", () => Photo(Recognised.Unspecified, true, true));
        await Refused(StatusCode.InvalidArgument, "CONSENT_NEEDED", () => Photo(Recognised.Adults, false, false));
        await Refused(StatusCode.InvalidArgument, "CONSENT_NEEDED", () => Photo(Recognised.Children, true, false));
        await Refused(StatusCode.InvalidArgument, "CONSENT_NEEDED", () => Photo(Recognised.Children, false, true));
        Assert.Equal(0, await run.Count("photo"));
        await Photo(Recognised.Nobody, false, false);
        await Photo(Recognised.Adults, true, false);
        Assert.Equal(Recognised.Children, (await Photo(Recognised.Children, true, true)).Recognised);

        // Also where somebody writes past the service.
        foreach (var change in (string[])[
            "they_said_yes = 0 WHERE recognised = 'ADULTS'", "they_said_yes = 0 WHERE recognised = 'CHILDREN'",
            "parents_said_yes = 0 WHERE recognised = 'CHILDREN'"])
        {
            await using var transaction = await run.Service.Database.Begin(CancellationToken.None);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(new($"UPDATE photo SET {change}")));
        }

        Task<Photo> Photo(Recognised recognised, bool they, bool parents) => run.Send(People.Amina, [new AddPhotoRequest
        {
            RequestId = Guid.NewGuid().ToString(), ReportId = asked.ReportId, Recognised = recognised, TheySaidYes = they,
            ParentsSaidYes = parents,
            Content = ByteString.CopyFrom(TestPng.Picture()),
        }]);
    }

    [Theory, EveryDatabase]
    public async Task Anyone_who_helps_types_a_transcript_once(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var voice = await run.Speak(People.Amina, asked.ReportId, TestSound.Mp3());
        await Refused(StatusCode.NotFound, "VOICE_NOT_FOUND", () => Type(People.Grace));
        await run.Tell(People.Amina, asked.ReportId);

        await Refused(StatusCode.PermissionDenied, "NOT_THEIR_STORY", () => Type(People.Tom));
        Assert.Equal("We sang.", (await Type(People.Olu)).Story.Voices.Single().Transcript);
        await Refused(StatusCode.FailedPrecondition, "TRANSCRIPT_EXISTS", () => Type(People.Amina));

        async Task<Report> Type(Caller caller) => await run.As(caller).TypeTranscriptAsync(
            new TypeTranscriptRequest
            {
                RequestId = Guid.NewGuid().ToString(), ReportId = asked.ReportId, VoiceId = voice.VoiceId,
                Words = "We sang."
            });
    }

    [Theory]
    [InlineData("https://films.example.org/watch?v=1", true)]
    [InlineData("http://films.example.org/1", false)]
    [InlineData("https://films/1", false)]
    [InlineData("https://somebody:secret@films.example.org/1", false)]
    [InlineData("https://127.0.0.1/1", false)]
    [InlineData("https://films.example.org:8443/1", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://films.example.org/\"><script>", false)]
    [InlineData("", false)]
    public void A_film_is_a_plain_link(string address, bool taken) =>
        Assert.Equal(taken, Participatory.Accountability.Stories.ToldFields.IsFilm(address));

    private static async Task NothingRemembers(AskedGroups run, params string[] words)
    {
        await using var session = await run.Service.Database.Read(CancellationToken.None);
        var remembered = await session.Many<byte[]>(SelectRemembered);
        Assert.NotEmpty(remembered);
        Assert.All(remembered, answer => Assert.All(words, word => Assert.False(TestBytes.Holds(answer, word))));
    }

    private static async Task<Report> Write(AskedGroups run, string reportId, string words, Meeting meeting = Meeting.Visit)
    {
        var request = new WriteConversationRequest { RequestId = Guid.NewGuid().ToString(), ReportId = reportId, Meeting = meeting };
        request.Tellings.Add(new Telling { Question = Question.Happened, Words = words });
        return await run.As(People.Grace).WriteConversationAsync(request);
    }

    private static async Task<Report> Confirm(AskedGroups run, Caller caller, string reportId, int version, params Telling[] tellings) =>
        await run.As(caller).ConfirmConversationAsync(new ConfirmConversationRequest
        {
            RequestId = Guid.NewGuid().ToString(), ReportId = reportId, Version = version, Audience = Audience.Everybody,
            Tellings = { tellings },
        });

    private static async Task<Report> Decline(AskedGroups run, Caller caller, string reportId) =>
        await run.As(caller).DeclineConversationAsync(
            new DeclineConversationRequest { RequestId = Guid.NewGuid().ToString(), ReportId = reportId, Version = 1 });

    private static async Task<Report> Withdraw(AskedGroups run, Caller caller, string reportId, string partId) =>
        await run.As(caller).WithdrawPartAsync(
            new WithdrawPartRequest { RequestId = Guid.NewGuid().ToString(), ReportId = reportId, PartId = partId });

    private static KeepDraftRequest Request(string reportId, string words) =>
        new() { RequestId = Guid.NewGuid().ToString(), ReportId = reportId, Draft = new Draft { Words = words } };

    private static async Task<Report> Draft(AskedGroups run, string reportId, string words) =>
        await run.As(People.Amina).KeepDraftAsync(Request(reportId, words));
}
