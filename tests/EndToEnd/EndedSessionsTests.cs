using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grpc.Core;
using Grpc.Net.Client;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;

namespace Participatory.Tests.EndToEnd;

/// <summary>Five processes on a broker, with two gateways: what ends at one is over at the other, on pages and in every service.</summary>
public sealed partial class EndedSessionsTests
{
    /// <summary>A message takes milliseconds; a machine that is busy with other tests takes longer.</summary>
    private static readonly TimeSpan SoonAfter = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_role_that_is_taken_away_and_a_sign_out_are_over_at_both_gateways_and_in_all_five_services()
    {
        await using var broker = await PrivateBroker.Start();
        await using var apart = await Apart.Start(broker.Url);
        var first = apart.Processes["gateway"];
        var second = new ApartProcess(
            Path.GetDirectoryName(first.Environment["Data"])!, "gateway", Repository.Built("gateway", "Participatory.Gateway.dll"),
            broker.Url);
        foreach (var (name, value) in first.Environment)
        {
            second.Environment[name] = value;
        }

        var otherPages = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        second.Environment["Kestrel__Endpoints__Pages__Url"] = otherPages.ToString();
        second.Environment["Kestrel__Endpoints__Grpc__Url"] = second.Address.ToString();
        second.Run();
        try
        {
            await second.Ready(TimeSpan.FromMinutes(5));
            using var nia = await Tab.SignedIn(apart.Pages, "administrator");
            using var grace = await Tab.SignedIn(apart.Pages, "officer");
            using var rhys = await Tab.SignedIn(apart.Pages, "finance");
            using var door = Channels.To(second.Address.ToString(), ProposalsService.Descriptor, VotingService.Descriptor,
                GrantsService.Descriptor, AccountabilityService.Descriptor);
            foreach (var tab in (Tab[])[grace, rhys])
            {
                Assert.Equal(HttpStatusCode.OK, await tab.Status(new Uri(otherPages, "council")));
                Assert.All(await Answers(door, tab.Token), reason => Assert.Equal("", reason));
            }

            await nia.Send(new Uri(apart.Pages, "council/staff"), ("RequestId", Guid.NewGuid().ToString()), ("What", "take"),
                ("Email", "grace@council.example"), ("Role", "Officer"));
            await IsOver(grace);
            await rhys.Send(new Uri(apart.Pages, "start"), new Uri(apart.Pages, "sign-out"));
            await IsOver(rhys);

            async Task IsOver(Tab tab)
            {
                var since = Stopwatch.StartNew();
                while ((await Answers(door, tab.Token)).Any(reason => reason != "SIGN_IN_RAN_OUT"))
                {
                    Assert.True(since.Elapsed < SoonAfter, "A service still takes the identity of a session that has ended.");
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                }

                // Asked of the services, and not of what this gateway remembers for ten seconds.
                Assert.NotEqual(HttpStatusCode.OK, await tab.Status(new Uri(otherPages, "council")));
            }
        }
        finally
        {
            await second.Kill();
        }
    }

    /// <summary>The reasons with which the services refuse an identity; empty where they take it.</summary>
    private static async Task<string[]> Answers(GrpcChannel door, string token)
    {
        var calls = door.For(() => token, TimeSpan.FromMinutes(1));
        return
        [
            await Of(async () => await new ProposalsService.ProposalsServiceClient(calls).ListRoundsAsync(new())),
            await Of(async () => await new VotingService.VotingServiceClient(calls).ListPollsAsync(new())),
            await Of(async () => await new GrantsService.GrantsServiceClient(calls).ListFundsAsync(new())),
            await Of(async () => await new AccountabilityService.AccountabilityServiceClient(calls).ListStoriesAsync(new())),
        ];

        static async Task<string> Of(Func<Task> call)
        {
            try
            {
                await call();
                return "";
            }
            catch (RpcException refusal)
            {
                return refusal.Reason();
            }
        }
    }

    /// <summary>A browser that keeps its cookies at whatever gateway it asks.</summary>
    private sealed partial class Tab : IDisposable
    {
        private readonly HttpClientHandler handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
        private readonly HttpClient browser;

        private Tab() => browser = new HttpClient(handler);

        /// <summary>For programs, as it was when they signed in.</summary>
        public string Token { get; private set; } = "";

        public static async Task<Tab> SignedIn(Uri pages, string person)
        {
            var tab = new Tab();
            using var signedIn = await tab.Send(new Uri(pages, "start"), ("person", person));
            using var answer = await tab.Send(new Uri(pages, "start"), new Uri(pages, "api/token"));
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            tab.Token = json.RootElement.GetProperty("token").GetString()!;
            return tab;
        }

        public Task<HttpResponseMessage> Send(Uri page, params (string Name, string Value)[] fields) => Send(page, page, fields);

        public async Task<HttpResponseMessage> Send(Uri page, Uri to, params (string Name, string Value)[] fields)
        {
            var html = await browser.GetStringAsync(page, TestContext.Current.CancellationToken);
            using var content = new FormUrlEncodedContent(
            [
                .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
                new("__RequestVerificationToken", AntiforgeryField().Match(html).Groups["value"].Value),
            ]);
            return await browser.PostAsync(to, content, TestContext.Current.CancellationToken);
        }

        public async Task<HttpStatusCode> Status(Uri page)
        {
            using var answer = await browser.GetAsync(page, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        public void Dispose()
        {
            browser.Dispose();
            handler.Dispose();
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex AntiforgeryField();
    }
}
