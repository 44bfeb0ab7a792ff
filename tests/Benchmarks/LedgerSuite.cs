using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Closes;
using Participatory.Grants.Funds;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Benchmarks;

/// <summary>
/// How many transfers a second are made durable, one by one and through real gRPC, set against rows made durable one by one
/// in the same run; and what it takes to close, write and verify a ledger of 1,000,000 transfers.
/// </summary>
internal static class LedgerSuite
{
    private const int AwardsInARound = 500;

    public static IEnumerable<Figure> Run(bool quick) => Measured(quick).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> Measured(bool quick)
    {
        var folder = Directory.CreateTempSubdirectory("participatory-ledger-").FullName;
        try
        {
            var clock = new SettableClock(DateTimeOffset.UtcNow);
            using var key = SigningKey.LoadOrCreate(Driver.KeysIn(folder));
            await using var app = await Driver.Start(folder, builder => builder.AddGrants(), app => app.MapGrants(), clock);
            var database = app.Services.GetRequiredService<Database>();
            var bare = Driver.Bare(folder, quick ? 500 : 3_000);
            await Prepare(app, key, clock);
            var one = await OneByOne(database, clock, quick ? 500 : 3_000);
            var calls = await Called(app, key, clock, quick ? 500 : 3_000);
            var transfers = quick ? 20_000 : 1_000_000;
            await Fill(database, clock, transfers);
            clock.Advance(TimeSpan.FromDays(1));
            var close = await CpuSeconds(() => app.Services.GetRequiredService<CloseLedger>().Tick(CancellationToken.None));
            var file = Path.Combine(folder, "ledger.jsonl");
            var write = await CpuSeconds(async () =>
            {
                await using var stream = File.Create(file);
                await app.Services.GetRequiredService<ExportLedger>()
                    .Handle(new ExportLedgerRequest(), async piece => await stream.WriteAsync(piece), CancellationToken.None);
            });
            await app.StopAsync();
            var (seconds, megabytes) = await Verify(file);
            var size = string.Create(CultureInfo.InvariantCulture, $"{transfers:N0} transfers");
            return
            [
                new("bare rows made durable one by one", bare, "/s"),
                new("durable transfers, one by one", one, "/s", "bare rows made durable one by one", one / bare),
                new("durable transfers, asked for by 64 callers", calls, "/s", "bare rows made durable one by one", calls / bare),
                new($"to close a day of {size}", close, "s of processor time"),
                new($"to write the file of {size}", write, "s of processor time"),
                new($"the file of {size}", new FileInfo(file).Length / 1e6, "MB"),
                new($"to verify the file of {size}", seconds, "s of processor time"),
                new($"to verify the file of {size}, memory", megabytes, "MB"),
            ];
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Prepare(WebApplication app, System.Security.Cryptography.ECDsa key, SettableClock clock)
    {
        using var channel = Channels.To(app.Urls.Single(), Participatory.Grants.V1.GrantsService.Descriptor);
        var femi = new Participatory.Grants.V1.GrantsService.GrantsServiceClient(
            channel.For(() => Tokens.Issue(Tests.People.Femi with { ProvedAt = clock.Now }, key, clock.Now)));
        await femi.CreateFundAsync(
            new()
            {
                RequestId = Guid.NewGuid().ToString(),
                Fund = new() { FundId = "f", Name = "Fund", Currency = "GBP", BudgetCode = "B1" }
            });
        await femi.RecordIncomeAsync(
            new()
            {
                RequestId = Guid.NewGuid().ToString(), FundId = "f", Funder = "Council",
                Amount = new() { AmountMinor = 10_000_000_000_000, Currency = "GBP" }, Reference = "r"
            });
        await using var transaction = await app.Services.GetRequiredService<Database>().Begin(CancellationToken.None);
        await RoundTerms.Lock(transaction, "bare", "GBP");
        await Ledger.Open(transaction, Pot("bare"));
        await transaction.Commit();
    }

    private static Account Pot(string roundId) =>
        Account.OfPot(new FundRow { FundId = "f", Currency = "GBP", BudgetCode = "B1" }, roundId, "E1");

    private static TransferRow Release(string id, string roundId, long amount, DateTimeOffset now) => new()
    {
        TransferId = id,
        DebitAccount = "fund:f",
        CreditAccount = Pot(roundId).AccountId,
        AmountMinor = amount,
        Currency = "GBP",
        Code = TransferCode.Release,
        Reference = id,
        BudgetCode = "B1",
        RoundId = roundId,
        TransferredAt = now,
        Actor = "benchmark",
    };

    private static async Task<double> OneByOne(Database database, SettableClock clock, int transfers)
    {
        var watch = Stopwatch.StartNew();
        for (var at = 0; at < transfers; at++)
        {
            await using var transaction = await database.Begin(CancellationToken.None);
            await Ledger.PostCovered(transaction, Release(string.Create(CultureInfo.InvariantCulture, $"one-{at}"), "bare", 1, clock.Now));
            await transaction.Commit();
        }

        return transfers / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> Called(WebApplication app, System.Security.Cryptography.ECDsa key, SettableClock clock, int transfers)
    {
        using var channel = Channels.To(app.Urls.Single(), Participatory.Grants.V1.GrantsService.Descriptor);
        var femi = new Participatory.Grants.V1.GrantsService.GrantsServiceClient(
            channel.For(() => Tokens.Issue(Tests.People.Femi with { ProvedAt = clock.Now }, key, clock.Now), TimeSpan.FromMinutes(1)));
        var (calls, _) = await Driver.All(64, transfers, async _ => await femi.RecordIncomeAsync(
            new()
            {
                RequestId = Guid.NewGuid().ToString(), FundId = "f", Funder = "Council",
                Amount = new() { AmountMinor = 1, Currency = "GBP" }, Reference = "r"
            }));
        return calls;
    }

    /// <summary>Rounds as they are: a release, and for each award a promise and its payment, 1,001 transfers a round.</summary>
    private static async Task Fill(Database database, SettableClock clock, int transfers)
    {
        for (var (made, round) = (0, 0); made < transfers; round++)
        {
            var roundId = string.Create(CultureInfo.InvariantCulture, $"round-{round}");
            await using var transaction = await database.Begin(CancellationToken.None);
            await RoundTerms.Lock(transaction, roundId, "GBP");
            await Ledger.Open(transaction, Pot(roundId));
            await Ledger.PostCovered(transaction, Release($"release-{roundId}-1", roundId, AwardsInARound * 10_000, clock.Now));
            made++;
            for (var at = 0; at < AwardsInARound && made < transfers; at++, made += 2)
            {
                var award = new AwardRow
                {
                    AwardId = string.Create(CultureInfo.InvariantCulture, $"{roundId}-award-{at}"),
                    RoundId = roundId, AreaCode = "E1", Currency = "GBP"
                };
                await Ledger.Open(transaction, Account.OfHeld(award));
                await Ledger.PostCovered(transaction, Release($"award-{award.AwardId}-1", roundId, 10_000, clock.Now) with
                {
                    DebitAccount = Pot(roundId).AccountId,
                    CreditAccount = Account.IdOfHeld(award.AwardId),
                    Code = TransferCode.Award,
                    Reference = award.AwardId,
                });
                await Promises.Keep(transaction, award, 10_000, award.AwardId, "benchmark", clock.Now);
            }

            await transaction.Commit();
        }
    }

    private static async Task<double> CpuSeconds(Func<Task> what)
    {
        var before = Environment.CpuUsage.TotalTime;
        await what();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    /// <summary>The command itself, as a process of its own, so that its memory is its own.</summary>
    private static async Task<(double Seconds, double Megabytes)> Verify(string file)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Repository.Built("services/Cli", "participatory.dll"), "verify-ledger", file])
            {
                RedirectStandardOutput = true, UseShellExecute = false
            })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var (seconds, most) = (0.0, 0L);
        while (!process.HasExited)
        {
            process.Refresh();
            try
            {
                (seconds, most) = (process.TotalProcessorTime.TotalSeconds, Math.Max(most, process.PeakWorkingSet64));
            }
            catch (InvalidOperationException) when (process.HasExited)
            {
                // It ended between the question and the answer; what was seen 20 ms ago stands.
            }

            await Task.Delay(20);
        }

        return process.ExitCode is 0 or 5
            ? (seconds, most / 1e6)
            : throw new InvalidOperationException($"The ledger is not right: {await said}");
    }
}
