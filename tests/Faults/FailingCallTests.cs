using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Storage;
using Participatory.Standalone;
using Participatory.Standalone.Demo;
using Participatory.Tests.Harness;
using Grpc.Core;

namespace Participatory.Tests.Faults;

/// <summary>
/// One call to a database fails, the first, the second, the third and so on, until a round passes untouched. Whoever was
/// refused asks again with the same request; in the end everything is as if nothing had happened. A sample is part of
/// every test run; PARTICIPATORY_TEST_FULL=1 strikes at every call.
/// </summary>
public sealed class FailingCallTests(ITestOutputHelper output) : IDisposable
{
    private const int SampleSize = 10;
    private const int MostTries = 6;

    /// <summary>What holds at the end of every round, as counts of what contradicts it.</summary>
    private static readonly (string Database, string Holds, string Contradictions)[] Invariants =
    [
        ("grants", "debits equal credits", "SELECT COALESCE(SUM(balance), 0) FROM account"),
        ("grants", "a balance is what its transfers say", """
            SELECT COUNT(*) FROM account WHERE balance <>
                COALESCE((SELECT SUM(amount_minor) FROM transfer WHERE credit_account = account_id), 0)
                - COALESCE((SELECT SUM(amount_minor) FROM transfer WHERE debit_account = account_id), 0)
            """),
        ("grants", "only the funder owes", "SELECT COUNT(*) FROM account WHERE balance < 0 AND kind <> 'FUNDER'"),
        ("grants", "every award is paid once and closed",
            "SELECT COUNT(*) FROM award WHERE state <> 'CLOSED' OR (SELECT COUNT(*) FROM payment WHERE payment.award_id = award.award_id "
                + "AND payment.state = 'CONFIRMED') <> 1"),
        ("accountability", "every grant has one answered report", "SELECT COUNT(*) FROM report WHERE state <> 'ACCEPTED'"),
        ("proposals", "every idea has its answer",
            "SELECT COUNT(*) FROM proposal WHERE state NOT IN ('ON_BALLOT', 'WON', 'LOST') AND proposal_id IN (SELECT proposal_id FROM "
                + "outcome)"),
        .. from name in (string[])["proposals", "voting", "grants", "accountability", "people"]
           from one in (ValueTuple<string, string>[])
           [
               ("every message is sent", "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL"),
               ("no message is parked", "SELECT COUNT(*) FROM outbox WHERE parked_at IS NOT NULL"),
           ]
           select (name, one.Item1, one.Item2),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-faults-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Whichever_call_fails_the_round_comes_to_the_same_end()
    {
        var calls = (await Play("untouched", new Misfortune())).Calls;
        var step = Needs.FullRuns ? 1 : Math.Max(1, calls / SampleSize);
        var first = Needs.FullRuns ? 1 : Random.Shared.NextInt64(1, step + 1);
        output.WriteLine($"A round makes about {calls} calls; every {step} from {first} on fails in a round of its own.");
        for (var n = first; ; n += step)
        {
            var misfortune = await Play($"{n}", new Misfortune { FailingCall = n, AnswerIsLost = n / step % 2 == 0 });
            if (misfortune.Struck.Length == 0)
            {
                output.WriteLine($"The round passed untouched at {n}.");
                return;
            }
        }
    }

    private async Task<Misfortune> Play(string name, Misfortune misfortune)
    {
        var data = Path.Combine(folder, name);
        var script = Town();
        await using (var house = await Open(data, misfortune))
        {
            await PlayToTheEnd(house, script, misfortune);
            await Sent(data);
        }

        foreach (var (database, holds, contradictions) in Invariants)
        {
            var found = await Count(Path.Combine(data, $"{database}.db"), contradictions);
            Assert.True(
                found == 0, $"Call {misfortune.FailingCall} failed ({misfortune.Struck}); then not: {database}: {holds} ({found}).");
        }

        Directory.Delete(data, recursive: true);
        return misfortune;
    }

    /// <summary>
    /// What was said last is still on its way when the last grant closes: messages, and notices, which say to others that
    /// somebody was told.
    /// </summary>
    private static async Task Sent(string data)
    {
        for (var patience = 0; patience < 200; patience++)
        {
            var unsent = await Count(Path.Combine(data, "people.db"), "SELECT COUNT(*) FROM notice WHERE due_at IS NOT NULL");
            foreach (var file in Directory.EnumerateFiles(data, "*.db"))
            {
                unsent += await Count(file, "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND parked_at IS NULL");
            }

            if (unsent == 0)
            {
                return;
            }

            await Task.Delay(100);
        }
    }

    /// <summary>The house may be struck while it opens; whoever runs it starts it again.</summary>
    private static async Task<House> Open(string data, Misfortune misfortune)
    {
        try
        {
            return await Once();
        }
        catch (SqliteException) when (misfortune.Struck.Length > 0)
        {
            return await Once();
        }

        Task<House> Once() => House.Open(data, "http://127.0.0.1:0", CancellationToken.None, builder =>
            builder.Services.AddSingleton<Database>(
                _ => new FaultyDatabase(builder.Configuration["Database:ConnectionString"]!, misfortune)));
    }

    private static async Task PlayToTheEnd(House house, Script script, Misfortune misfortune)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Assert.True(
                    await DemoRound.Play(script, house.GrpcDoor, house.IssueIdentity,
                    new DemoOptions(Quick: true, Pb: null, Seed: 1, Json: false, Exit: true), CancellationToken.None));
                return;
            }
            catch (RpcException refused) when (attempt < MostTries && misfortune.Struck.Length > 0)
            {
                Assert.True(
                    refused.StatusCode is StatusCode.Internal or StatusCode.Unavailable or StatusCode.Unknown,
                    $"Call {misfortune.FailingCall} failed ({misfortune.Struck}); then the round was refused: {refused.Status}");
            }
        }
    }

    private static async Task<long> Count(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // They stand above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The smallest town that a round can be played in to its end: an idea that wins and one that does not.</summary>
    private static Script Town()
    {
        var start = DateTimeOffset.UtcNow;
        return new Script
        {
            RoundId = "small-town",
            Title = "A small town",
            Description = "Two ideas, three people.",
            Currency = "GBP",
            Areas = [new ScriptArea("E1", "Elm", 100_000)],
            Ideas =
            [
                new ScriptIdea("", "E1", "A bench", "So that we can sit.", "Everybody", 80_000, 80_000, "", 1),
                new ScriptIdea("", "E1", "A tree", "So that there is shade.", "Everybody", 70_000, 70_000, "", 0),
            ],
            Voters = 3,
            Ballots = () => [new ScriptBallot("E1", [0]), new ScriptBallot("E1", [0]), new ScriptBallot("E1", [1])],
            Start = start,
        };
    }
}
