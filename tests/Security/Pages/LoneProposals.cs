using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Security.Pages;

/// <summary>Proposals as far as a page or two need it, with no other service beside it.</summary>
internal sealed class LoneProposals : IAsyncDisposable
{
    public const string Title = "Elm Park 2026";

    private readonly WebApplication app;

    private LoneProposals(WebApplication app) => this.app = app;

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<LoneProposals> Start()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(server => server.Listen(
            IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGrpcService<OneRound>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LoneProposals(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private sealed class OneRound : ProposalsService.ProposalsServiceBase
    {
        public override Task<Round> GetRound(GetRoundRequest request, ServerCallContext context) => Task.FromResult(
            new Round { RoundId = request.RoundId, Title = Title, Currency = "GBP", Phase = Phase.Accepting });

        public override Task<RoundMap> GetMap(GetMapRequest request, ServerCallContext context) => Task.FromResult(new RoundMap
        {
            Box = new MapBox { SouthE5 = 5_349_000, WestE5 = -231_000, NorthE5 = 5_351_000, EastE5 = -229_000 },
        });

        public override Task<ListRoundsResponse> ListRounds(ListRoundsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListRoundsResponse
            {
                Rounds = { new Round { RoundId = "elm-park", Title = Title, Phase = Phase.Accepting } },
            });

        public override Task<ListFoundEverywhereResponse> ListFoundEverywhere(
            ListFoundEverywhereRequest request, ServerCallContext context) => Task.FromResult(
                new ListFoundEverywhereResponse { Rounds = { new FoundRound { RoundId = "elm-park", Title = Title } } });
    }
}
