using Grpc.Core;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

public sealed class AskTests
{
    private static readonly Sql MakeItAskMore = new("UPDATE report SET ask = 'CONVERSATION'");

    private static readonly Sql AddAskingTooMuch = new("""
        INSERT INTO report (report_id, award_id, round_id, project_id, area_code, title, recipient, amount_minor, currency, state,
            requested_at, paid_at, hope_at, ask, times_asked)
        VALUES (@id, @id, 'r', 'p', 'a', 't', 's', @amount, 'GBP', 'REQUESTED', 1, 1, 1, @ask, @times)
        """);

    [Theory]
    [InlineData(1, Ask.Sentence, 1)]
    [InlineData(50_000, Ask.Sentence, 1)]
    [InlineData(50_001, Ask.Questions, 3)]
    [InlineData(500_000, Ask.Questions, 3)]
    [InlineData(500_001, Ask.Conversation, 6)]
    public void How_much_is_asked_follows_from_the_amount(long amountMinor, Ask expected, int questions)
    {
        var ask = AskPolicy.Ceiling.Of(amountMinor);

        Assert.Equal(expected, ask);
        Assert.Equal(questions, AskPolicy.Questions(ask).Distinct().Count());
    }

    [Theory, EveryDatabase]
    public async Task A_round_can_ask_less_than_the_ceiling_and_never_more(string engine)
    {
        await using var run = await Start(engine);
        await run.Service.Deliver(RoundOpened("gentle") with { SentenceUpToMinor = 200_000, QuestionsUpToMinor = 2_000_000 });
        await run.Service.Deliver(RoundOpened("harsh") with { SentenceUpToMinor = 0, QuestionsUpToMinor = 1 });

        Assert.Equal(Ask.Sentence, await Asked("gentle", 200_000));
        Assert.Equal(Ask.Questions, await Asked("gentle", 2_000_000));
        Assert.Equal(Ask.Sentence, await Asked("harsh", 50_000));
        Assert.Equal(Ask.Questions, await Asked("harsh", 500_000));
        Assert.Equal(Ask.Conversation, await Asked("harsh", 500_001));
        Assert.Equal(Ask.Questions, await Asked("never-heard-of", 500_000));

        async Task<Ask> Asked(string round, long amountMinor)
        {
            await run.Service.Deliver(run.Paid($"{round}-{amountMinor}", People.Amina, round: round, amountMinor: amountMinor));
            var reports = (await run.As(People.Amina).ListMyReportsAsync(new ListMyReportsRequest())).Reports;
            return reports.Single(report => report.AwardId == $"{round}-{amountMinor}").Ask;
        }
    }

