using System.Collections.Concurrent;
using Grpc.Core;
using Participatory.Contracts;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using RabbitMQ.Client;

namespace Participatory.Tests.EndToEnd;

public sealed class ApartTests
{
    /// <summary>What only people know of each other in the scenario, and no log may.</summary>
    private static readonly string[] Personal =
    [
        "@example.org", "@council.example", "Because we need it", "A neighbour", "Benches on Mill Lane", "It rained, and they came anyway",
        "Mrs Møller", "Thank you. We will be there next time.",
    ];

    private const string SecretPart = "0123456789abcdefSECRET";

    [Fact]
    public async Task The_same_round_runs_in_five_processes_on_a_broker_and_no_log_knows_anybody()
    {
        await using var broker = await PrivateBroker.Start();
        await using var apart = await Apart.Start(broker.Url, logLevel: "Information");
        try
        {
            await WholeRound.Play(apart.Pages, apart.GrpcDoor);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The scenario stopped. The processes said:\n{Logs(apart)}", failure);
        }

        await EveryQueueHasItsConsumer(broker);
        await OpenAddressesThatAreSecrets(apart);
        var logs = Logs(apart);
        Assert.Contains("\"LogLevel\":\"Information\"", logs, StringComparison.Ordinal);
        Assert.All(Personal, words => Assert.DoesNotContain(words, logs, StringComparison.Ordinal));
        Assert.DoesNotContain(SecretPart, logs, StringComparison.Ordinal);
        Assert.Equal(0, await apart.Processes["grants"].Terminate());
        await PagesThatDoWithoutGrants(apart);
        foreach (var (_, process) in apart.Processes.Where(process => process.Key != "grants"))
        {
            Assert.Equal(0, await process.Terminate());
        }
    }

    /// <summary>Whoever has one of these addresses can do what it is for; the logs that many people read must not hold them.</summary>
    private static async Task OpenAddressesThatAreSecrets(Apart apart)
    {
        using var anyone = Visitor.Anyone(apart.Pages, apart.GrpcDoor);
        foreach (var page in (string[])[$"/s/{SecretPart}", $"/funders/{SecretPart}", $"/hosting/x?code={SecretPart}",
            $"/sign-in/officer/done?code={SecretPart}&state={SecretPart}"])
        {
            (await anyone.Open(page)).Dispose();
        }
    }

    private static async Task PagesThatDoWithoutGrants(Apart apart)
    {
        using var anyone = Visitor.Anyone(apart.Pages, apart.GrpcDoor);
        var round = (await anyone.Proposals.ListRoundsAsync(new ListRoundsRequest())).Rounds[0].RoundId;
        foreach (var page in (string[])["/", $"/rounds/{round}", $"/rounds/{round}/result", $"/rounds/{round}/vote"])
        {
            using var answer = await anyone.Open(page);
            Assert.Equal((page, System.Net.HttpStatusCode.OK), (page, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Told_to_stop_under_load_a_service_finishes_what_it_has_begun_and_keeps_what_it_acknowledged()
    {
        await using var broker = await PrivateBroker.Start();
        await using var apart = await Apart.Start(broker.Url);
        using var finance = await Visitor.SignedIn(apart.Pages, apart.GrpcDoor, "finance");
        await finance.Grants.CreateFundAsync(new CreateFundRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Fund = new Fund { FundId = "load", Name = "Load", Currency = "GBP", BudgetCode = "L" },
        });

        var acknowledged = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        using var stopped = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PayIn(finance, acknowledged, stopped.Token)));
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var code = await apart.Processes["grants"].Terminate();
        var took = clock.Elapsed;
        await stopped.CancelAsync();
        await load;

        Assert.Equal(0, code);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        Assert.NotEmpty(acknowledged);

        apart.Processes["grants"].Run();
        await apart.Processes["grants"].Ready(TimeSpan.FromMinutes(5));
        var before = await Balance(finance);
        Assert.True(before >= acknowledged.Count, $"{acknowledged.Count} were acknowledged and {before} are there.");
        // The same requests again change nothing, as each is there already.
        foreach (var request in acknowledged.Keys.Take(20))
        {
            await finance.Grants.RecordIncomeAsync(Penny(request));
        }

        Assert.Equal(before, await Balance(finance));
    }

    private static async Task PayIn(Visitor finance, ConcurrentDictionary<string, bool> acknowledged, CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            var request = Guid.NewGuid().ToString();
            try
            {
                await finance.Grants.RecordIncomeAsync(Penny(request), cancellationToken: stopped);
                acknowledged[request] = true;
            }
            catch (RpcException refused) when (
                refused.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.Internal or StatusCode.Unknown)
            {
                // It is stopping; this one was not acknowledged.
            }
        }
    }

    private static RecordIncomeRequest Penny(string request) => new()
    {
        RequestId = request, FundId = "load", Funder = "The council", Amount = new Money { AmountMinor = 1, Currency = "GBP" },
        Reference = "Load",
    };

    private static async Task<long> Balance(Visitor finance) =>
        (await finance.Grants.GetFundAsync(new GetFundRequest { FundId = "load" })).PaidIn.AmountMinor;

    private static async Task EveryQueueHasItsConsumer(PrivateBroker broker)
    {
        await using var connection = await new ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var consumer in Listeners.All.Keys)
        {
            var queue = await channel.QueueDeclarePassiveAsync($"participatory.{consumer}");
            Assert.Equal((consumer, 1u, 0u), (consumer, queue.ConsumerCount, queue.MessageCount));
            Assert.Equal(0u, await channel.MessageCountAsync($"participatory.{consumer}_error"));
        }
    }

    private static string Logs(Apart apart) =>
        string.Join('\n', apart.Processes.Select(process => $"--- {process.Key}\n{process.Value.Log}"));
}
