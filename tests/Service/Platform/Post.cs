using Microsoft.Extensions.Logging.Abstractions;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Platform;

/// <summary>Somebody knocked: the message of these tests.</summary>
public sealed record Knocked(string Name);

/// <summary>
/// A database with an outbox, a bus and a relay that starts when the test says so; consumers note what they saw in a table.
/// </summary>
internal sealed class Post : IAsyncDisposable
{
    private static readonly Sql CreateSeen = new("CREATE TABLE seen (sequence {sequence}, consumer {id} NOT NULL, name {id} NOT NULL)");
    private static readonly Sql InsertSeen = new("INSERT INTO seen (consumer, name) VALUES (@consumer, @Name)");
    private static readonly Sql SelectSeen = new("SELECT name FROM seen WHERE consumer = @consumer ORDER BY sequence");
    private static readonly Sql SelectRows = new("""
        SELECT message_id, body, attempts, sent_at, parked_at, parked_reason FROM outbox ORDER BY sequence
        """);

    private readonly TestDatabase database;
    private readonly List<Relay> relays = [];

    private Post(TestDatabase database)
    {
        this.database = database;
        Database = new Database(Dialect.Named(database.Engine), database.ConnectionString);
    }

    public Database Database { get; }

    public InProcessBus Bus { get; } = new();

    public static async Task<Post> Open(string engine)
    {
        var post = new Post(await TestDatabase.Create(engine));
        await new Migrator(post.Database, typeof(Migrator).Assembly).Migrate(CancellationToken.None);
        await post.Change(CreateSeen);
        return post;
    }

    public async Task StartRelay(bool open = true)
    {
        if (open)
        {
            await Bus.Open(CancellationToken.None);
        }

        var relay = new Relay(Database, Bus, NullLogger<Relay>.Instance);
        await relay.StartAsync(CancellationToken.None);
        relays.Add(relay);
    }

    /// <summary>Ends the one that was started last, as the end of its process does.</summary>
    public async Task StopRelay()
    {
        await relays[^1].StopAsync(CancellationToken.None);
        relays[^1].Dispose();
        relays.RemoveAt(relays.Count - 1);
    }

    /// <summary>As others reach the same database.</summary>
    public string ConnectionString => database.ConnectionString;

    /// <summary>A consumer that notes each message, after <paramref name="first"/> has let it.</summary>
    public void Hear(string consumer, Func<Knocked, Task>? first = null) =>
        Bus.On<Knocked>(consumer, Database, async (message, transaction) =>
    {
        await transaction.Execute(InsertSeen, new { consumer, message.Name });
        await (first?.Invoke(message) ?? Task.CompletedTask);
    });

    public async Task Send(params string[] names)
    {
        await using var transaction = await Database.Begin(CancellationToken.None);
        foreach (var name in names)
        {
            await transaction.Publish(new Knocked(name));
        }

        await transaction.Commit();
    }

    public async Task<IReadOnlyList<string>> Seen(string consumer)
    {
        await using var session = await Database.Read(CancellationToken.None);
        return await session.Many<string>(SelectSeen, new { consumer });
    }

    public async Task<IReadOnlyList<OutboxRow>> Rows()
    {
        await using var session = await Database.Read(CancellationToken.None);
        return await session.Many<OutboxRow>(SelectRows);
    }

    public async Task Change(Sql sql)
    {
        await using var transaction = await Database.Begin(CancellationToken.None);
        await transaction.Execute(sql);
        await transaction.Commit();
        Database.OutboxSignal.Set();
    }

    /// <summary>
    /// Waits until the outbox looks so; <paramref name="meanwhile"/> is done again and again, since the relay may be writing to the same
    /// row.
    /// </summary>
    public async Task Until(Func<IReadOnlyList<OutboxRow>, bool> so, Sql? meanwhile = null)
    {
        for (var patience = 0; patience < 1200; patience++)
        {
            if (so(await Rows()))
            {
                return;
            }

            if (meanwhile is not null)
            {
                await Change(meanwhile);
            }

            await Task.Delay(25);
        }

        var waiting = (await Rows()).Where(row => row.SentAt is null);
        Assert.Fail($"It did not come about. Still to be sent: {string.Join(" | ", waiting)}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var relay in relays)
        {
            await relay.StopAsync(CancellationToken.None);
            relay.Dispose();
        }

        Database.Dispose();
        await database.DisposeAsync();
    }

    public sealed record OutboxRow
    {
        public string MessageId { get; init; } = "";
        public string Body { get; init; } = "";
        public int Attempts { get; init; }
        public DateTimeOffset? SentAt { get; init; }
        public DateTimeOffset? ParkedAt { get; init; }
        public string? ParkedReason { get; init; }
    }
}
