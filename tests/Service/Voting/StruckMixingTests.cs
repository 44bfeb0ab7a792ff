using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.Ballots;
using Participatory.Voting.Mixing;
using Participatory.Voting.Polls;

namespace Participatory.Tests.Service.Voting;

/// <summary>
/// The process ends at every line of mixing, before what the line does or after it, and another one goes on with what is on the disk:
/// database, write-ahead log and keys. tests/Faults kills real processes at random moments beside this.
/// </summary>
public sealed class StruckMixingTests(ITestOutputHelper output) : IDisposable
{
    private const int Voters = 45;
    private const int Changed = 5;

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-struck-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Ended_at_any_line_of_mixing_no_ballot_is_lost_and_none_is_there_twice()
    {
        var cards = await Vote();
        var rounds = 0;
        foreach (var answerIsLost in (bool[])[false, true])
        {
            for (var line = 1; ; line++, rounds++)
            {
                var misfortune = new Misfortune { FailingCall = line, AnswerIsLost = answerIsLost };
                await Round($"{line}-{answerIsLost}", misfortune, cards);
                if (misfortune.Struck.Length == 0)
                {
                    break;
                }
            }
        }

        output.WriteLine($"Ended at {rounds} lines.");
        Assert.True(rounds >= 16, $"There were only {rounds} lines.");
    }

    private async Task Round(string name, Misfortune misfortune, List<(byte[] Key, int Version)> cards)
    {
        var here = Path.Combine(folder, name);
        Copy(Path.Combine(folder, "voted"), here);
        var cancellation = TestContext.Current.CancellationToken;
        using (var struck = new FaultyDatabase(ConnectionTo(here), misfortune))
        using (var keys = new MixKeys(Path.Combine(here, "mixing")))
        {
            try
            {
                await Clock(struck, keys).Tick(cancellation);
            }
            catch (SqliteException)
            {
                // It ended here.
            }
        }

        SqliteConnection.ClearAllPools();
        using var database = new Database(Dialect.Sqlite, ConnectionTo(here));
        using var found = new MixKeys(Path.Combine(here, "mixing"));
        IReadOnlyList<string> mixed;
        await using (var transaction = await database.Begin(cancellation))
        {
            mixed = await new Mixer(found, new BallotPapers()).MixRest(transaction, await PollRow.Lock(transaction, Polling.PollId));
            await transaction.Commit();
        }

        found.Destroy(mixed);
        await using (var session = await database.Read(cancellation))
        {
            var ballots = await session.Many<BallotRow>(new Sql("SELECT ballot_key, version FROM ballot ORDER BY ballot_key"));
            Assert.Equal(
                cards.OrderBy(card => card.Key, Promises.ByBytes).Select(card => (Convert.ToHexString(card.Key), card.Version)),
                ballots.Select(ballot => (Convert.ToHexString(ballot.BallotKey), ballot.Version)));
            Assert.Equal(Voters + Changed, await session.One<long>(new Sql(
                "SELECT (SELECT COUNT(*) FROM log_waiting) + (SELECT COUNT(*) FROM log_leaf)")));
            Assert.Equal(Changed, await session.One<long>(new Sql("SELECT COUNT(*) FROM ballot_before")));
        }

        // A key that nobody came to destroy goes with a later tick; there is no ballot left that it opens.
        foreach (var left in Directory.GetFiles(Path.Combine(here, "mixing")))
        {
            File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-1));
        }

        await Clock(database, found).Tick(cancellation);
        Assert.Empty(Directory.GetFiles(Path.Combine(here, "mixing")));
    }

    // One crowd rests, another one has come after it, and some have changed their ballots.
    private async Task<List<(byte[] Key, int Version)>> Vote()
    {
        var (polling, codes) = await Polling.WithVoters("sqlite", Voters, more: Polling.WithoutClock);
        await using var _ = polling;
        var cards = new List<(byte[], int)>();
        foreach (var (at, code) in codes.Index())
        {
            var request = Polling.Ballot(code, "bench");
            await polling.Public.CastBallotAsync(request);
            if (at % (Voters / Changed) == 0)
            {
                await polling.Public.CastBallotAsync(Polling.Change(request.Card, 1, "choir"));
            }

            if (at == 21)
            {
                await polling.Service.Services.GetRequiredService<MixClock>().Tick(TestContext.Current.CancellationToken);
            }

            cards.Add((BallotCard.Read(request.Card, out var _1)!.Value.KeyIn(Polling.PollId), at % (Voters / Changed) == 0 ? 2 : 1));
        }

        // Held still while it is copied: nothing is mixed meanwhile.
        var voted = Path.Combine(folder, "voted");
        await using (var still = await polling.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            await PollRow.Lock(still, Polling.PollId);
            Directory.CreateDirectory(voted);
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(polling.Service.Database.File)!, "test.db*"))
            {
                if (!file.EndsWith(".owner", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal))
                {
                    File.Copy(file, Path.Combine(voted, Path.GetFileName(file)));
                }
            }

            Copy(Path.Combine(polling.Service.Data, "keys", "mixing"), Path.Combine(voted, "mixing"));
        }

        return cards;
    }

    private static MixClock Clock(Database database, MixKeys keys) => new(
        database, new Mixer(keys, new BallotPapers()), keys, TimeProvider.System, new NullLogger<MixClock>());

    private static string ConnectionTo(string here) => $"Data Source={Path.Combine(here, "test.db")}";

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