    [Theory, EveryDatabase]
    public async Task The_database_itself_refuses_to_ask_more(string engine)
    {
        await using var run = await Start(engine);
        await run.Ask(People.Amina, "award-1");
        await Refuses(MakeItAskMore, new { });
        await Refuses(AddAskingTooMuch, new { id = "a", amount = 50_000L, ask = "QUESTIONS", times = 0 });
        await Refuses(AddAskingTooMuch, new { id = "b", amount = 500_000L, ask = "CONVERSATION", times = 0 });
        await Refuses(AddAskingTooMuch, new { id = "c", amount = 1L, ask = "SENTENCE", times = 4 });
        Assert.Equal(1, await run.Count("report"));

        async Task Refuses(Sql sql, object parameters)
        {
            await using var transaction = await run.Service.Database.Begin(CancellationToken.None);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(sql, parameters));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_group_is_asked_when_the_money_has_been_used_and_reminded_twice_at_most(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        await run.Pass(TimeSpan.FromDays(28));
        Assert.Empty(await run.Service.Published<ReportRequested>());

        await run.Pass(TimeSpan.FromDays(1));
        var question = Assert.Single(await run.Service.Published<ReportRequested>());
        Assert.Equal(
            (asked.ReportId, "subject-amina", run.Service.Clock.Now), (question.ReportId, question.RecipientSubject, question.RequestedAt));

        for (var day = 0; day < 400; day += 5)
        {
            await run.Pass(TimeSpan.FromDays(5));
            await run.Pass(TimeSpan.Zero);
        }

        Assert.Single(await run.Service.Published<ReportRequested>());
        Assert.Equal([1, 2], (await run.Service.Published<ReportReminded>()).Select(reminder => reminder.Number));
        Assert.Equal(3, (await run.Look(People.Amina, asked.ReportId)).TimesAsked);
    }

    [Theory, EveryDatabase]
    public async Task A_group_is_reminded_after_21_and_after_63_days(string engine)
    {
        await using var run = await Start(engine);
        await run.Ask(People.Amina, "award-1");
        await run.Pass(TimeSpan.FromDays(29));
        Assert.Single(await run.Service.Published<ReportRequested>());
        var moment = TimeSpan.FromSeconds(1);
        foreach (var (days, reminded) in ((int, int)[])[(21, 1), (42, 2)])
        {
            await run.Pass(TimeSpan.FromDays(days) - moment);
            Assert.Equal(reminded - 1, (await run.Service.Published<ReportReminded>()).Count);
            await run.Pass(moment);
            Assert.Equal(reminded, (await run.Service.Published<ReportReminded>()).Count);
        }
    }

    [Theory, EveryDatabase]
    public async Task Whoever_has_told_is_not_asked_any_more(string engine)
    {
        await using var run = await Start(engine);
        var early = await run.Ask(People.Amina, "award-1");
        await run.Tell(People.Amina, early.ReportId);
        var later = await run.Ask(People.Amina, "award-2");
        await run.Pass(TimeSpan.FromDays(30));
        await run.Tell(People.Amina, later.ReportId);
        await run.Pass(TimeSpan.FromDays(300));

        Assert.Equal(later.ReportId, Assert.Single(await run.Service.Published<ReportRequested>()).ReportId);
        Assert.Empty(await run.Service.Published<ReportReminded>());
    }

    [Theory, EveryDatabase]
    public async Task Many_clocks_at_once_ask_each_group_once(string engine)
    {
        await using var run = await Start(engine);
        for (var i = 0; i < 10; i++)
        {
            await run.Ask(People.Amina, $"award-{i}");
        }

        run.Service.Clock.Advance(TimeSpan.FromDays(30));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => run.Pass(TimeSpan.Zero)));
        Assert.Equal(10, (await run.Service.Published<ReportRequested>()).Count);
    }

    [Theory, EveryDatabase]
    public async Task After_the_reminders_an_officer_notes_why_no_story_came_and_the_group_can_still_tell(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        await Refused(StatusCode.FailedPrecondition, "REMINDERS_FIRST", () => Excuse(run, People.Grace, asked.ReportId));
        await run.Pass(TimeSpan.FromDays(30));
        await run.Pass(TimeSpan.FromDays(22));
        await Refused(StatusCode.FailedPrecondition, "REMINDERS_FIRST", () => Excuse(run, People.Grace, asked.ReportId));
        await run.Pass(TimeSpan.FromDays(50));

        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", () => Excuse(run, People.Amina, asked.ReportId));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", () => Excuse(run, People.Grace, asked.ReportId, " "));
        var excused = await Excuse(run, People.Olu, asked.ReportId);
        Assert.Equal((ReportState.Excused, "They moved away. The garden is in bloom.", "Olu Ade, ward officer"),
            (excused.State, excused.Excuse, excused.ExcusedBy));
        var published = Assert.Single(await run.Service.Published<ReportExcused>());
        Assert.Equal(("award-1", "subject-amina"), (published.AwardId, published.RecipientSubject));
        await Refused(StatusCode.FailedPrecondition, "NOTHING_TO_EXCUSE", () => Excuse(run, People.Grace, asked.ReportId));

        Assert.Equal(ReportState.Told, (await run.Tell(People.Amina, asked.ReportId)).State);
        Assert.Equal(ReportState.Accepted, (await run.As(People.Grace).AnswerStoryAsync(Answer(asked.ReportId))).State);
    }

    [Theory, EveryDatabase]
    public async Task Something_that_was_hard_brings_an_offer_of_help_and_nothing_else(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var story = Story(asked.ReportId, "The paint was stolen.");
        story.WasHard = true;
        var told = await run.As(People.Amina).SendStoryAsync(story);

        Assert.True(told.Story.WasHard);
        Assert.True((await run.Look(People.Grace, asked.ReportId)).Story.WasHard);
        Assert.False((await run.As(People.Nobody).GetStoryAsync(new GetStoryRequest { ReportId = asked.ReportId })).WasHard);
        Assert.Equal((asked.ReportId, "subject-amina"), (await run.Service.Published<HelpOffered>())
            .Select(help => (help.ReportId, help.RecipientSubject)).Single());
        Assert.Equal((asked.Ask, asked.Questions, 0), (told.Ask, told.Questions, told.TimesAsked));
        await run.Pass(TimeSpan.FromDays(300));
        Assert.Empty(await run.Service.Published<ReportReminded>());
    }

    [Theory, EveryDatabase]
    public async Task A_group_drawn_by_lot_is_invited_once_whichever_comes_first_and_asked_nothing_more(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        for (var i = 0; i < 2; i++)
        {
            await run.Service.Deliver(new GroupDrawn("award-1", Round, "fund", "2026-03-01", run.Service.Clock.Now));
            await run.Service.Deliver(new GroupDrawn("award-2", Round, "fund", "2026-03-01", run.Service.Clock.Now));
        }

        Assert.Equal(asked.ReportId, Assert.Single(await run.Service.Published<ConversationInvited>()).ReportId);
        var later = await run.Ask(People.Tom, "award-2");
        Assert.Equal(
            [asked.ReportId, later.ReportId], (await run.Service.Published<ConversationInvited>()).Select(invited => invited.ReportId));
        var report = await run.Look(People.Amina, asked.ReportId);
        Assert.Equal((true, asked.Ask, 0), (report.Invited, report.Ask, report.TimesAsked));
        Assert.Equal(ReportState.Told, (await run.Tell(People.Amina, asked.ReportId)).State);
    }

    private static async Task<Report> Excuse(
        AskedGroups run, Caller caller, string reportId, string reason = "They moved away. The garden is in bloom.") =>
        await run.As(caller).ExcuseReportAsync(
            new ExcuseReportRequest { RequestId = Guid.NewGuid().ToString(), ReportId = reportId, Reason = reason });
}
