using System.Diagnostics;
using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Faults.GrantsProcess;

namespace Participatory.Tests.Faults;

/// <summary>
/// 2,000 movements of money, each asked for until it is acknowledged, while the service is killed again and again. A short
/// run is part of every test run; PARTICIPATORY_TEST_FULL=1 makes it all of them and 60 kills.
/// </summary>
public sealed class KilledGrantsTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 24;

    private static readonly int Kills = Needs.FullRuns ? 60 : 4;
    private static readonly int Scale = Needs.FullRuns ? 10 : 2;

    // In tenths: a payment is five operations, a no one, a withdrawal two, a release from new money three, a clawback two.
    private static readonly (int Paid, int Declined, int Withdrawn, int Released, int ClawedBack) Jobs = (
        25 * Scale, 10 * Scale, 10 * Scale, 18 * Scale, 8 * Scale);

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-killed-").FullName;
    private int acknowledged;
    private int killed;

    private static int Operations => (Jobs.Paid * 5) + Jobs.Declined + (Jobs.Withdrawn * 2) + (Jobs.Released * 3) + (Jobs.ClawedBack * 2);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Killed_at_random_moments_no_money_is_lost_none_is_promised_twice_and_the_close_is_right()
    {
        using var grants = new GrantsProcess(folder);
        var awards = await grants.Prepare(Jobs.Paid + Jobs.Declined + Jobs.Withdrawn);
        Assert.All(awards, award => Assert.Equal(AwardState.Offered, award.State));
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        var jobs = Shuffled(AllJobs(grants, awards), chance);
        var next = -1;
        await grants.Start();
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var at = Interlocked.Increment(ref next); at < jobs.Count; at = Interlocked.Increment(ref next))
            {
                await jobs[at]();
            }
        })).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(chance.Next(0, 250));
            await grants.Kill();
            Interlocked.Increment(ref killed);
            await grants.Start();
        }

        await Task.WhenAll(clients);
        await grants.Kill();
        output.WriteLine($"Seed {seed}: {Kills} kills, {acknowledged} operations acknowledged.");
        Assert.Equal(Operations, acknowledged);
        await Check(grants);
    }

    private async Task Check(GrantsProcess grants)
    {
        var file = Path.Combine(folder, "ledger.jsonl");
        var money = (await grants.CloseAndExport(file)).Total;
        var winners = Jobs.Paid + Jobs.Declined + Jobs.Withdrawn;
        Assert.Equal(
            (((winners + Jobs.Released) * 10) + 1_000, 0, Jobs.Paid * 10, Jobs.ClawedBack * 10),
            (money.Released.AmountMinor / 100, money.Held.AmountMinor, money.Paid.AmountMinor / 100, money.ClawedBack.AmountMinor / 100));
        Assert.Equal(money.Released.AmountMinor, money.Held.AmountMinor + money.Paid.AmountMinor + money.Left.AmountMinor
            + money.ClawedBack.AmountMinor);

        var transfers = (await File.ReadAllLinesAsync(file))
            .Where(line => line.StartsWith("{\"transfer\"", StringComparison.Ordinal)).ToList();
        // Each cause has moved money once: three to begin with, two for each award, and so on.
        Assert.Equal(3 + (winners * 2) + (Jobs.Released * 2) + Jobs.ClawedBack, transfers.Count);
        using var verify = Process.Start(
            new ProcessStartInfo("dotnet", [Repository.Built("services/Cli", "participatory.dll"), "verify-ledger", file])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            })!;
        var said = await verify.StandardOutput.ReadToEndAsync();
        var complaint = await verify.StandardError.ReadToEndAsync();
        await verify.WaitForExitAsync();
        Assert.True(verify.ExitCode == 0, said + complaint);
        Assert.Contains($"{transfers.Count} of them in", said, StringComparison.Ordinal);
    }

    private IEnumerable<Func<Task>> AllJobs(GrantsProcess grants, IReadOnlyList<Award> awards)
    {
        var (amina, grace, femi) = (grants.As(People.Amina), grants.As(People.Grace), grants.As(People.Femi));
        Task<Award> Accept(Award award) => Done(
            id => amina.AcceptAwardAsync(new() { RequestId = id, AwardId = award.AwardId, AgreementVersion = award.AgreementVersion }));
        foreach (var (at, award) in awards.Index())
        {
            yield return at < Jobs.Paid
                ? async () =>
                {
                    await Accept(award);
                    await Done(id => amina.ChooseHolderAsync(
                        new() { RequestId = id, AwardId = award.AwardId, Holder = Holder.CouncilBuys, Shopping = "r" }));
                    var payment = await Done(id => grace.InstructPaymentAsync(new() { RequestId = id, AwardId = award.AwardId }));
                    await Done(id => femi.ApprovePaymentAsync(new() { RequestId = id, PaymentId = payment.PaymentId }));
                    await Done(id => femi.ConfirmPaymentAsync(
                        new() { RequestId = id, PaymentId = payment.PaymentId, BankReference = "r" }));
                }
            : at < Jobs.Paid + Jobs.Declined
                ? () => Done(id => amina.DeclineAwardAsync(new() { RequestId = id, AwardId = award.AwardId }))
                : async () =>
                {
                    await Accept(award);
                    await Done(id => grace.WithdrawAwardAsync(new() { RequestId = id, AwardId = award.AwardId, Reason = "r" }));
                };
        }

        for (var at = 0; at < Jobs.Released; at++)
        {
            yield return async () =>
            {
                await Done(id => femi.RecordIncomeAsync(
                    new() { RequestId = id, FundId = FundId, Funder = "Council", Amount = Pounds(10), Reference = "r" }));
                var release = await Done(id => grace.ProposeReleaseAsync(new() { RequestId = id, Release = Released(South, 10) }));
                await Done(id => femi.ApproveReleaseAsync(new() { RequestId = id, ReleaseId = release.ReleaseId }));
            };
        }

        for (var at = 0; at < Jobs.ClawedBack; at++)
        {
            yield return async () =>
            {
                var back = await Done(id => grace.ProposeClawbackAsync(new()
                {
                    RequestId = id,
                    Clawback = new() { FundId = FundId, RoundId = RoundId, AreaCode = South, Amount = Pounds(10), Reason = "r" },
                }));
                await Done(id => femi.ApproveClawbackAsync(new() { RequestId = id, ClawbackId = back.ClawbackId }));
            };
        }
    }

    // Sends the same request until it is acknowledged, as a browser's "try again" does.
    private async Task<T> Done<T>(Func<string, AsyncUnaryCall<T>> call)
    {
        var requestId = Id();
        for (var until = DateTime.UtcNow.AddMinutes(2); ;)
        {
            try
            {
                var answer = await call(requestId);
                var all = Interlocked.Increment(ref acknowledged);
                // The operations are spread over all the kills, so that there are always some under way when one comes.
                while (all > Operations * (Volatile.Read(ref killed) + 1) / (Kills + 1) && Volatile.Read(ref killed) < Kills)
                {
                    await Task.Delay(5);
                }

                return answer;
            }
            catch (RpcException down) when (down.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled
                or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded && DateTime.UtcNow < until)
            {
                await Task.Delay(30);
            }
        }
    }

    private static List<Func<Task>> Shuffled(IEnumerable<Func<Task>> jobs, Random chance)
    {
        var all = jobs.ToArray();
        chance.Shuffle(all);
        return [.. all];
    }
}
