using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Grants;
using Participatory.Grants.Closes;
using Participatory.Grants.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Client = Participatory.Grants.V1.GrantsService.GrantsServiceClient;

namespace Participatory.Tests.Faults;

/// <summary>The Grants service alone as a process, on one SQLite file and one port, to be killed and started again.</summary>
internal sealed class GrantsProcess(string folder) : IDisposable
{
    public const string RoundId = "killed";
    public const string FundId = "the-fund";
    public const string North = "E05000001";
    public const string South = "E05000002";

    private readonly LoneService service = new(folder, "Grants", Participatory.Grants.V1.GrantsService.Descriptor);

    public Client As(Caller caller) => new(service.As(caller, TimeSpan.FromSeconds(30)));

    public static string Id() => Guid.NewGuid().ToString();

    public static Money Pounds(long pounds) => new() { AmountMinor = pounds * 100, Currency = "GBP" };

    public static Release Released(string area, long pounds)
    {
        var release = new Release { FundId = FundId, RoundId = RoundId };
        release.Lines.Add(new ReleaseLine { AreaCode = area, Amount = Pounds(pounds) });
        return release;
    }

    /// <summary>
    /// Makes a round in which so many ideas of Amina's have won £10 each and are offered it; £1,000 are left in the south.
    /// </summary>
    public async Task<IReadOnlyList<Award>> Prepare(int winners)
    {
        await using var app = await InThisProcess(TimeProvider.System);
        await As(People.Femi).CreateFundAsync(
            new() { RequestId = Id(), Fund = new() { FundId = FundId, Name = "The fund", Currency = "GBP", BudgetCode = "B1" } });
        await As(People.Femi).RecordIncomeAsync(
            new() { RequestId = Id(), FundId = FundId, Funder = "Council", Amount = Pounds((winners * 10) + 1_000), Reference = "r" });
        foreach (var (area, pounds) in new[] { (North, winners * 10L), (South, 1_000L) })
        {
            var release = await As(People.Grace).ProposeReleaseAsync(new() { RequestId = Id(), Release = Released(area, pounds) });
            await As(People.Femi).ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = release.ReleaseId });
        }

        var bus = app.Services.GetRequiredService<Bus>();
        await Deliver(bus, new RoundOpened(RoundId, "A round", "GBP", [new(North, "North"), new(South, "South")], 10, 5, 90));
        await Deliver(bus, new BallotPaperPublished(
            RoundId, "A round", "GBP", "approval", 1, 0, "greedy", "cost", "es", 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "",
            [new(North, "North", winners * 1_000L,
                [.. Enumerable.Range(0, winners)
                .Select(at => new BallotPaperProject($"p{at}", $"Idea {at}", 1_000, People.Amina.Subject))])]));
        await Deliver(bus, new ResultDeclared(
            RoundId, RoundId, "GBP", DateTimeOffset.UtcNow, new string('0', 64),
            [new(North, winners * 1_000L, winners,
                [.. Enumerable.Range(0, winners).Select(at => new ProjectDeclared($"p{at}", $"Idea {at}", 1_000, winners - at, true))])]));

        List<Award> awards = [];
        var token = "";
        do
        {
            var page = await As(Caller.Nobody).ListAwardsAsync(new() { RoundId = RoundId, PageSize = 200, PageToken = token });
            awards.AddRange(page.Awards);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        await app.StopAsync();
        return awards;
    }

    /// <inheritdoc cref="LoneService.Start"/>
    public Task<TimeSpan> Start() => service.Start();

    /// <inheritdoc cref="LoneService.Kill"/>
    public Task Kill() => service.Kill();

    /// <summary>Two days later: the ledger is closed by the clock, and its whole file is written to <paramref name="path"/>.</summary>
    public async Task<RoundMoney> CloseAndExport(string path)
    {
        var later = new SettableClock(DateTimeOffset.UtcNow.AddDays(2));
        await using var app = await InThisProcess(later);
        var everybody = As(Caller.Nobody);
        var yesterday = later.Now.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (var until = DateTime.UtcNow.AddMinutes(1); ; await Task.Delay(50))
        {
            var closes = await everybody.ListClosesAsync(new() { PageSize = 1 });
            if (closes.Closes.Count > 0 && closes.Closes[0].CloseDate == yesterday)
            {
                break;
            }

            Assert.True(DateTime.UtcNow < until, "The clock has not closed the ledger.");
        }

        await using (var file = File.Create(path))
        {
            using var call = everybody.ExportLedger(new(), deadline: DateTime.UtcNow.AddMinutes(1));
            await foreach (var piece in call.ResponseStream.ReadAllAsync())
            {
                piece.Content.WriteTo(file);
            }
        }

        var money = await everybody.GetRoundMoneyAsync(new() { RoundId = RoundId });
        await app.StopAsync();
        return money;
    }

    public void Dispose() => service.Dispose();

    private Task<WebApplication> InThisProcess(TimeProvider clock) =>
        service.Here(builder => builder.AddGrants(), app => app.MapGrants(), clock);

    private static Task Deliver<T>(Bus bus, T message) where T : class => bus.Deliver(
        new Envelope(Guid.NewGuid().ToString(), MessageTypes.NameOf(typeof(T)), JsonSerializer.Serialize(message, MessageTypes.Json), ""),
            CancellationToken.None);
}
