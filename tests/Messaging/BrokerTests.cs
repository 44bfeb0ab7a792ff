using System.Diagnostics;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using RabbitMQ.Client;

namespace Participatory.Tests.Messaging;

/// <summary>A broker for each test, since what one leaves behind is what the next one would look for.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
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

    private static Task<OutboxState> Waiting(Station station) => Outbox.State(station.Database, CancellationToken.None);
}
