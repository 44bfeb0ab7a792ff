using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Identity;
using Participatory.Proposals.Questions;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;
using Participatory.Proposals.Voices.Listeners;
using Participatory.Proposals.Work;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>What comes of asking, answering and listening, in every phase and for every question.</summary>
public sealed class ListeningDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AreaRow[] Areas = [new() { AreaCode = "E05000001" }, new() { AreaCode = "E05000002" }];

    [Fact]
    public void Every_command_in_every_phase_of_a_round() => StateTable.Holds<Phase>(
        """
                  Ask                Change             Close Say               Listen            WriteDown
        LISTENING 1                  1                  yes   1                 1                 1
        ACCEPTING ASKING_NO_MORE     ASKING_NO_MORE     yes   LISTENING_IS_OVER LISTENING_IS_OVER LISTENING_IS_OVER
        REVIEWING ASKING_NO_MORE     ASKING_NO_MORE     yes   LISTENING_IS_OVER LISTENING_IS_OVER LISTENING_IS_OVER
        BALLOTING ASKING_NO_MORE     ASKING_NO_MORE     yes   LISTENING_IS_OVER LISTENING_IS_OVER LISTENING_IS_OVER
        FINISHED  ROUND_IS_FINISHED  ROUND_IS_FINISHED  yes   LISTENING_IS_OVER LISTENING_IS_OVER LISTENING_IS_OVER
        """,
        ("Ask", phase => Asked(phase) is null ? 0 : 1),
        ("Change", phase => ChangeQuestion.Decide(Question, Round(phase), Areas, Change(), People.Grace, Now) is null ? 0 : 1),
        ("Close", _ => CloseQuestion.Decide(Question, Areas, People.Grace, Now)?.EndedAt == Now),
        ("Say", phase => SayVoice.Decide(Saying(), Question, Round(phase), Areas, People.Amina, Now) is null ? 0 : 1),
        ("Listen", phase => MakeListenerLink.Decide(Inviting(), Round(phase), Areas, People.Grace, Now) is null ? 0 : 1),
        ("WriteDown", phase => WriteVoiceDown.Decide(Writing(), Link, Question, Round(phase), Areas, 0, Now).Version));

    [Fact]
    public void Every_command_to_every_question() => StateTable.Holds(
        ["OPEN", "TO_COME", "OVER", "CLOSED", "ANSWERED"],
        """
                 Change            Close Replace        Say
        OPEN     changed           yes   yes            1
        TO_COME  changed           yes   yes            QUESTION_NOT_YET
        OVER     QUESTION_ENDED    -     yes            QUESTION_IS_OVER
        CLOSED   QUESTION_ENDED    -     QUESTION_ENDED QUESTION_IS_OVER
        ANSWERED QUESTION_ANSWERED yes   yes            1
        """,
        ("Change", state => ChangeQuestion.Decide(In(state), Round("LISTENING"), Areas, Change(), People.Grace, Now).Words == "What else?"
            ? "changed" : null),
        ("Close", state => CloseQuestion.Decide(In(state), Areas, People.Grace, Now) is not null),
        ("Replace", state => AskQuestion.Decide(
            Asking("q"), Round("LISTENING"), Areas, [In(state)], People.Grace, Now).Replaced?.EndedBy == People.Grace.ShownAs),
        ("Say", state => SayVoice.Decide(Saying(), In(state), Round("LISTENING"), Areas, People.Amina, Now) is null ? 0 : 1));

    [Fact]
    public void A_question_is_asked_by_officers_of_all_whom_it_asks_and_no_area_is_asked_more_than_five()
    {
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => Asked(by: People.Olu)));
        Assert.Equal("E05000001", Asked(area: "E05000001", by: People.Olu)!.AreaCode);
        Assert.Equal("@question.area_code", StateTable.Outcome(() => Asked(area: "E05000009")));
        Assert.Equal("@question.close_time", StateTable.Outcome(() => AskQuestion.Decide(
            Asking(closes: Now), Round("LISTENING"), Areas, [], People.Grace, Now)));
        QuestionRow[] five =
            [.. Enumerable.Range(0, 5).Select(at => Question with { QuestionId = $"q{at}", AreaCode = at < 3 ? "E05000001" : null })];
        Assert.Equal("QUESTIONS_TOO_MANY", StateTable.Outcome(() => Asked(area: "E05000001", earlier: five)));
        Assert.Equal("QUESTIONS_TOO_MANY", StateTable.Outcome(() => Asked(earlier: five)));
        Assert.NotNull(Asked(area: "E05000002", earlier: five));
        Assert.NotNull(Asked(area: "E05000001", earlier: [.. five[1..], five[0] with { EndedAt = Now, EndedBy = "G" }]));
        Assert.NotNull(Asked(area: "E05000001", earlier: [.. five[1..], five[0] with { ClosesAt = Now }]));
        Assert.Equal("QUESTIONS_FULL", StateTable.Outcome(() => Asked(
            earlier: [.. Enumerable.Repeat(Question with { ClosesAt = Now }, AskQuestion.MostOfRound)])));
        Assert.Equal("QUESTION_NOT_FOUND", StateTable.Outcome(() => AskQuestion.Decide(
            Asking("q"), Round("LISTENING"), Areas, [Question with { AreaCode = "E05000001" }], People.Grace, Now)));
    }

    [Theory]
    [InlineData("What does a good life here look like?", "")]
    [InlineData("What are you willing to bring?", "")]
    [InlineData("Tell us about your street.", "")]
    [InlineData("How is it to be young here?", "")]
    [InlineData("Do you use the park, and what for?", "")]
    [InlineData("Pob lwc: beth sydd yn dda yma?", "")]
    [InlineData("Where would you sit down if you could?", "")]
    [InlineData("Is it safe here?", "QUESTION_ASKS_YES_OR_NO")]
    [InlineData("Do you like the park?", "QUESTION_ASKS_YES_OR_NO")]
    [InlineData("Think of your street. Are you happy with it?", "QUESTION_ASKS_YES_OR_NO")]
    [InlineData("More trees, yes or no?", "QUESTION_ASKS_YES_OR_NO")]
    [InlineData("More trees or not?", "QUESTION_ASKS_YES_OR_NO")]
    [InlineData("Should we plant more trees?", "QUESTION_ASKS_WHETHER_TO_DO")]
    [InlineData("should the council close the road", "QUESTION_ASKS_WHETHER_TO_DO")]
    [InlineData("Do you agree that there should be more trees?", "QUESTION_ASKS_TO_AGREE")]
    [InlineData("Would you agree with how we run the park?", "QUESTION_ASKS_TO_AGREE")]
    [InlineData("The park is lovely, isn’t it?", "QUESTION_ASKS_TO_AGREE")]
    public void What_can_be_answered_by_yes_or_no_is_found(string words, string reason) =>
        Assert.Equal(reason, ClosedQuestion.In(words)?.Name ?? "");

    [Fact]
    public void A_voice_is_of_the_area_that_was_asked()
    {
        Assert.Equal("E05000002", Say("E05000002"));
        Assert.Equal("@voice.area_code", Say(""));
        Assert.Equal("@voice.area_code", Say("E05000009"));
        Assert.Equal("E05000001", Say("", Question with { AreaCode = "E05000001" }));
        Assert.Equal("@voice.area_code", Say("E05000002", Question with { AreaCode = "E05000001" }));
        Assert.Equal("@voice.area_code", StateTable.Outcome(() => WriteVoiceDown.Decide(
            Writing("E05000002"), Link with { AreaCode = "E05000001" }, Question, Round("LISTENING"), Areas, 0, Now).AreaCode));
        Assert.Equal("E05000001", StateTable.Outcome(() => WriteVoiceDown.Decide(
            Writing(""), Link with { AreaCode = "E05000001" }, Question, Round("LISTENING"), Areas, 0, Now).AreaCode));
        Assert.Equal("WAITING_TOO_MANY", StateTable.Outcome(() => WriteVoiceDown.Decide(
            Writing(), Link, Question, Round("LISTENING"), Areas, WriteVoiceDown.MostWaiting, Now)));

        string Say(string area, QuestionRow? question = null) => StateTable.Outcome(() => SayVoice.Decide(
            Saying(area), question ?? Question, Round("LISTENING"), Areas, People.Amina, Now).AreaCode);
    }

    [Fact]
    public void A_voice_is_its_speakers_by_account_or_by_secret_and_never_both()
    {
        var mine = SayVoice.Decide(Saying(), Question, Round("LISTENING"), Areas, People.Amina, Now);
        Assert.Equal((People.Amina.Subject, true), (mine.SpeakerSubject, mine.SecretHash is null));
        var nobodys = SayVoice.Decide(Saying(), Question, Round("LISTENING"), Areas, People.Nobody, Now);
        Assert.Equal(("", 32), (nobodys.SpeakerSubject, nobodys.SecretHash!.Length));
        Assert.Same(mine, TakeVoiceBack.Decide(mine, People.Amina));
        Assert.Equal("VOICE_IS_THEIRS", StateTable.Outcome(() => TakeVoiceBack.Decide(mine, People.Tom)));
        Assert.Equal("VOICE_IS_THEIRS", StateTable.Outcome(() => TakeVoiceBack.Decide(nobodys, People.Nobody)));
        Assert.Equal("VOICE_NOT_FOUND", StateTable.Outcome(() => TakeVoiceBack.Decide(mine with { Audience = "COUNCIL" }, People.Tom)));
        Assert.Equal("VOICE_NOT_FOUND", StateTable.Outcome(() => TakeVoiceBack.Decide(null, People.Amina)));
    }

    [Fact]
    public void What_is_confirmed_or_put_right_is_what_was_read()
    {
        var written = new WrittenVoiceRow { VoiceId = "v", LinkId = "l", Version = 3, Words = "A bench", Language = "en" };
        var correction = new CorrectWrittenVoiceRequest { Version = 3, Words = "A bank", Language = "cy" };
        var now = CorrectWrittenVoice.Decide(written, correction);
        Assert.Equal((4, "A bank", "cy"), (now.Version, now.Words, now.Language));
        var yes = new ConfirmVoiceRequest { Version = 3, Audience = VoiceAudience.Council, VoiceSecret = new string('a', 40) };
        var voice = ConfirmVoice.Decide(written, yes);
        Assert.Equal(("A bench", "COUNCIL", "l", "", 32),
            (voice.Words, voice.Audience, voice.LinkId, voice.SpeakerSubject, voice.SecretHash!.Length));
        Assert.Equal("WRITTEN_VOICE_CHANGED", StateTable.Outcome(() => ConfirmVoice.Decide(written with { Version = 4 }, yes)));
        Assert.Equal(
            "WRITTEN_VOICE_CHANGED", StateTable.Outcome(() => CorrectWrittenVoice.Decide(written with { Version = 2 }, correction)));
        Assert.Equal("WRITTEN_VOICE_NOT_FOUND", StateTable.Outcome(() => ConfirmVoice.Decide(null, yes)));
    }

    [Fact]
    public void Ideas_and_voices_that_wait_for_a_look_are_one_number_of_an_area() => Assert.Equal(
        [("elm", "E1", 3), ("elm", "E2", 4), ("oak", "E1", 5)],
        CountWork.Together(
            [Waiting("elm", "E1", 1), Waiting("oak", "E1", 5)], [Waiting("elm", "E1", 2), Waiting("elm", "E2", 4)])
            .Select(row => (row.RoundId, row.AreaCode, row.Many)));

    private static CountWork.IdeasRow Waiting(string round, string area, int many) =>
        new() { RoundId = round, AreaCode = area, Many = many };

    private static QuestionRow Question => new()
    {
        QuestionId = "q", RoundId = "elm", Words = "What is good here?", OpensAt = Now.AddDays(-1), ClosesAt = Now.AddDays(1),
    };

    private static QuestionRow In(string state) => state switch
    {
        "TO_COME" => Question with { OpensAt = Now.AddHours(1) },
        "OVER" => Question with { ClosesAt = Now },
        "CLOSED" => Question with { EndedAt = Now.AddHours(-1), EndedBy = "Grace" },
        "ANSWERED" => Question with { Answered = true },
        _ => Question,
    };

    private static ListenerLinkRow Link => new() { LinkId = "l", RoundId = "elm" };

    private static RoundRow Round(string phase) => new() { RoundId = "elm", Phase = phase };

    private static QuestionRow? Asked(
        string phase = "LISTENING", string area = "", IReadOnlyList<QuestionRow>? earlier = null, Caller? by = null) =>
        AskQuestion.Decide(Asking(area: area), Round(phase), Areas, earlier ?? [], by ?? People.Grace, Now).Asked;

    private static AskQuestionRequest Asking(string replaces = "", string area = "", DateTimeOffset? closes = null) => new()
    {
        ReplacesQuestionId = replaces,
        Question = new OpenQuestion
        {
            RoundId = "elm", AreaCode = area, Words = "What else?", OpenTime = Now.AddDays(-2).ToTimestamp(),
            CloseTime = (closes ?? Now.AddDays(2)).ToTimestamp(),
        },
    };

    private static ChangeQuestionRequest Change() => new()
    {
        Words = "What else?", OpenTime = Now.ToTimestamp(), CloseTime = Now.AddDays(2).ToTimestamp(),
    };

    private static SayVoiceRequest Saying(string area = "E05000001") => new()
    {
        Secret = new string('a', 40),
        Voice = new Voice { QuestionId = "q", AreaCode = area, Words = "Benches", Language = "en", Audience = VoiceAudience.WithoutName },
    };

    private static MakeListenerLinkRequest Inviting() => new() { RoundId = "elm", Listener = "The mosque", Secret = new string('a', 40) };

    private static WriteVoiceDownRequest Writing(string area = "E05000001") => new()
    {
        Voice = new WrittenVoice { QuestionId = "q", AreaCode = area, Words = "A bench", Language = "en" },
    };
}
