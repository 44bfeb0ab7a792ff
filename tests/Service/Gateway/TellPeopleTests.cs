using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging.Abstractions;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Gateway;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Voting;
using Participatory.Gateway;
using Participatory.Gateway.Pages.SignIn;
using Participatory.Gateway.People;
using Participatory.Gateway.Settings;
using Participatory.Words;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using SmtpServer.Protocol;

namespace Participatory.Tests.Service.Gateway;

/// <summary>What became of an idea is said to everybody only once the person behind it has been told.</summary>
public sealed class TellPeopleTests
{
    private static readonly Sql SelectSaid = new("SELECT body FROM outbox WHERE type = 'Gateway.ProposerTold' ORDER BY sequence");

    private static readonly Sql InsertPerson = new("""
        INSERT INTO person (subject, email, shown_as, roles, areas, created_at) VALUES ('subject-tom', 'tom@example.org', '', '', '', 0)
        """);

    private static readonly Sql InsertAmina = new("""
        INSERT INTO person (subject, email, shown_as, roles, areas, created_at) VALUES ('subject-amina', 'amina@example.org', '', '', '', 0)
        """);

    [Theory, EveryDatabase]
    public async Task The_proposer_is_told_before_it_is_said_that_everybody_may_hear(string engine)
    {
        await using var made = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(made.Engine), made.ConnectionString);
        await new Migrator(database, typeof(GatewayService).Assembly).Migrate(TestContext.Current.CancellationToken);
        var clock = new SettableClock(new DateTimeOffset(2026, 7, 3, 12, 0, 0, TimeSpan.Zero));
        var settings = MailTests.Settings(server: null);
        var mail = new Mail(settings, database, clock, NullLogger<Mail>.Instance);
        var people = Teller(database, mail, settings, clock);
        await using var bus = new InProcessBus();
        people.Listen(bus);
        await using (var transaction = await database.Begin(TestContext.Current.CancellationToken))
        {
            await transaction.Execute(InsertPerson);
            await transaction.Commit();
        }

        var lost = new OutcomeReached("round", "2", "A tree", "subject-tom", "lost", "", new(LossReasons.NotEnoughLeft, "GBP", 12, 40_000, 35_000), "Grace Bell, officer");
        await Deliver(bus, lost, "message-1");
        await Deliver(bus, lost, "message-1");
        await Deliver(bus, new AwardOffered("award", "round", "1", "E1", "A bench", "subject-unknown", 100, "GBP", clock.Now), "message-2");
        Assert.Empty(await Said(database));
        Assert.Empty(await mail.Newest(TestContext.Current.CancellationToken));

        await people.SendWaiting(TestContext.Current.CancellationToken);
        await people.SendWaiting(TestContext.Current.CancellationToken);

        var sent = Assert.Single(await mail.Newest(TestContext.Current.CancellationToken));
        Assert.Equal(("tom@example.org", "What became of your idea: A tree"), (sent.Recipient, sent.Subject));
        Assert.Contains("It got 12 votes. When its turn came there was £350 left, and it costs £400.", sent.Body, StringComparison.Ordinal);
        Assert.Contains("Grace Bell, officer", sent.Body, StringComparison.Ordinal);
        // Whoever has no address with us cannot be told, and nobody waits for it.
        Assert.Equal(
            [new ProposerTold("round", "1", clock.Now), new ProposerTold("round", "2", clock.Now)],
            (await Said(database)).OrderBy(told => told.ProjectId, StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task One_mailbox_that_refuses_holds_up_nobody_and_is_set_aside(string engine)
    {
        await using var post = await new PostOffice().Open();
        post.Replies["tom@example.org"] = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person");
        await using var made = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(made.Engine), made.ConnectionString);
        var (people, clock, bus) = await Desk(database, post);
        await using var _ = bus;
        await Deliver(bus, Lost("2", "subject-tom"), "message-1");
        await Deliver(bus, Lost("3", "subject-amina"), "message-2");

        await people.SendWaiting(TestContext.Current.CancellationToken);

        Assert.Equal("amina@example.org", Assert.Single(post.Taken).To);
        // Whom no e-mail reaches cannot be told first; everybody else may hear all the same.
        Assert.Equal(["2", "3"], (await Said(database)).Select(told => told.ProjectId).Order(StringComparer.Ordinal));
        post.Replies.Clear();
        clock.Advance(TimeSpan.FromDays(10));
        await people.SendWaiting(TestContext.Current.CancellationToken);
        Assert.Single(post.Taken);
    }

    [Theory, EveryDatabase]
    public async Task A_mailbox_that_is_busy_is_tried_again_after_growing_pauses_and_given_up_after_five_days(string engine)
    {
        await using var post = await new PostOffice().Open();
        post.Replies["tom@example.org"] = new SmtpResponse((SmtpReplyCode)451, "try again");
        await using var made = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(made.Engine), made.ConnectionString);
        var (people, clock, bus) = await Desk(database, post);
        await using var _ = bus;
        await Deliver(bus, Lost("2", "subject-tom"), "message-1");
        var start = clock.Now;

        await people.SendWaiting(TestContext.Current.CancellationToken);
        await people.SendWaiting(TestContext.Current.CancellationToken);
        Assert.Equal(1, post.Asked);
        clock.Advance(TimeSpan.FromMinutes(1));
        await people.SendWaiting(TestContext.Current.CancellationToken);
        await people.SendWaiting(TestContext.Current.CancellationToken);
        Assert.Equal(2, post.Asked);
        Assert.Empty(await Said(database));
        while ((await Said(database)).Count == 0 && clock.Now - start < TimeSpan.FromDays(6))
        {
            clock.Advance(TimeSpan.FromHours(1));
            await people.SendWaiting(TestContext.Current.CancellationToken);
        }

        Assert.InRange(clock.Now - start, TimeSpan.FromDays(4), TimeSpan.FromDays(6));
        Assert.Empty(post.Taken);
        var asked = post.Asked;
        clock.Advance(TimeSpan.FromDays(1));
        await people.SendWaiting(TestContext.Current.CancellationToken);
        Assert.Equal(asked, post.Asked);
    }

