using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Participatory.Contracts;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Participatory.Tests.Messaging;

/// <summary>A user of the broker for each service, as eng/make-broker-users.sh makes them, at a real broker.</summary>
public sealed class BrokerUserTests : IAsyncLifetime
{
    private static readonly string[] Services = ["proposals", "voting", "grants", "accountability", "people"];

    private readonly ConcurrentDictionary<(string Consumer, string Message), int> heard = new();
    private Secrets secrets = null!;
    private PrivateBroker broker = null!;

    public async ValueTask InitializeAsync()
    {
        secrets = await Secrets.Make();
        broker = await PrivateBroker.Start(
            _ => $"load_definitions = {secrets.BrokerUsers}\n", $"people:{Secrets.PasswordOf("people")}");
    }

    public async ValueTask DisposeAsync()
    {
        await (broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        secrets?.Dispose();
    }

    [Fact]
    public async Task Five_services_with_a_user_each_that_start_in_any_order_hear_everything_that_is_for_them()
    {
        await using var file = await TestDatabase.Create("sqlite");
        using var database = new Database(Dialect.Sqlite, file.ConnectionString);
        await new Migrator(database, typeof(Migrator).Assembly).Migrate(CancellationToken.None);
        var buses = Services.ToDictionary(service => service, service => Bus(service, database), StringComparer.Ordinal);
        try
        {
            await Task.WhenAll(buses.Values.Select(bus => bus.Open(CancellationToken.None))).WaitAsync(TimeSpan.FromMinutes(2));
            foreach (var type in Listeners.All.Values.Select(MessageTypes.NameOf).Distinct(StringComparer.Ordinal))
            {
                var publisher = buses[type.Split('.')[0].ToLowerInvariant()];
                await publisher.Deliver(new Envelope(Guid.CreateVersion7().ToString(), type, "{}", ""), CancellationToken.None);
            }

            await Station.Until(() => Task.FromResult(heard.Count == Listeners.All.Count), "Everything");
            Assert.All(heard.Values, times => Assert.Equal(1, times));
            foreach (var bus in buses.Values)
            {
                Assert.Equal((0, 0), await bus.Depth(CancellationToken.None));
            }
        }
        finally
        {
            foreach (var bus in buses.Values)
            {
                await bus.DisposeAsync();
            }
        }

        await NothingOfOthersCanBeTouched();
    }

    private async Task NothingOfOthersCanBeTouched()
    {
        await using var grants = await new ConnectionFactory { Uri = broker.UrlOf("grants", Secrets.PasswordOf("grants")) }
            .CreateConnectionAsync(TestContext.Current.CancellationToken);
        var publish = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        (string What, Func<IChannel, Task> Try)[] tries =
        [
            ("write what Voting publishes", channel => Publish(channel, "participatory.Voting.ResultDeclared")),
            ("write into a queue of Voting", channel => Publish(channel, "participatory.voting.schedule-poll")),
            ("write into a queue by way of the broker", channel => Publish(channel, "", "participatory.voting.schedule-poll")),
            ("read a queue of People", channel => channel.BasicGetAsync("participatory.people.tell-of-award", autoAck: false)),
            ("read what People gave up", channel => channel.BasicGetAsync("participatory.people.tell-of-award_error", autoAck: false)),
            ("delete a queue of People", channel => channel.QueueDeleteAsync("participatory.people.tell-of-award")),
            ("empty a queue of People", channel => channel.QueuePurgeAsync("participatory.people.tell-of-award")),
            ("delete an exchange of Voting", channel => channel.ExchangeDeleteAsync("participatory.Voting.ResultDeclared")),
            ("take a queue of People off", channel => channel.ExchangeUnbindAsync(
                "participatory.people.tell-of-award", "participatory.Grants.AwardOffered", "")),
            ("make something else", channel => channel.QueueDeclareAsync("elsewhere")),
        ];
        foreach (var (what, attempt) in tries)
        {
            await using var channel = await grants.CreateChannelAsync(publish, TestContext.Current.CancellationToken);
            var refused = await Record.ExceptionAsync(() => attempt(channel));
            Assert.True(refused is not null, $"Grants can {what}.");
            Assert.True(
                (refused as OperationInterruptedException)?.ShutdownReason?.ReplyCode == 403
                    || channel.CloseReason?.ReplyCode == 403, $"{what}: {refused}");
        }

        await Assert.ThrowsAsync<BrokerUnreachableException>(() =>
            new ConnectionFactory { Uri = broker.UrlOf("grants", Secrets.PasswordOf("voting")) }.CreateConnectionAsync());
        await Assert.ThrowsAsync<BrokerUnreachableException>(() =>
            new ConnectionFactory { Uri = broker.UrlOf("guest", "guest") }.CreateConnectionAsync());
    }

    private static Task Publish(IChannel channel, string exchange, string key = "") => channel.BasicPublishAsync(
        exchange, key, mandatory: false, new BasicProperties(), new byte[] { 1 }).AsTask();

    private RabbitBus Bus(string service, Database database)
    {
        var bus = new RabbitBus(
            broker.UrlOf(service, Secrets.PasswordOf(service)), Listeners.All, NullLoggerFactory.Instance);
        foreach (var (consumer, type) in Listeners.All.Where(one => one.Key.StartsWith($"{service}.", StringComparison.Ordinal)))
        {
            GetType().GetMethod(nameof(Hear), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type)
                .Invoke(this, [bus, consumer, database]);
        }

        return bus;
    }

    private void Hear<T>(Bus bus, string consumer, Database database) where T : class => bus.On<T>(consumer, database, (_, _) =>
    {
        heard.AddOrUpdate((consumer, typeof(T).Name), 1, (_, times) => times + 1);
        return Task.CompletedTask;
    });
}
