using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using RabbitMQ.Client;
using Participatory.Types.V1;

namespace Participatory.Benchmarks;

/// <summary>
/// The separate form: messages from outbox to inbox against bare confirmed publishes, calls through the gateway against
/// calls past it, and calls while the broker is away and a backlog waits. Starts a RabbitMQ of its own.
/// </summary>
internal static class MessagingSuite
{
    private const string Consumer = "house.open-door";

    private static readonly Dictionary<string, Type> Listeners = new(StringComparer.Ordinal) { [Consumer] = typeof(RoundOpened) };

    private static readonly Sql CountHandled = new("SELECT COUNT(*) FROM inbox");

    public static IEnumerable<Figure> Run(bool quick) => Measured(quick).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> Measured(bool quick)
    {
        await using var broker = await PrivateBroker.Start();
        var bare = await Bare(broker, quick ? 5_000 : 30_000);
        var figures = new List<Figure> { bare };
        figures.AddRange(await OutboxToInbox(broker, bare, quick ? 2_000 : 20_000));
        figures.AddRange(await Calls(broker, quick ? 500 : 4_000, quick ? 5_000 : 100_000));
        return figures;
    }

    /// <summary>What the broker can do: persistent messages of the same size to a quorum queue, a hundred unconfirmed at a time.</summary>
    private static async Task<Figure> Bare(PrivateBroker broker, int messages)
    {
        await using var connection = await new ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync("bare", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" });
        var body = new byte[600];
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        var clock = Stopwatch.StartNew();
        for (var sent = 0; sent < messages; sent += 100)
        {
            await Task.WhenAll(
                Enumerable.Range(0, 100).Select(_ => channel.BasicPublishAsync("", "bare", mandatory: true, properties, body).AsTask()));
        }

        var rate = messages / clock.Elapsed.TotalSeconds;
        await channel.QueueDeleteAsync("bare");
        return new Figure("bare confirmed publishes", rate, "/s");
    }

    private static async Task<IReadOnlyList<Figure>> OutboxToInbox(PrivateBroker broker, Figure bare, int messages)
    {
        await using var sender = await Station(broker, listens: false);
        await using var receiver = await Station(broker, listens: true);
        var clock = Stopwatch.StartNew();
        await Fill(sender.Database, messages, atATime: 1);
        var writing = messages / clock.Elapsed.TotalSeconds;

        await sender.Bus.Open(CancellationToken.None);
        await receiver.Bus.Open(CancellationToken.None);
        using var relay = new Relay(sender.Database, sender.Bus, NullLogger<Relay>.Instance);
        clock.Restart();
        await relay.StartAsync(CancellationToken.None);
        while ((await Outbox.State(sender.Database, CancellationToken.None)).Waiting > 0)
        {
            await Task.Delay(20);
        }

        var relaying = messages / clock.Elapsed.TotalSeconds;
        while (await Handled(receiver.Database) < messages)
        {
            await Task.Delay(20);
        }

        var through = messages / clock.Elapsed.TotalSeconds;
        await relay.StopAsync(CancellationToken.None);
        return
        [
            new Figure("transactions that leave one message in the outbox", writing, "/s"),
            Against(bare, "outbox to broker, confirmed and noted", relaying),
            Against(bare, "outbox to broker to inbox, durable at both ends", through),
        ];
    }

    /// <summary>In five processes: direct, through the gateway, and while the broker is away with a backlog in the outbox.</summary>
    private static async Task<IReadOnlyList<Figure>> Calls(PrivateBroker broker, int calls, int backlog)
    {
        await using var apart = await Apart.Start(broker.Url);
        var service = apart.Processes["proposals"];
        using var officer = await Visitor.SignedIn(apart.Pages, apart.GrpcDoor, "officer");
        using var direct = Channels.To(service.Address.ToString(), ProposalsService.Descriptor);
        using var gateway = Channels.To(apart.GrpcDoor.ToString(), ProposalsService.Descriptor);
        var past = new ProposalsService.ProposalsServiceClient(direct.For(() => null));
        var through = new ProposalsService.ProposalsServiceClient(gateway.For(() => null));
        await Read(past, calls / 4);
        await Read(through, calls / 4);
        var straight = new Figure("reads past the gateway, 16 callers", await Read(past, calls), "/s");
        var forwarded = Against(straight, "reads through the gateway, 16 callers", await Read(through, calls));

        await Write(officer, calls / 8);
        var before = await Write(officer, calls / 4);
        await broker.Kill();
        using var beside = new Database(Dialect.Sqlite, $"Data Source={service.DatabaseFile}");
        await Fill(beside, backlog, atATime: 1_000);
        var away = await Write(officer, calls / 4);
        await broker.Run();
        var clock = Stopwatch.StartNew();
        while ((await Outbox.State(beside, CancellationToken.None)).Waiting > 0)
        {
            await Task.Delay(100);
        }

        var well = new Figure("a change that publishes, p95", before, "ms");
        return
        [
            straight,
            forwarded,
            well,
            new Figure($"the same with the broker away and {backlog:N0} messages waiting, p95", away, "ms", well.Name, away / before),
            new Figure($"{backlog:N0} waiting messages away after the broker's return", clock.Elapsed.TotalSeconds, "s"),
        ];
    }

    private static async Task<double> Read(ProposalsService.ProposalsServiceClient client, int calls)
    {
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, calls), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, stop) =>
            await client.ListRoundsAsync(new ListRoundsRequest { PageSize = 1 }, cancellationToken: stop));
        return calls / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The 95th percentile, in milliseconds, of making a round, eight callers at a time.</summary>
    private static async Task<double> Write(Visitor officer, int calls)
    {
        var times = new double[calls];
        await Parallel.ForEachAsync(Enumerable.Range(0, calls), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (at, stop) =>
        {
            var clock = Stopwatch.StartNew();
            await officer.Proposals.CreateRoundAsync(Round(), cancellationToken: stop);
            times[at] = clock.Elapsed.TotalMilliseconds;
        });
        Array.Sort(times);
        return times[(int)(calls * 0.95)];
    }

    private static CreateRoundRequest Round()
    {
        var now = DateTimeOffset.UtcNow;
        var round = new Round
        {
            RoundId = $"bench-{Guid.NewGuid():N}",
            Title = "A round",
            Description = "To see how long it takes.",
            Currency = "GBP",
            Dates = new PhaseDates
            {
                ListeningFrom = Day(0), AcceptingFrom = Day(1), ReviewingFrom = Day(2), BallotingFrom = Day(3),
                FinishedFrom = Day(4)
            },
            Voting = new VotingRules { VoteType = VoteType.Approval, MinLength = 1, Rule = "greedy", Utility = "cost", Ties = "es" },
            Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 5, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
        };
        round.Areas.Add(new Area { AreaCode = "E1", Name = "Elm" });
        return new CreateRoundRequest { RequestId = Guid.NewGuid().ToString(), Round = round };

        Google.Protobuf.WellKnownTypes.Timestamp Day(int day) =>
            Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(now.AddDays(day));
    }

    private static async Task Fill(Database database, int messages, int atATime)
    {
        for (var written = 0; written < messages; written += atATime)
        {
            await using var transaction = await database.Begin(CancellationToken.None);
            for (var at = 0; at < atATime; at++)
            {
                await transaction.Publish(
                    new RoundOpened($"filled-{written + at}", "A round", "GBP", [new RoundArea("E1", "Elm")], 10, 5, 90));
            }

            await transaction.Commit();
        }
    }

    private static async Task<long> Handled(Database database)
    {
        await using var session = await database.Read(CancellationToken.None);
        return await session.One<long>(CountHandled);
    }

    private static async Task<BenchStation> Station(PrivateBroker broker, bool listens)
    {
        var file = await TestDatabase.Create("sqlite");
        var database = new Database(Dialect.Sqlite, file.ConnectionString);
        await new Migrator(database, typeof(Migrator).Assembly).Migrate(CancellationToken.None);
        var bus = new RabbitBus(broker.Url, Listeners, NullLoggerFactory.Instance);
        if (listens)
        {
            // The inbox row is the effect.
            bus.On<RoundOpened>(Consumer, database, (_, _) => Task.CompletedTask);
        }

        return new BenchStation(file, database, bus);
    }

    private static Figure Against(Figure other, string name, double value) => new(name, value, other.Unit, other.Name, value / other.Value);

    private sealed record BenchStation(TestDatabase File, Database Database, RabbitBus Bus) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Bus.DisposeAsync();
            Database.Dispose();
            await File.DisposeAsync();
        }
    }
}
