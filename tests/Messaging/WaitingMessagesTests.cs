using System.Collections.Concurrent;
using Participatory.Tests.Harness;
using RabbitMQ.Client;

namespace Participatory.Tests.Messaging;

/// <summary>Messages whose database cannot just now wait for it. A broker for each test.</summary>
public sealed class WaitingMessagesTests : IAsyncLifetime
{
    private PrivateBroker broker = null!;

    public async ValueTask InitializeAsync() => broker = await PrivateBroker.Start();

    public ValueTask DisposeAsync() => broker?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory, InlineData(5), InlineData(13)]
    public async Task A_busy_or_full_database_is_waited_for_and_parks_nothing(int code)
    {
        var busy = true;
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(broker.Url))
            .Hear(Station.Porter, _ => Station.RefuseUnless(!busy, new Microsoft.Data.Sqlite.SqliteException("not now", code)))
            .Open();
        await sender.Publish([1]);
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        Assert.Empty(await house.Bus.Parked(10, CancellationToken.None));

        busy = false;
        await Station.Until(async () => await house.Done(Station.Porter) == 1, "The message");
    }

    [Fact]
    public async Task A_consumer_that_is_stopped_in_the_middle_leaves_the_message_to_the_next()
    {
        var tried = new ConcurrentBag<int>();
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using (var house = await (await Station.Build(broker.Url))
            .Hear(Station.Porter, message =>
            {
                tried.Add(message.Number);
                throw new Microsoft.Data.Sqlite.SqliteException("database is locked", 5);
            })
            .Open())
        {
            await sender.Publish([1]);
            await Station.Until(() => Task.FromResult(!tried.IsEmpty), "The attempt");
        }

        await using var next = await (await Station.Build(broker.Url)).Hear(Station.Porter).Open();
        await Station.Until(async () => await next.Done(Station.Porter) == 1, "The message");
        Assert.Empty(await next.Bus.Parked(10, CancellationToken.None));
    }

    [Fact]
    public async Task A_message_that_waits_for_its_database_is_not_given_up_when_the_connection_is_made_anew()
    {
        var (busy, tries) = (true, 0);
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(broker.Url))
            .Hear(Station.Neighbour)
            .Hear(Station.Porter, _ =>
            {
                Interlocked.Increment(ref tries);
                Station.RefuseUnless(!busy, new Microsoft.Data.Sqlite.SqliteException("database is locked", 5));
            })
            .Open();
        await sender.Publish([1]);
        await Station.Until(() => Task.FromResult(tries > 0), "The attempt");

        // The neighbour's queue becomes one of another kind: that consumer cannot come back, and after a while all of it is made anew.
        var queue = $"participatory.{Station.Neighbour}";
        await using var connection = await new ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync(
            TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueDeleteAsync(queue, cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);
        Assert.Empty(await house.Bus.Parked(10, CancellationToken.None));

        await channel.QueueDeleteAsync(queue, cancellationToken: TestContext.Current.CancellationToken);
        busy = false;
        await Station.Until(async () => await house.Done(Station.Porter) == 1, "The message", seconds: 120);
        Assert.Empty(await house.Bus.Parked(10, CancellationToken.None));
        Assert.Equal(0, await house.DoneTwice());
    }
}
