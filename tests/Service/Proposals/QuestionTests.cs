using System.Data.Common;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Officers ask open questions, and what somebody has answered is not changed.</summary>
public sealed class QuestionTests
{
    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    [Theory, EveryDatabase]
    public async Task A_question_is_asked_and_read_with_its_days_and_its_officer(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var all = await council.Ask();
        var oak = await council.Ask(Listened.Question("What would you keep?", Council.Oak), Hill);
        Assert.Equal((People.Grace.ShownAs, Hill.ShownAs, true), (all.AskedBy, oak.AskedBy, all.TakesVoices));
        Assert.Equal([all, oak], await Questions(council));
        Assert.Equal([all], await Questions(council, Council.Elm));
        Assert.Equal([all, oak], await Questions(council, Council.Oak));
        await Council.Refused("AREA_OF_OTHERS", () => council.Ask(Listened.Question(area: Council.Elm), Hill));
        await Council.Refused("AREA_OF_OTHERS", () => council.Ask(by: Hill));
        Assert.False((await council.Ask(Opens(3))).TakesVoices);
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_a_question_is_named(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await Council.Refused("INVALID_REQUEST", () => council.Ask(new OpenQuestion()), "question.round_id", "question.words",
            "question.open_time", "question.close_time");
        await Council.Refused("INVALID_REQUEST", () => council.Ask(Listened.Question(new string('a', 301), "E09")), "question.words");
        await Council.Refused("INVALID_REQUEST", () => council.Ask(Listened.Question(area: "E09")), "question.area_code");
        await Council.Refused("ROUND_NOT_FOUND", () => council.Ask(Listened.Question(roundId: "none")), "round_id");
        var backwards = Listened.Question();
        backwards.CloseTime = backwards.OpenTime;
        await Council.Refused("INVALID_REQUEST", () => council.Ask(backwards), "question.close_time");
        var past = Listened.Question();
        (past.OpenTime, past.CloseTime) = (Council.Day(-5), Council.Day(-1));
        await Council.Refused("INVALID_REQUEST", () => council.Ask(past), "question.close_time");
    }

    [Theory, EveryDatabase]
    public async Task A_closed_question_is_refused_with_a_better_form_and_asked_where_it_is_meant(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var closed = Listened.Question("Should we plant more trees?");
        await Council.Refused("INVALID_REQUEST", () => council.Ask(closed), "question.words");
        Assert.Equal("Should we plant more trees?", (await council.Ask(closed, onPurpose: true)).Words);
        var change = Change(await council.Ask(), "Do you like the park?");
        await Council.Refused("INVALID_REQUEST", () => council.As(People.Grace).ChangeQuestionAsync(change).ResponseAsync, "words");
        change.ClosedOnPurpose = true;
        Assert.Equal("Do you like the park?", (await council.As(People.Grace).ChangeQuestionAsync(change)).Words);
    }

    [Theory, EveryDatabase]
    public async Task Once_somebody_has_answered_a_question_is_closed_or_replaced_and_the_database_refuses_a_change(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var question = await council.Ask();
        var changed = await council.As(People.Grace).ChangeQuestionAsync(Change(question, "What makes a day here a good one?"));
        Assert.Equal((question.QuestionId, "What makes a day here a good one?"), (changed.QuestionId, changed.Words));

        var written = await council.WriteDown(await council.Invite(), question);
        await Council.Refused(
            "QUESTION_ANSWERED", () => council.As(People.Grace).ChangeQuestionAsync(Change(question, "What else?")).ResponseAsync);
        await Assert.ThrowsAnyAsync<DbException>(() => council.Run("UPDATE open_question SET words = 'What else?'"));
        await council.Run("DELETE FROM written_voice");
        await council.As(People.Grace).ChangeQuestionAsync(Change(question, "What is good here?"));
        await council.Say(People.Amina, Listened.Voice(question));
        await Council.Refused(
            "QUESTION_ANSWERED", () => council.As(People.Grace).ChangeQuestionAsync(Change(question, "What else?")).ResponseAsync);
        await Assert.ThrowsAnyAsync<DbException>(() => council.Run("UPDATE open_question SET closes_at = closes_at + 1"));

        var other = await council.Ask(Listened.Question("What would you keep?"), replaces: question.QuestionId);
        var replaced = (await Questions(council))[0];
        Assert.Equal((other.QuestionId, People.Grace.ShownAs, "What is good here?", false, 1),
            (replaced.ReplacedBy, replaced.EndedBy, replaced.Words, replaced.TakesVoices, replaced.Voices));
        await Council.Refused("QUESTION_IS_OVER", () => council.Say(People.Tom, Listened.Voice(question)));
        Assert.Single(await council.Wall());
        Assert.NotEqual("", written.VoiceId);
        await Council.Refused(
            "QUESTION_ENDED", () => council.Ask(Listened.Question(), replaces: question.QuestionId), "replaces_question_id");
    }

    [Theory, EveryDatabase]
    public async Task Closing_keeps_what_was_said_and_does_nothing_the_second_time(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var question = await council.Ask();
        await council.Say(People.Amina, Listened.Voice(question));
        var request = new CloseQuestionRequest { RequestId = Council.NewRequest(), QuestionId = question.QuestionId };
        var closed = await council.As(People.Grace).CloseQuestionAsync(request);
        council.Service.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(closed, await council.As(People.Grace).CloseQuestionAsync(request));
        request.RequestId = Council.NewRequest();
        Assert.Equal(closed.EndTime, (await council.As(People.Noor).CloseQuestionAsync(request)).EndTime);
        Assert.Equal("I want to sit down on the way to the shop.", Assert.Single(await council.Wall()).Words);
    }

    [Theory, EveryDatabase]
    public async Task People_of_an_area_are_asked_five_questions_at_a_time_also_when_officers_ask_at_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await council.Ask(Listened.Question("What would you keep?", Council.Elm));
        var reasons = await Race.Reasons(Enumerable.Range(0, 8).Select(at => (Func<Task>)(() => council.Ask(
            Listened.Question($"What is good about number {at}?")))));
        Assert.Equal(4, reasons.Count(reason => reason.Length == 0));
        Assert.Equal(4, reasons.Count(reason => reason == "QUESTIONS_TOO_MANY"));
        // One of the five is asked in Elm alone.
        await council.Ask(Listened.Question("What would you bring?", Council.Oak));
        await Council.Refused("QUESTIONS_TOO_MANY", () => council.Ask(Listened.Question("What else?", Council.Oak)));
        council.Service.Clock.Advance(TimeSpan.FromDays(9.5));
        var later = Listened.Question("What now?");
        later.CloseTime = Council.Day(20);
        await council.Ask(later);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_asks_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var request = new AskQuestionRequest { RequestId = Council.NewRequest(), Question = Listened.Question() };
        var asked = await council.As(People.Grace).AskQuestionAsync(request);
        Assert.Equal(asked, await council.As(People.Grace).AskQuestionAsync(request));
        Assert.Single(await Questions(council));
    }

    private static OpenQuestion Opens(double days)
    {
        var question = Listened.Question("What do you hope for?");
        question.OpenTime = Council.Day(days);
        return question;
    }

    private static ChangeQuestionRequest Change(OpenQuestion question, string words) => new()
    {
        RequestId = Council.NewRequest(), QuestionId = question.QuestionId, Words = words, OpenTime = question.OpenTime,
        CloseTime = question.CloseTime,
    };

    private static async Task<IReadOnlyList<OpenQuestion>> Questions(Council council, string area = "") =>
        (await council.As(People.Nobody).ListQuestionsAsync(new() { RoundId = Council.RoundId, AreaCode = area })).Questions;
}
