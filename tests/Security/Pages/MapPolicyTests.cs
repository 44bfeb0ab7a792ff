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

/// <summary>Browsers may load pictures of one other origin on the page of a map alone, and only where the council has named one.</summary>
public sealed class MapPolicyTests
{
    private const string OursAlone = "img-src 'self';";

    [Theory]
    [InlineData(false, "/rounds/elm-park/map", OursAlone)]
    [InlineData(true, "/rounds/elm-park/map", "img-src 'self' https://tiles.example:8443;")]
    [InlineData(true, "/cookies", OursAlone)]
    public async Task A_map_shows_pictures_of_elsewhere_where_they_are_switched_on_and_no_other_page_does(
        bool tiles, string path, string allowed)
    {
        await using var proposals = await Drawn();
        List<(string Name, string Value)> settings = [("Services:Proposals", AddressOf(proposals))];
        if (tiles)
        {
            settings.AddRange([("Map:Tiles", "https://tiles.example:8443/{z}/{x}/{y}.png"), ("Map:Credit", "Example Maps")]);
        }

        await using var gateway = await LoneGateway.Start([.. settings]);
        using var answer = await gateway.Browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains(allowed, policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(allowed != OursAlone, page.Contains("https://tiles.example:8443/", StringComparison.Ordinal));
    }

    /// <summary>Proposals, as far as a map needs it.</summary>
    private static async Task<WebApplication> Drawn()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(server => server.Listen(
            IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGrpcService<DrawnRound>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private sealed class DrawnRound : ProposalsService.ProposalsServiceBase
    {
        public override Task<Round> GetRound(GetRoundRequest request, ServerCallContext context) => Task.FromResult(
            new Round { RoundId = request.RoundId, Title = "Elm Park 2026", Currency = "GBP", Phase = Phase.Accepting });

        public override Task<RoundMap> GetMap(GetMapRequest request, ServerCallContext context) => Task.FromResult(new RoundMap
        {
            Box = new MapBox { SouthE5 = 5_349_000, WestE5 = -231_000, NorthE5 = 5_351_000, EastE5 = -229_000 },
        });
    }
}