    [Theory, EveryDatabase]
    public async Task An_email_that_could_not_go_out_says_so_at_the_address_and_does_not_count(string engine)
    {
        await using var post = await new PostOffice(offersUtf8: false).Open();
        post.Replies["tom@example.org"] = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person");
        post.Replies["busy@example.org"] = new SmtpResponse((SmtpReplyCode)451, "try again");
        await using var made = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(made.Engine), made.ConnectionString);
        var (_, clock, bus) = await Desk(database, post);
        await using var _ = bus;
        var settings = MailTests.Settings(post.Settings);
        foreach (var (address, sentence) in new[]
        {
            ("tom@example.org", Participatory.Words.SignIn.EmailRefused),
            ("busy@example.org", Participatory.Words.SignIn.EmailLater),
            ("josé@example.org", Participatory.Words.SignIn.EmailBeyondServer),
        })
        {
            for (var tries = 0; tries <= SignInCodes.MaxCodesPerHour; tries++)
            {
                var page = new IndexModel(
                    new SignInCodes(database, clock), Mail(settings, database, clock), settings, new Say(settings.Council.TimeZone, clock)) { Email = address };
                Assert.IsType<PageResult>(await page.OnPost(TestContext.Current.CancellationToken));
                Assert.Equal(sentence, Assert.Single(page.ModelState["Email"]!.Errors).ErrorMessage);
            }
        }
    }

    private static OutcomeReached Lost(string project, string subject) =>
        new("round", project, "A tree", subject, "lost", "", new(LossReasons.NotEnoughLeft, "GBP", 12, 40_000, 35_000), "Grace Bell, officer");

    private static async Task<(TellPeople People, SettableClock Clock, InProcessBus Bus)> Desk(Database database, PostOffice post)
    {
        await new Migrator(database, typeof(GatewayService).Assembly).Migrate(TestContext.Current.CancellationToken);
        await using var transaction = await database.Begin(TestContext.Current.CancellationToken);
        await transaction.Execute(InsertPerson);
        await transaction.Execute(InsertAmina);
        await transaction.Commit();
        var clock = new SettableClock(new DateTimeOffset(2026, 7, 3, 12, 0, 0, TimeSpan.Zero));
        var settings = MailTests.Settings(post.Settings);
        var people = Teller(database, Mail(settings, database, clock), settings, clock);
        var bus = new InProcessBus();
        people.Listen(bus);
        return (people, clock, bus);
    }

    private static Mail Mail(GatewaySettings settings, Database database, SettableClock clock) =>
        new(settings, database, clock, NullLogger<Mail>.Instance);

    private static TellPeople Teller(Database database, Mail mail, GatewaySettings settings, SettableClock clock) => new(
        database, mail, new Say(settings.Council.TimeZone, clock), new MailLinks(new EphemeralDataProtectionProvider(), settings, server: null!), clock,
        NullLogger<TellPeople>.Instance);

    private static Task Deliver<T>(InProcessBus bus, T message, string id) where T : class => bus.Deliver(
        new Envelope(id, MessageTypes.NameOf(typeof(T)), JsonSerializer.Serialize(message, MessageTypes.Json), ""), TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<ProposerTold>> Said(Database database)
    {
        await using var session = await database.Read(TestContext.Current.CancellationToken);
        return [.. (await session.Many<string>(SelectSaid)).Select(body => JsonSerializer.Deserialize<ProposerTold>(body, MessageTypes.Json)!)];
    }
}
