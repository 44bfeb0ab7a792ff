using System.Collections.Concurrent;
using System.Diagnostics;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using RabbitMQ.Client;

namespace Participatory.Tests.Messaging;

/// <summary>A broker for each test, since what one leaves behind is what the next one would look for.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private static readonly Sql ForgetThatItWasSent = new("UPDATE outbox SET sent_at = NULL");

    private PrivateBroker broker = null!;

    public async ValueTask InitializeAsync() => broker = await PrivateBroker.Start();

    public ValueTask DisposeAsync() => broker?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_message_waits_for_a_consumer_that_has_never_run()
    {
        await using (var sender = await (await Station.Build(broker.Url)).Open())
        {
            await sender.Publish(Enumerable.Range(0, 50));
            await Station.Until(async () => (await Outbox.State(sender.Database, CancellationToken.None)).Waiting == 0, "Sending");
        }

        await using var late = await (await Station.Build(broker.Url)).Hear(Station.Porter).Open();
        await Station.Until(async () => await late.Done(Station.Porter) == 50, "What waited");
        Assert.Equal(0, await late.DoneTwice());
    }

    [Fact]
    public async Task What_nobody_hears_is_sent_and_forgotten()
    {
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using (var transaction = await sender.Database.Begin(CancellationToken.None))
        {
            await transaction.Publish(new Whispered(1));
            await transaction.Commit();
        }

        await Station.Until(async () => (await Outbox.State(sender.Database, CancellationToken.None)).Waiting == 0, "Sending");
    }

    [Fact]
    public async Task Two_consumers_each_get_every_message_once_though_it_is_sent_twice()
    {
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(broker.Url)).Hear(Station.Porter).Hear(Station.Neighbour).Open();
        await sender.Publish(Enumerable.Range(0, 500));
        await Station.Until(async () => (await Outbox.State(sender.Database, CancellationToken.None)).Waiting == 0, "Sending");
        await sender.Change(ForgetThatItWasSent);
        await Station.Until(async () => (await Outbox.State(sender.Database, CancellationToken.None)).Waiting == 0, "Sending again");
        await sender.Publish([500]);

        await Station.Until(async () => await house.Done(Station.Porter) == 501 && await house.Done(Station.Neighbour) == 501, "All of it");
        Assert.Equal(0, await house.DoneTwice());
    }

    [Fact]
    public async Task Ten_poison_messages_among_ten_thousand_are_parked_with_their_reasons_and_can_be_sent_again()
    {
        var well = false;
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(broker.Url))
            .Hear(Station.Porter, message => RefuseUnless(
                message.Number % 1000 != 7 || well, new InvalidOperationException($"No door has the number {message.Number}.")))
            .Open();
        await sender.Publish(Enumerable.Range(0, 10_000));
        await Station.Until(async () => await house.Done(Station.Porter) == 9_990, "The good ones", seconds: 120);

        IReadOnlyList<ParkedMessage> parked = [];
        await Station.Until(async () => (parked = await house.Bus.Parked(100, CancellationToken.None)).Count == 10, "The bad ones");
        Assert.All(parked, message => Assert.Equal((Station.Porter, "Messaging.Knocked"), (message.Consumer, message.Type)));
        Assert.Equal(
            Enumerable.Range(0, 10).Select(i => $"System.InvalidOperationException: No door has the number {i * 1000 + 7}."),
            parked.Select(message => message.Reason).OrderBy(reason => reason.Length).ThenBy(reason => reason, StringComparer.Ordinal));
        Assert.All(parked, message => Assert.InRange(
            message.ParkedAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1)));
        Assert.Equal(3, (await house.Bus.Parked(3, CancellationToken.None)).Count);

        well = true;
        Assert.False(await house.Bus.SendAgain(Station.Porter, Guid.NewGuid().ToString(), CancellationToken.None));
        foreach (var message in parked)
        {
            Assert.True(await house.Bus.SendAgain(message.Consumer, message.MessageId, CancellationToken.None));
        }

        await Station.Until(async () => await house.Done(Station.Porter) == 10_000, "The ten");
        Assert.Empty(await house.Bus.Parked(100, CancellationToken.None));
        Assert.Equal(0, await house.DoneTwice());
    }

    [Theory, InlineData(5), InlineData(13)]
    public async Task A_busy_or_full_database_is_waited_for_and_parks_nothing(int code)
    {
        var busy = true;
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(broker.Url))
            .Hear(Station.Porter, _ => RefuseUnless(!busy, new Microsoft.Data.Sqlite.SqliteException("not now", code)))
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
                RefuseUnless(!busy, new Microsoft.Data.Sqlite.SqliteException("database is locked", 5));
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

    [Fact]
    public async Task While_the_broker_is_away_messages_wait_and_afterwards_all_of_them_arrive()
    {
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(broker.Url)).Hear(Station.Porter).Open();
        await sender.Publish(Enumerable.Range(0, 100));
        await Station.Until(async () => await house.Done(Station.Porter) == 100, "The first");

        await broker.Kill();
        await sender.Publish(Enumerable.Range(100, 5_000));
        await Station.Until(() => Task.FromResult(!sender.Bus.IsConnected && !house.Bus.IsConnected), "Noticing");
        await Assert.ThrowsAsync<BusAway>(() => house.Bus.Parked(1, CancellationToken.None));
        Assert.Equal((5_000, 0), await Waiting(sender) is var state ? ((int)state.Waiting, (int)state.Parked) : default);

        await broker.Run();
        await Station.Until(async () => await house.Done(Station.Porter) == 5_100, "The backlog", seconds: 120);
        Assert.Equal(0, await house.DoneTwice());
    }

    [Fact]
    public async Task A_queue_that_somebody_deletes_is_made_again_before_anything_is_lost()
    {
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using (
            var connection = await new ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync(TestContext.Current.CancellationToken))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            await channel.QueueDeleteAsync($"participatory.{Station.Porter}", cancellationToken: TestContext.Current.CancellationToken);
            await channel.QueueDeleteAsync($"participatory.{Station.Neighbour}", cancellationToken: TestContext.Current.CancellationToken);
        }

        await sender.Publish([1]);
        await Station.Until(async () => (await Waiting(sender)).Waiting == 0, "Sending");
        await using var house = await (await Station.Build(broker.Url)).Hear(Station.Porter).Open();
        await Station.Until(async () => await house.Done(Station.Porter) == 1, "The message");
    }

    [Fact]
    public async Task A_process_may_start_before_its_broker()
    {
        await broker.Kill();
        await using var sender = await Station.Build(broker.Url);
        await sender.Publish([1]);
        var opening = sender.Bus.Open(CancellationToken.None);
        await sender.StartRelay();
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        Assert.False(opening.IsCompleted);

        await broker.Run();
        await opening;
        await using var house = await (await Station.Build(broker.Url)).Hear(Station.Porter).Open();
        await Station.Until(async () => await house.Done(Station.Porter) == 1, "The message");
    }

    [Fact]
    public async Task What_a_consumer_does_belongs_to_the_trace_of_whoever_published()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Participatory",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        var heard = new TaskCompletionSource<ActivityTraceId?>();
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(broker.Url))
            .Hear(Station.Porter, _ => heard.TrySetResult(Activity.Current?.TraceId)).Open();

        using var page = new Activity("page").Start();
        await sender.Publish([1]);
        page.Stop();

        Assert.Equal(page.TraceId, await heard.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Attempts_to_declare_that_fail_leave_no_connections_behind()
    {
        var queue = $"participatory.{Station.Porter}";
        await using var connection = await new ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync(
            TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        // A queue of another kind in the place of ours.
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: TestContext.Current.CancellationToken);
        await using var station = await Station.Build(broker.Url);
        var opening = station.Bus.Open(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        Assert.False(opening.IsCompleted);
        // This test's, and the one of the attempt that is being made.
        Assert.InRange(await broker.Connections(), 1, 2);
        await channel.QueueDeleteAsync(queue, cancellationToken: TestContext.Current.CancellationToken);
        await opening.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_consumer_that_the_table_does_not_know_is_refused()
    {
        await using var station = await Station.Build(broker.Url);
        station.Hear("house.not-in-the-table");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => station.Bus.Open(CancellationToken.None));
        Assert.Contains("house.not-in-the-table", refused.Message, StringComparison.Ordinal);
    }

    private static void RefuseUnless(bool holds, Exception otherwise)
    {
        if (!holds)
        {
            throw otherwise;
        }
    }

    private static Task<OutboxState> Waiting(Station station) => Outbox.State(station.Database, CancellationToken.None);
}
