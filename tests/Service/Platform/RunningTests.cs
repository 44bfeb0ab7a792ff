using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Participatory.Accountability;
using Participatory.Contracts;
using Participatory.Grants;
using Participatory.Operations.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Messaging;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Proposals;
using Participatory.Tests.Harness;
using Participatory.Voting;
using Serving = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Participatory.Tests.Service.Platform;

/// <summary>What a process says of itself to whoever runs it.</summary>
public sealed class RunningTests
{
    private static readonly Sql ParkOne = new("""
        INSERT INTO outbox (message_id, type, body, trace_parent, created_at, attempts, next_attempt_at, parked_at, parked_reason)
        VALUES ('5e1f7c1e-0000-7000-8000-000000000001', 'Test.Nothing', '{"words":"somebody''s own"}', '', @now, 12, @now, @now,
            'InvalidOperationException: Not today.')
        """);
    private static readonly Sql Park = new("""
        INSERT INTO outbox (message_id, type, body, trace_parent, created_at, attempts, next_attempt_at, parked_at, parked_reason)
        VALUES (@id, 'Test.Nothing', '{}', '', @parked, 12, @parked, @parked, 'Not today.')
        """);
    private static readonly Sql ReadOnly = new(
        "CREATE TRIGGER nobody_writes BEFORE UPDATE ON heartbeat BEGIN SELECT RAISE(ABORT, 'attempt to write a readonly database'); END");
    private static readonly Sql WritableAgain = new("DROP TRIGGER nobody_writes");

