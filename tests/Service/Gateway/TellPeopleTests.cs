using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Gateway;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Voting;
using Participatory.Gateway;
using Participatory.Gateway.People;
using Participatory.Gateway.Settings;
using Participatory.Gateway.Words;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Gateway;

/// <summary>What became of an idea is said to everybody only once the person behind it has been told.</summary>
public sealed class TellPeopleTests
{
    private static readonly Sql SelectSaid = new("SELECT body FROM outbox WHERE type = 'Gateway.ProposerTold' ORDER BY sequence");

    private static readonly Sql InsertPerson = new("""
        INSERT INTO person (subject, email, shown_as, roles, areas, created_at) VALUES ('subject-tom', 'tom@example.org', '', '', '', 0)
        """);

    [Theory, EveryDatabase]
    public async Task The_proposer_is_told_before_it_is_said_that_everybody_may_hear(string engine)
    {
        await using var made = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(made.Engine), made.ConnectionString);
        await new Migrator(database, typeof(GatewayService).Assembly).Migrate(TestContext.Current.CancellationToken);
        var clock = new SettableClock(new DateTimeOffset(2026, 7, 3, 12, 0, 0, TimeSpan.Zero));
        var nowhere = new Uri("http://127.0.0.1:1");
        var settings = new GatewaySettings
        {
            Services = new ServiceAddresses(nowhere, nowhere, nowhere, nowhere),
            Data = "",
            Council = new Participatory.Gateway.Settings.Council { Languages = [CultureInfo.GetCultureInfo("en-GB")] },
            Demo = true,
            Address = new Uri("https://council.example"),
        };
        var mail = new Mail(settings, database, clock);
        var people = new TellPeople(database, mail, new Say(settings, clock), new MailLinks(new EphemeralDataProtectionProvider(), settings, server: null!), clock);
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

    private static Task Deliver<T>(InProcessBus bus, T message, string id) where T : class => bus.Deliver(
        new Envelope(id, MessageTypes.NameOf(typeof(T)), JsonSerializer.Serialize(message, MessageTypes.Json), ""), TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<ProposerTold>> Said(Database database)
    {
        await using var session = await database.Read(TestContext.Current.CancellationToken);
        return [.. (await session.Many<string>(SelectSaid)).Select(body => JsonSerializer.Deserialize<ProposerTold>(body, MessageTypes.Json)!)];
    }
}
