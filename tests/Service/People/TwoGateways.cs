using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Gateway;
using Participatory.Platform.Running;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>A browser without scripts.</summary>
internal sealed partial class Browser(HttpClientHandler handler) : HttpClient(handler)
{
    public CookieContainer Cookies => handler.CookieContainer;

    /// <summary>Sends the form of a page.</summary>
    public async Task<HttpResponseMessage> Send(Uri to, string page, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(
            [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
                new("__RequestVerificationToken", AntiforgeryField().Match(page).Groups["value"].Value)]);
        return await PostAsync(to, content, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AntiforgeryField();
}

/// <summary>Two gateways before one People.</summary>
internal sealed class TwoGateways : IAsyncDisposable
{
    private readonly List<WebApplication> gateways = [];
    private readonly List<Browser> browsers = [];
    private readonly string data = Directory.CreateTempSubdirectory("participatory-gateways-").FullName;

    private TwoGateways(Desk desk) => Desk = desk;

    public Desk Desk { get; }

    /// <param name="engine">The database of People.</param>
    /// <param name="settings">Of People and of both gateways, over those of a demonstration.</param>
    public static Task<TwoGateways> Open(string engine, params (string Name, string Value)[] settings) => Open(engine, log: null, settings);

    /// <param name="log">Hears what the gateways log.</param>
    /// <inheritdoc cref="Open(string, ValueTuple{string, string}[])"/>
    public static async Task<TwoGateways> Open(string engine, ILoggerProvider? log, params (string Name, string Value)[] settings)
    {
        var house = new TwoGateways(await Desk.Open(engine, settings));
        for (var number = 0; number < 2; number++)
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
            builder.Logging.ClearProviders();
            // Every service is at the one address; no page of these tests asks for more than how it is.
            builder.Configuration.AddInMemoryCollection(((string[])["Proposals", "Voting", "Grants", "Accountability", "People"])
                .Select(name => KeyValuePair.Create($"Services:{name}", (string?)house.Desk.Service.Address.ToString()))
                .Append(new("Data", house.data))
                .Append(new("Demo", "true"))
                .Append(new("Gateway:Secret", RunningService.GatewaySecret))
                .Append(new("Identity:PublicKeyFile", house.Desk.PublicKeyFile))
                .Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
                .GroupBy(setting => setting.Key).Select(same => same.Last()));
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.AddGateway();
            if (log is not null)
            {
                builder.Logging.AddProvider(log);
            }

            builder.Services.AddSingleton<TimeProvider>(house.Desk.Clock);
            var app = builder.Build();
            app.MapGateway();
            await app.StartAsync();
            house.gateways.Add(app);
        }

        return house;
    }

    /// <summary>Has each gateway write the minutes of its security log that are over.</summary>
    public async Task WriteSecurityLogs()
    {
        foreach (var gateway in gateways)
        {
            await gateway.Services.GetRequiredService<SecurityLog>().Tick(TestContext.Current.CancellationToken);
        }
    }

    public Uri At(int gateway, string path) => new(
        new Uri(gateways[gateway].Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
            path);

    /// <summary>A browser, with the cookies of another where there is one.</summary>
    public Browser Browser(CookieContainer? cookies = null)
    {
        var handler = new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
        foreach (Cookie cookie in cookies?.GetAllCookies() ?? [])
        {
            handler.CookieContainer.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
        }

        browsers.Add(new Browser(handler));
        return browsers[^1];
    }

    public async Task<Browser> SignIn(string person)
    {
        var browser = Browser();
        await browser.Send(At(0, "/start"), await browser.GetStringAsync(At(0, "/start")), ("person", person));
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        browsers.ForEach(browser => browser.Dispose());
        foreach (var gateway in gateways)
        {
            await gateway.DisposeAsync();
        }

        await Desk.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }
}