    [Fact]
    public async Task A_database_that_can_be_read_and_not_written_makes_the_service_unready_until_it_can()
    {
        await using var service = await Start("sqlite");
        var health = new Health.HealthClient(service.As(People.Nobody));
        var vitals = service.Services.GetRequiredService<Vitals>();
        await service.Services.GetRequiredService<Bus>().Opened;
        await vitals.Look(CancellationToken.None);
        foreach (var part in (
            string[])["", "live", "database", "disk", "broker", "outbox", "participatory.accountability.v1.AccountabilityService"])
        {
            Assert.Equal((part, Serving.Serving), (part, (await health.CheckAsync(new HealthCheckRequest { Service = part })).Status));
        }

        await Change(service.Database, ReadOnly);
        await vitals.Look(CancellationToken.None);
        Assert.Equal(Serving.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
        Assert.Equal(Serving.NotServing, (await health.CheckAsync(new HealthCheckRequest { Service = "database" })).Status);
        Assert.Equal(Serving.Serving, (await health.CheckAsync(new HealthCheckRequest { Service = "live" })).Status);

        await Change(service.Database, WritableAgain);
        await vitals.Look(CancellationToken.None);
        Assert.Equal(Serving.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task What_was_seen_earlier_never_takes_the_place_of_what_was_seen_later()
    {
        await using var service = await Start("sqlite");
        var slow = new TaskCompletionSource<WaitingMail>();
        var asked = 0;
        using var vitals = new Vitals(
            service.Database, service.Services.GetRequiredService<Bus>(), Retention.Unset, NullLogger<Vitals>.Instance,
            _ => Interlocked.Increment(ref asked) == 1 ? slow.Task : Task.FromResult(new WaitingMail(2, TimeSpan.Zero)));
        var first = vitals.Look(CancellationToken.None);
        var second = vitals.Look(CancellationToken.None);
        await Task.WhenAny(second, Task.Delay(500, TestContext.Current.CancellationToken));
        slow.SetResult(WaitingMail.None);
        await Task.WhenAll(first, second);
        Assert.Equal(2, vitals.Seen.Mail.Waiting);
    }

    [Theory]
    [InlineData(true, Vitals.LeastDiskBytes, true)]
    [InlineData(true, Vitals.LeastDiskBytes - 1, false)]
    [InlineData(false, long.MaxValue, false)]
    public void Ready_is_who_can_write_and_has_room_whether_or_not_there_is_a_broker(bool isWritable, long freeBytes, bool isReady)
    {
        var longAgo = new OutboxState(Vitals.LongWait + TimeSpan.FromSeconds(1), 1, 0);
        var seen = new VitalSigns(isWritable, IsConnected: false, freeBytes, longAgo, 0, 0, DateTimeOffset.UtcNow);

        Assert.Equal((isReady, false), (seen.IsReady, seen.IsSending));
        Assert.True((seen with { Outbox = longAgo with { Oldest = Vitals.LongWait } }).IsSending);
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_part_that_there_is_not()
    {
        await using var service = await Start("sqlite");
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Health.HealthClient(service.As(People.Nobody)).CheckAsync(new HealthCheckRequest { Service = "kitchen" }));
        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Whoever_watches_hears_when_a_part_fails()
    {
        await using var service = await Start("sqlite");
        using var watching = new Health.HealthClient(service.As(People.Nobody)).Watch(
            new HealthCheckRequest { Service = "database" }, deadline: DateTime.UtcNow + TimeSpan.FromMinutes(1),
                cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(await watching.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(Serving.Serving, watching.ResponseStream.Current.Status);

        await Change(service.Database, ReadOnly);
        while (watching.ResponseStream.Current.Status != Serving.NotServing)
        {
            // How it is may be said more than once; the deadline ends a wait in vain.
            Assert.True(await watching.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_tool_that_asks_is_told_what_there_is_without_signing_in()
    {
        await using var service = await Start("sqlite");
        using var asking = new ServerReflection.ServerReflectionClient(service.As(People.Nobody))
            .ServerReflectionInfo(cancellationToken: TestContext.Current.CancellationToken);
        await asking.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, TestContext.Current.CancellationToken);
        Assert.True(await asking.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var names = asking.ResponseStream.Current.ListServicesResponse.Service.Select(found => found.Name).ToList();
        Assert.Contains("participatory.accountability.v1.AccountabilityService", names);
        Assert.Contains("grpc.health.v1.Health", names);

        await asking.RequestStream.WriteAsync(
            new ServerReflectionRequest { FileContainingSymbol = "participatory.accountability.v1.AccountabilityService" },
                TestContext.Current.CancellationToken);
        Assert.True(await asking.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.NotEmpty(asking.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
        await asking.RequestStream.CompleteAsync();
    }

    [Theory, EveryDatabase]
    public async Task An_officer_sees_what_is_parked_without_what_it_says_and_has_it_sent_again_once(string engine)
    {
        await using var service = await Start(engine);
        await Change(service.Database, ParkOne, new { now = DateTimeOffset.UtcNow });
        var operations = new OperationsService.OperationsServiceClient(service.As(People.Grace));
        await service.Services.GetRequiredService<Vitals>().Look(CancellationToken.None);

        Assert.Equal((1, true), (await operations.GetVitalsAsync(new GetVitalsRequest())) is var vitals
            ? ((int)vitals.ParkedMessages, vitals.Ready) : default);
        var message = Assert.Single((await operations.ListParkedMessagesAsync(new ListParkedMessagesRequest())).Messages);
        Assert.Equal(("Test.Nothing", "", "InvalidOperationException: Not today."), (message.Type, message.Consumer, message.Reason));
        Assert.DoesNotContain("somebody", message.ToString(), StringComparison.Ordinal);

        await operations.ResendParkedMessageAsync(
            new ResendParkedMessageRequest { RequestId = Guid.NewGuid().ToString(), MessageId = message.MessageId });
        Assert.Empty((await operations.ListParkedMessagesAsync(new ListParkedMessagesRequest())).Messages);
        var again = await Assert.ThrowsAsync<RpcException>(async () => await operations.ResendParkedMessageAsync(
            new ResendParkedMessageRequest { RequestId = Guid.NewGuid().ToString(), MessageId = message.MessageId }));
        Assert.Equal((StatusCode.NotFound, "MESSAGE_NOT_PARKED"), (again.StatusCode, again.Reason()));
    }

    [Theory, EveryDatabase]
    public async Task What_is_parked_comes_in_pages_oldest_first(string engine)
    {
        await using var service = await Start(engine);
        var operations = new OperationsService.OperationsServiceClient(service.As(People.Grace));
        var now = DateTimeOffset.UtcNow;
        // Two at the same moment, and the one that was written last was parked first.
        foreach (var (id, parked) in ((string, DateTimeOffset)[])[("b", now), ("a", now), ("c", now.AddHours(1)), ("d", now.AddHours(-1))])
        {
            await Change(service.Database, Park, new { id, parked });
        }

        List<string> seen = [];
        var token = "";
        do
        {
            var page = await operations.ListParkedMessagesAsync(new ListParkedMessagesRequest { PageSize = 3, PageToken = token });
            Assert.InRange(page.Messages.Count, 1, 3);
            seen.AddRange(page.Messages.Select(message => message.MessageId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(["d", "a", "b", "c"], seen);
    }

    [Fact]
    public async Task The_figures_say_what_an_alarm_needs()
    {
        await using var service = await Start("sqlite");
        await Change(service.Database, ParkOne, new { now = DateTimeOffset.UtcNow });
        await service.Services.GetRequiredService<Vitals>().Look(CancellationToken.None);

        // Counters of tests that run beside this one speak from their own threads.
        var seen = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == "Participatory")
            {
                listening.EnableMeasurementEvents(instrument);
            }
        }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Note(instrument, value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Note(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Note(instrument, value));
        listener.Start();
        listener.RecordObservableInstruments();

        // Other tests run beside this one and show figures of their own, so the largest is what counts.
        Assert.True(seen["participatory.outbox.parked"] >= 1);
        foreach (var name in (string[])["outbox.oldest", "outbox.waiting", "queue.waiting", "queue.parked", "broker.connected",
            "database.writable", "disk.free"])
        {
            Assert.True(seen.ContainsKey($"participatory.{name}"), name);
        }

        void Note(Instrument instrument, double value) => seen.AddOrUpdate(instrument.Name, value, (_, before) => Math.Max(before, value));
    }

    [Fact]
    public async Task An_embedded_database_belongs_to_one_process()
    {
        await using var test = await TestDatabase.Create("sqlite");
        using var first = new Database(Dialect.Sqlite, test.ConnectionString);
        using var second = new Database(Dialect.Sqlite, test.ConnectionString);
        first.Own();
        first.Own();

        var refused = Assert.Throws<InvalidOperationException>(second.Own);
        Assert.Contains("belongs to another process", refused.Message, StringComparison.Ordinal);
        first.Dispose();
        second.Own();
    }

    [Fact]
    public async Task The_table_of_listeners_says_who_listens()
    {
        await using var accountability = await Start("sqlite");
        await using var grants = await RunningService.Start(
            "sqlite", builder => builder.AddGrants(), app => app.MapGrants(), OperationsService.Descriptor);
        await using var voting = await RunningService.Start(
            "sqlite", builder => builder.AddVoting(), app => app.MapVoting(), OperationsService.Descriptor);
        await using var proposals = await RunningService.Start(
            "sqlite", builder => builder.AddProposals(), app => app.MapProposals(), OperationsService.Descriptor);

        var listening = new[] { accountability, grants, voting, proposals }
            .SelectMany(service => service.Services.GetRequiredService<Bus>().Subscriptions)
            .Select(subscription => (subscription.Consumer, subscription.Type));

        // People is checked by every test that starts it apart: what it hears and the table lacks stops its start.
        Assert.Equal(
            Listeners.All.Where(line => !line.Key.StartsWith("people.", StringComparison.Ordinal))
                .Select(line => (line.Key, MessageTypes.NameOf(line.Value))).Order(),
            listening.Order());
    }

    private static Task<RunningService> Start(string engine) =>
        RunningService.Start(engine, builder => builder.AddAccountability(), app => app.MapAccountability(), OperationsService.Descriptor);

    private static async Task Change(Database database, Sql sql, object? parameters = null)
    {
        await using var transaction = await database.Begin(CancellationToken.None);
        await transaction.Execute(sql, parameters);
        await transaction.Commit();
    }
}
