using Participatory.Accountability.Learning;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Accountability.Decisions;

public sealed class ReportDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Told Words = new([new Telling { Words = "It went well." }], [], "", Audience.Everybody, WasHard: false);

    [Fact]
    public void Every_command_on_a_report_in_every_state() => StateTable.Holds<ReportState>(
        """
                  Tell               WriteDown          Answer                 Excuse            ExcuseEarly       Ask AskWhileReading
        REQUESTED TOLD               1                  STORY_NOT_SENT_YET     EXCUSED           REMINDERS_FIRST   2   1
        TOLD      STORY_ALREADY_SENT STORY_ALREADY_SENT ACCEPTED               NOTHING_TO_EXCUSE NOTHING_TO_EXCUSE 1   1
        ACCEPTED  STORY_ALREADY_SENT STORY_ALREADY_SENT STORY_ALREADY_ANSWERED NOTHING_TO_EXCUSE NOTHING_TO_EXCUSE 1   1
        EXCUSED   TOLD               1                  STORY_NOT_SENT_YET     NOTHING_TO_EXCUSE NOTHING_TO_EXCUSE 1   1
        """,
        ("Tell", state => KeepStory.Decide(Report(state), Words, []).State),
        ("WriteDown", state => WriteConversation.Decide(Report(state), new() { Tellings = { Words.Tellings } }).Tellings.Count),
        ("Answer", state => AnswerStory.Decide(Report(state), People.Grace).State),
        ("Excuse", state => ExcuseReport.Decide(Report(state) with { TimesAsked = 3 }).State),
        ("ExcuseEarly", state => ExcuseReport.Decide(Report(state) with { TimesAsked = 2 }).State),
        ("Ask", state => AskAndRemind.Decide(Report(state), isReading: false, Now).TimesAsked),
        ("AskWhileReading", state => AskAndRemind.Decide(Report(state), isReading: true, Now).TimesAsked));

    [Fact]
    public void A_group_is_asked_once_and_reminded_twice_and_never_while_it_reads()
    {
        var requested = Report("REQUESTED");
        Assert.Equal((1, Now.AddDays(21)), AskAndRemind.Decide(requested with { TimesAsked = 0 }, isReading: false, Now));
        Assert.Equal((2, Now.AddDays(42)), AskAndRemind.Decide(requested with { TimesAsked = 1 }, isReading: false, Now));
        Assert.Equal((3, null), AskAndRemind.Decide(requested with { TimesAsked = 2 }, isReading: false, Now));
        Assert.Equal((1, Now.AddDays(7)), AskAndRemind.Decide(requested, isReading: true, Now));
        Assert.Equal((1, null), AskAndRemind.Decide(Report("TOLD"), isReading: true, Now));
    }

    [Fact]
    public void Any_sign_of_life_is_a_story_and_nothing_at_all_is_none()
    {
        var nothing = Words with { Tellings = [] };
        Assert.Equal("@words", StateTable.Outcome(() => KeepStory.Decide(Report("REQUESTED"), nothing, [])));
        Assert.Equal("TOLD", KeepStory.Decide(Report("REQUESTED"), nothing, ["photo"]).State);
        Assert.Equal("TOLD", KeepStory.Decide(Report("REQUESTED"), nothing with { Videos = [new Video()] }, []).State);
        var ofAnother = Words with { Audiences = new Dictionary<string, Audience> { ["photo"] = Audience.Council } };
        Assert.Equal("PART_NOT_FOUND", StateTable.Outcome(() => KeepStory.Decide(Report("REQUESTED"), ofAnother, [])));
    }

    [Fact]
    public void A_story_is_answered_by_name_in_the_officers_areas()
    {
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => AnswerStory.Decide(Report("TOLD") with { AreaCode = "E05000002" },
            People.Olu)));
        Assert.Equal("NO_NAME_TO_SIGN_WITH", StateTable.Outcome(() => AnswerStory.Decide(Report("TOLD"),
            People.Grace with { ShownAs = " " })));
    }

    [Fact]
    public void A_group_takes_back_what_it_told_and_an_officer_only_where_somebody_can_be_seen_or_heard()
    {
        StateTable.Holds(
            [.. typeof(PartKinds).GetFields().Select(field => (string)field.GetRawConstantValue()!)],
            """
                   Group  Officer          Other
            WORDS  group  NOT_THEIR_STORY  NOT_THEIR_STORY
            PHOTO  group  officer          NOT_THEIR_STORY
            VOICE  group  officer          NOT_THEIR_STORY
            VIDEO  group  NOT_THEIR_STORY  NOT_THEIR_STORY
            """,
            ("Group", kind => Who(kind, People.Amina with { ShownAs = "Amina" })), ("Officer", kind => Who(kind, People.Grace)),
            ("Other", kind => Who(kind, People.Tom)));

        static string Who(string kind, Caller caller) => WithdrawPart.Decide(Report("TOLD"), kind, caller) is "" ? "group" : "officer";
    }

    [Fact]
    public void Only_the_group_says_no_to_what_was_written_down_and_only_to_what_it_has_read() => StateTable.Holds<ReportState>(
        """
                   Group   Late                  Nothing                 Officer          Other
        REQUESTED  report  CONVERSATION_CHANGED  CONVERSATION_NOT_FOUND  NOT_THEIR_STORY  REPORT_NOT_FOUND
        TOLD       report  CONVERSATION_CHANGED  CONVERSATION_NOT_FOUND  NOT_THEIR_STORY  REPORT_NOT_FOUND
        ACCEPTED   report  CONVERSATION_CHANGED  CONVERSATION_NOT_FOUND  NOT_THEIR_STORY  REPORT_NOT_FOUND
        EXCUSED    report  CONVERSATION_CHANGED  CONVERSATION_NOT_FOUND  NOT_THEIR_STORY  REPORT_NOT_FOUND
        """,
        ("Group", state => DeclineConversation.Decide(Report(state), Written(2), 2, People.Amina).ReportId),
        ("Late", state => DeclineConversation.Decide(Report(state), Written(3), 2, People.Amina)),
        ("Nothing", state => DeclineConversation.Decide(Report(state), null, 2, People.Amina)),
        ("Officer", state => DeclineConversation.Decide(Report(state), Written(2), 2, People.Grace)),
        ("Other", state => DeclineConversation.Decide(Report(state), Written(2), 2, People.Tom)));

    [Fact]
    public void What_is_quoted_stands_in_the_story_as_it_was_told()
    {
        TagStory.WordsRow[] words = [new() { PartId = "part", Words = "It went well.\r\nWe danced." }];
        Assert.Equal(("part", "We danced."), TagStory.Decide(isTold: true, words, " We danced. "));
        Assert.Equal(("part", "It went well.\nWe danced."), TagStory.Decide(isTold: true, words, "It went well.\nWe danced."));
        Assert.Equal(("", ""), TagStory.Decide(isTold: true, words, " "));
        Assert.Equal("STORY_NOT_SENT_YET", StateTable.Outcome(() => TagStory.Decide(isTold: false, words, "")));
        Assert.Equal("@quotation", StateTable.Outcome(() => TagStory.Decide(isTold: true, words, "We sang.")));
    }

    private static ConversationRow Written(int version) => new() { ReportId = "report", Version = version };

    private static ReportRow Report(string state) =>
        new() { ReportId = "report", AreaCode = "E05000001", Recipient = People.Amina.Subject, State = state, TimesAsked = 1 };
}
