using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Grants;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Rights.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Platform;

/// <summary>Whoever was forgotten stays so, whenever and however often news of them comes.</summary>
public sealed class ForgettingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Caller Tom = People.Resident("resident-tom");

    private static readonly Sql AddAnswer = new("""
        INSERT INTO request (caller, method, request_id, body_hash, answer, answered_at)
        VALUES (@caller, 'Test', @id, @hash, @answer, @at)
        """);

    private static readonly Sql AddMessage = new("""
        INSERT INTO outbox (message_id, type, body, trace_parent, created_at, attempts, next_attempt_at, sent_at, parked_at)
        VALUES (@id, @type, @body, 'test', @at, 12, @at, @sentAt, @parkedAt)
        """);

    private static readonly Sql SelectMessages = new("SELECT body FROM outbox WHERE trace_parent = 'test' ORDER BY sequence");
    private static readonly Sql SelectTables = new("SELECT name FROM sqlite_master ORDER BY name");
    private static readonly Sql CountAnswers = new("SELECT COUNT(*) FROM request");
    private static readonly Sql SelectRecipients = new("SELECT recipient FROM award UNION SELECT recipient FROM report");
    private static readonly Sql SelectProposers = new("SELECT proposer FROM idea ORDER BY project_id");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task What_comes_before_twice_or_late_comes_to_the_same_end(string engine)
    {
        await using var service = await RunningService.Start(
            engine, builder => builder.AddAccountability(), app => app.MapAccountability(), RightsService.Descriptor);
        await service.Deliver(new RoundOpened("spring", "Spring", "GBP", [new RoundArea("E1", "Elm")], 10, 5, 90));
        // Heard before anything of the person is.
        await Forget(service);
        await Grant(service, "award-1", "1");
        Assert.Contains(await Given(service), row => row.Table == "report");

        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.Services.GetRequiredService<Forgetting>().Tick(Cancellation);
        Assert.Empty(await Given(service));
        await Grant(service, "award-2", "2");
        await service.Deliver(new PersonForgotten(Tom.Subject, Noon));
        await Forget(service);
        Assert.Empty(await Given(service));
        await using var session = await service.Database.Read(Cancellation);
        Assert.Equal([""], await session.Many<string>(SelectRecipients));
    }

    [Theory, EveryDatabase]
    public async Task An_idea_on_a_ballot_paper_stays_and_is_nobodys(string engine)
    {
        await using var service = await RunningService.Start(
            engine, builder => builder.AddGrants(), app => app.MapGrants(), RightsService.Descriptor);
        await service.Deliver(new BallotPaperPublished("spring", "Spring", "GBP", "approval", 1, 0, "greedy", "cost", "es", 0, Noon,
            Noon.AddDays(20), "",
            [new BallotPaperContest("E1", "Elm", 550_000,
            [
                new BallotPaperProject("1", "A bench", 2_000, Tom.Subject), new BallotPaperProject("2", "A tree", 1_000, "resident-2"),
            ])]));

        await Forget(service);
        await using var session = await service.Database.Read(Cancellation);
        Assert.Equal(["", "resident-2"], await session.Many<string>(SelectProposers));
    }

    [Theory, EveryDatabase]
    public async Task Answers_with_their_words_are_not_given_again_and_those_of_others_are(string engine)
    {
        await using var service = await RunningService.Start(
            engine, builder => builder.AddAccountability(), app => app.MapAccountability(), RightsService.Descriptor);
        await service.Deliver(new RoundOpened("spring", "Spring", "GBP", [new RoundArea("E1", "Elm")], 10, 5, 90));
        await Grant(service, "award-1", "1");
        await Answered(service, Tom.Subject, "nothing of note");
        await Answered(service, People.Grace.Subject, "about A bench for the lane, and more");
        await Answered(service, People.Grace.Subject, "about something else");

        await Forget(service);
        await using var session = await service.Database.Read(Cancellation);
        Assert.Equal(1, await session.One<long>(CountAnswers));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_cannot_be_forgotten_yet_keeps_nobody_waiting_and_is_tried_again(string engine)
    {
        const string First = "resident-first";
        ConcurrentQueue<string> forgotten = [];
        var isBroken = true;
        await using var service = await RunningService.Start(
            engine,
            builder =>
            {
                builder.Services.AddSingleton(new PersonalData(_ => Task.CompletedTask, (_, subject) =>
                {
                    if (isBroken && subject == First)
                    {
                        throw new InvalidOperationException("A row is in the way.");
                    }

                    forgotten.Enqueue(subject);
                    return Task.CompletedTask;
                }));
                builder.AddAccountability();
            },
            app => app.MapAccountability(), RightsService.Descriptor);
        await service.Deliver(new PersonForgotten(First, service.Clock.Now));
        await Forget(service);
        Assert.Contains(Tom.Subject, forgotten);
        Assert.DoesNotContain(First, forgotten);

        isBroken = false;
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.Services.GetRequiredService<Forgetting>().Tick(Cancellation);
        Assert.Contains(First, forgotten);
    }

    [Theory, EveryDatabase]
    public async Task What_was_not_delivered_yet_still_can_be_and_names_them_no_more(string engine)
    {
        await using var service = await RunningService.Start(
            engine, builder => builder.AddAccountability(), app => app.MapAccountability(), RightsService.Descriptor);
        var (theirs, forgotten) = ($$"""{"recipient":"{{Tom.Subject}}","amount":5}""", $$"""{"personSubject":"{{Tom.Subject}}"}""");
        await Said(service, "Grants.AwardAccepted", theirs, isSent: true);
        await Said(service, "Grants.AwardAccepted", theirs, isSent: false);
        await Said(service, "People.PersonForgotten", forgotten, isSent: false);

        await Forget(service);
        await using var session = await service.Database.Read(Cancellation);
        Assert.Equal(["""{"recipient":"","amount":5}""", forgotten], await session.Many<string>(SelectMessages));
    }

    [Fact]
    public async Task A_log_that_somebody_reads_is_cut_as_soon_as_nobody_does()
    {
        await using var service = await RunningService.Start(
            "sqlite", builder => builder.AddAccountability(), app => app.MapAccountability(), RightsService.Descriptor);
        var log = new FileInfo(service.Database.File + "-wal");
        await using (var session = await service.Database.Read(Cancellation))
        {
            await using var reading = session.Stream<string>(SelectTables).GetAsyncEnumerator(Cancellation);
            Assert.True(await reading.MoveNextAsync());
            await Forget(service);
            Assert.False(await service.Database.TruncateLog(Cancellation));
        }

        // The clock of the test stands still: nobody is due again, and it is the look of the service itself that cuts it.
        for (var until = DateTime.UtcNow.AddSeconds(30); Length() > 0 && DateTime.UtcNow < until;)
        {
            await Task.Delay(200, Cancellation);
        }

        Assert.Equal(0, Length());

        long Length()
        {
            // It goes with the last who has the database open.
            log.Refresh();
            return log.Exists ? log.Length : 0;
        }
    }

    private static async Task Grant(RunningService service, string awardId, string project)
    {
        await service.Deliver(new AwardAccepted(
            awardId, "spring", project, "E1", "A bench for the lane", Tom.Subject, 200_000, "GBP", "1", Noon));
        await service.Deliver(new PaymentConfirmed(
            $"{awardId}-payment", awardId, "spring", project, "E1", "A bench for the lane", Tom.Subject, 200_000, "GBP", Noon));
    }

    private static async Task Forget(RunningService service)
    {
        await service.Deliver(new PersonForgotten(Tom.Subject, service.Clock.Now));
        await service.Services.GetRequiredService<Forgetting>().Tick(Cancellation);
    }

    /// <summary>A message that was sent, or is parked.</summary>
    private static async Task Said(RunningService service, string type, string body, bool isSent)
    {
        await using var transaction = await service.Database.Begin(Cancellation);
        var at = service.Clock.Now;
        await transaction.Execute(AddMessage, new
        {
            id = Guid.NewGuid().ToString(), type, body, at, sentAt = isSent ? at : (DateTimeOffset?)null,
            parkedAt = isSent ? null : (DateTimeOffset?)at,
        });
        await transaction.Commit();
    }

    private static async Task Answered(RunningService service, string caller, string answer)
    {
        await using var transaction = await service.Database.Begin(Cancellation);
        await transaction.Execute(AddAnswer, new
        {
            caller, id = Guid.NewGuid().ToString(), hash = new byte[32], answer = System.Text.Encoding.UTF8.GetBytes(answer),
            at = service.Clock.Now,
        });
        await transaction.Commit();
    }

    /// <summary>What the service holds of the person, as they would be given it.</summary>
    private static async Task<IReadOnlyList<MyRow>> Given(RunningService service)
    {
        using var call = new RightsService.RightsServiceClient(service.As(Tom)).GetMine(
            new GetMineRequest(), cancellationToken: Cancellation);
        List<MyRow> rows = [];
        while (await call.ResponseStream.MoveNext(Cancellation))
        {
            rows.Add(call.ResponseStream.Current.Row);
        }

        return rows;
    }
}
