using System.Diagnostics;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.People;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Contracts;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using RabbitMQ.Client;

namespace Participatory.Tests.Faults;

/// <summary>
/// Every process and the broker are killed again and again while messages flow; what comes of them is exactly what was
/// sent. A short run is part of every test run; PARTICIPATORY_TEST_FULL=1 makes it 200 kills and 20,004 effects.
/// </summary>
public sealed class KilledApartTests(ITestOutputHelper output)
{
    private static readonly int Kills = Needs.FullRuns ? 200 : 8;
    private static readonly int OfEach = Needs.FullRuns ? 3334 : 200;

    // People sends fifty notices every two seconds, and only then says who has been told; a broker that was killed may
    // keep consumers waiting for a minute on a busy machine.
    private static readonly TimeSpan Drained = TimeSpan.FromMinutes(Needs.FullRuns ? 10 : 5);

    private static readonly Sql CountInbox = new("SELECT COUNT(*) FROM inbox");
    private static readonly Sql CountNotices = new("SELECT COUNT(*) FROM notice");
    private static readonly Sql CountRounds = new("SELECT COUNT(*) FROM round");
    private static readonly Sql CountTerms = new("SELECT COUNT(*) FROM round_terms");
    private static readonly Sql CountResults = new("SELECT COUNT(*) FROM result");

    /// <summary>
    /// Every consumer of rounds, results, offers and questions, of the news that somebody has been told of an offer, and of what
    /// ring-fences made of a result.
    /// </summary>
    private static int Effects => OfEach * Listeners.All.Values.Count(Heard.Contains);

    private static readonly string[] Publishers = ["proposals", "voting", "grants", "accountability", "people"];

    private static readonly Type[] Heard = [typeof(RoundOpened), typeof(ResultDeclared), typeof(AwardOffered), typeof(ReportRequested),
        typeof(ProposerTold), typeof(WinnersKnown)];

    [Fact]
    public async Task Killed_at_random_moments_six_processes_and_a_broker_lose_nothing_and_do_nothing_twice()
    {
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        output.WriteLine($"Seed {seed}; {Kills} kills, {Effects} effects.");
        await using var broker = await PrivateBroker.Start();
        await using var apart = await Apart.Start(broker.Url);
        using var databases = new Databases(apart);

        var sending = Send(databases, pause: TimeSpan.FromSeconds(Needs.FullRuns ? 1.5 : 0.5));
        string[] names = [.. apart.Processes.Keys];
        var downtimes = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(chance.NextDouble() * 1.5), TestContext.Current.CancellationToken);
            // The broker takes long to come back; each service has its turn, the broker every eighth time.
            if (kill % 8 == 7)
            {
                await broker.Kill();
                await broker.Run();
                downtimes++;
            }
            else
            {
                var process = apart.Processes[names[kill % names.Length]];
                await process.Kill();
                process.Run();
            }
        }

        await sending;
        foreach (var process in apart.Processes.Values)
        {
            await process.Ready(TimeSpan.FromMinutes(5));
        }

        var clock = Stopwatch.StartNew();
        // A message is handled before its sender notes that it has been sent.
        while ((await Handled(databases) < Effects || await Waiting(databases) > 0) && clock.Elapsed < Drained)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        if (clock.Elapsed >= Drained)
        {
            await Tell(databases, apart);
        }

        output.WriteLine($"Drained {clock.Elapsed.TotalSeconds:0.0} s after the last kill; the broker was killed {downtimes} times.");
        Assert.Equal(Effects, await Handled(databases));
        Assert.Equal(
            (2L * OfEach, OfEach, OfEach, OfEach),
            (await databases.Count("people", CountNotices), await databases.Count("accountability", CountRounds),
                await databases.Count("grants", CountTerms), await databases.Count("proposals", CountResults)));
        await NothingIsParkedOrLeft(databases, broker);
    }

    /// <summary>What a reader of a failed run needs: who has handled how much, what still waits, and what each process last said.</summary>
    private async Task Tell(Databases databases, Apart apart)
    {
        foreach (var (name, process) in apart.Processes)
        {
            var kept = "nothing of its own";
            if (name != "gateway")
            {
                var outbox = await Outbox.State(databases.Of(name), CancellationToken.None);
                kept = $"{await databases.Count(name, CountInbox)} handled, {outbox.Waiting} waiting, {outbox.Parked} parked";
            }

            output.WriteLine($"{name}: {kept}. It last said:\n{process.Log[^Math.Min(process.Log.Length, 6_000)..]}");
        }
    }

    private static async Task Send(Databases databases, TimeSpan pause)
    {
        const int atATime = 20;
        for (var from = 0; from < OfEach; from += atATime)
        {
            foreach (var number in Enumerable.Range(from, Math.Min(atATime, OfEach - from)))
            {
                var round = $"round-{number}";
                var now = DateTimeOffset.UtcNow;
                await databases.Publish("proposals", new RoundOpened(round, "A round", "GBP", [new RoundArea("E1", "Elm")], 10, 5, 90));
                await databases.Publish("voting", new ResultDeclared(round, round, "GBP", now, "00", []));
                await databases.Publish(
                    "grants", new AwardOffered($"award-{number}", round, "1", "E1", "A title", "nobody", 100, "GBP", now));
                await databases.Publish("accountability",
                    new ReportRequested($"report-{number}", $"award-{number}", round, "1", "A title", "nobody", now, now));
            }

            await Task.Delay(pause / 10);
        }
    }

    private static async Task<long> Handled(Databases databases) =>
        await databases.Count("proposals", CountInbox) + await databases.Count("grants", CountInbox)
        + await databases.Count("accountability", CountInbox) + await databases.Count("people", CountInbox);

    private static async Task<long> Waiting(Databases databases)
    {
        var waiting = 0L;
        foreach (var name in Publishers)
        {
            waiting += (await Outbox.State(databases.Of(name), CancellationToken.None)).Waiting;
        }

        return waiting;
    }

    private static async Task NothingIsParkedOrLeft(Databases databases, PrivateBroker broker)
    {
        foreach (var name in Publishers)
        {
            var outbox = await Outbox.State(databases.Of(name), CancellationToken.None);
            Assert.Equal((name, 0L, 0L), (name, outbox.Waiting, outbox.Parked));
        }

        await using var connection = await new ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var consumer in Listeners.All.Keys)
        {
            Assert.Equal((consumer, 0u), (consumer, await channel.MessageCountAsync($"participatory.{consumer}_error")));
        }
    }

    /// <summary>The databases of the five services, opened beside them.</summary>
    private sealed class Databases(Apart apart) : IDisposable
    {
        private readonly Dictionary<string, Database> open = apart.Processes.Where(process => process.Key != "gateway").ToDictionary(
            process => process.Key, process => new Database(Dialect.Sqlite, $"Data Source={process.Value.DatabaseFile}"),
                StringComparer.Ordinal);

        public Database Of(string name) => open[name];

        public async Task Publish<T>(string name, T message) where T : class
        {
            await using var transaction = await open[name].Begin(CancellationToken.None);
            await transaction.Publish(message);
            await transaction.Commit();
        }

        public async Task<long> Count(string name, Sql sql)
        {
            await using var session = await open[name].Read(CancellationToken.None);
            return await session.One<long>(sql);
        }

        public void Dispose()
        {
            foreach (var database in open.Values)
            {
                database.Dispose();
            }
        }
    }
}
