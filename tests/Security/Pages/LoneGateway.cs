using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Gateway;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Security.Pages;

/// <summary>A gateway without a service behind it: whoever is not signed in gets no further than its door.</summary>
internal sealed class LoneGateway : IAsyncDisposable
{
    private readonly string data;
    private readonly WebApplication app;

    private LoneGateway(string data, WebApplication app)
    {
        (this.data, this.app) = (data, app);
        Browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
    }

    /// <summary>A browser that goes nowhere by itself and keeps no cookies.</summary>
    public HttpClient Browser { get; }

    /// <summary>All that it answers to.</summary>
    public IEnumerable<RouteEndpoint> Endpoints =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is not null);

    public static async Task<LoneGateway> Start(params (string Name, string Value)[] settings)
    {
        var data = Directory.CreateTempSubdirectory("participatory-gateway-").FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keyFile = Path.Combine(data, "identity.pem");
        await File.WriteAllTextAsync(keyFile, key.ExportSubjectPublicKeyInfoPem());
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(((string[])["Proposals", "Voting", "Grants", "Accountability", "People"])
            .Where(name => !settings.Any(setting => setting.Name == $"Services:{name}"))
            .Select(name => KeyValuePair.Create($"Services:{name}", (string?)"http://127.0.0.1:1"))
            .Append(new("Data", data))
            .Append(new("Demo", settings.Any(setting => setting.Name == "Address") ? "false" : "true"))
            .Append(new("Gateway:Secret", RunningService.GatewaySecret))
            .Append(new("Identity:PublicKeyFile", keyFile))
            .Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))));
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.AddGateway();
        var app = builder.Build();
        app.MapGateway();
        await app.StartAsync();
        return new LoneGateway(data, app);
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await app.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }
}
