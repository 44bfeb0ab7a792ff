using Microsoft.Extensions.Logging.Abstractions;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Messaging;

/// <summary>The message of these tests.</summary>
public sealed record Knocked(int Number);

/// <summary>Heard by nobody.</summary>
public sealed record Whispered(int Number);

/// <summary>
/// What a service process has of the bus: a database with outbox and inbox, a relay, and consumers that note in a table
/// what they have done. Several stations at one broker are several processes.
/// </summary>
internal sealed class Station : IAsyncDisposable
{
    public const string Porter = "house.open-door";
    public const string Neighbour = "next-door.look-out";

    private static readonly Sql CreateDone = new(
        "CREATE TABLE done (consumer {id} NOT NULL, number {int} NOT NULL, times {int} NOT NULL, PRIMARY KEY (consumer, number))");
    private static readonly Sql AddDone = new("""
        INSERT INTO done (consumer, number, times) SELECT @consumer, @number, 0
        WHERE NOT EXISTS (SELECT 1 FROM done WHERE consumer = @consumer AND number = @number)
        """);
    private static readonly Sql CountDone = new("UPDATE done SET times = times + 1 WHERE consumer = @consumer AND number = @number");
    private static readonly Sql SelectDone = new("SELECT COUNT(*) FROM done WHERE consumer = @consumer");
    private static readonly Sql SelectTwice = new("SELECT COUNT(*) FROM done WHERE times <> 1");

    private readonly TestDatabase file;
    private Relay? relay;

    private Station(TestDatabase file, Uri broker)
    {
        this.file = file;
        Database = new Database(Dialect.Sqlite, file.ConnectionString);
        Bus = new RabbitBus(broker, Listeners, NullLoggerFactory.Instance);
    }

    /// <summary>Who hears what at these stations.</summary>
    public static Dictionary<string, Type> Listeners { get; } = new(
        StringComparer.Ordinal)
    { [Porter] = typeof(Knocked), [Neighbour] = typeof(Knocked) };

    public Database Database { get; }

    public RabbitBus Bus { get; }

    public static async Task<Station> Build(Uri broker)
    {
        var station = new Station(await TestDatabase.Create("sqlite"), broker);
        await new Migrator(station.Database, typeof(Migrator).Assembly).Migrate(CancellationToken.None);
        await station.Change(CreateDone);
        return station;
    }

    /// <summary>A consumer that notes each message after <paramref name="first"/> has let it.</summary>
    public Station Hear(string consumer, Action<Knocked>? first = null)
    {
        Bus.On<Knocked>(consumer, Database, async (message, transaction) =>
        {
            var done = new { consumer, number = message.Number };
            await transaction.Execute(AddDone, done);
            await transaction.Execute(CountDone, done);
            first?.Invoke(message);
        });
        return this;
    }

    /// <summary>Opens the bus and begins to send.</summary>
    public async Task<Station> Open()
    {
        await Bus.Open(CancellationToken.None);
        await StartRelay();
        return this;
    }

    public async Task StartRelay()
    {
        relay = new Relay(Database, Bus, NullLogger<Relay>.Instance);
        await relay.StartAsync(CancellationToken.None);
    }

    public async Task Publish(IEnumerable<int> numbers)
    {
        foreach (var some in numbers.Chunk(1000))
        {
            await using var transaction = await Database.Begin(CancellationToken.None);
            foreach (var number in some)
            {
                await transaction.Publish(new Knocked(number));
            }

            await transaction.Commit();
        }
    }

    public async Task<long> Done(string consumer)
    {
        await using var session = await Database.Read(CancellationToken.None);
        return await session.One<long>(SelectDone, new { consumer });
    }

    /// <summary>What was done more than once; it should be nothing.</summary>
    public async Task<long> DoneTwice()
    {
        await using var session = await Database.Read(CancellationToken.None);
        return await session.One<long>(SelectTwice);
    }

    public async Task Change(Sql sql)
    {
        await using var transaction = await Database.Begin(CancellationToken.None);
        await transaction.Execute(sql);
        await transaction.Commit();
    }

    public static async Task Until(Func<Task<bool>> so, string what, int seconds = 60)
    {
        for (var patience = 0; !await so(); patience++)
        {
            Assert.True(patience < seconds * 20, $"{what} did not come about.");
            await Task.Delay(50);
        }
    }

    /// <summary>What a consumer does that cannot.</summary>
    public static void RefuseUnless(bool holds, Exception otherwise)
    {
        if (!holds)
        {
            throw otherwise;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (relay is not null)
        {
            await relay.StopAsync(CancellationToken.None);
            relay.Dispose();
        }

        await Bus.DisposeAsync();
        Database.Dispose();
        await file.DisposeAsync();
    }
}
