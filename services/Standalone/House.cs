using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Participatory.Accountability;
using Participatory.Gateway;
using Participatory.Grants;
using Participatory.People;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Proposals;
using Participatory.Voting;

namespace Participatory.Standalone;

/// <summary>
/// The five services and the gateway in one process, each with its own database file and its own port on loopback. They
/// talk by gRPC and by one bus, as they do apart.
/// </summary>
internal sealed class House : IAsyncDisposable
{
    private readonly List<WebApplication> rooms = [];
    private readonly FileStream door;
    private readonly ECDsa key;
    private readonly string data;
    private readonly Action<WebApplicationBuilder>? also;
    private readonly IReadOnlyDictionary<string, string?> settings;

    // Between two parts of one process, and made anew with each start.
    private readonly string gatewaySecret = RandomNumberGenerator.GetHexString(64);

    private House(string data, Action<WebApplicationBuilder>? also, IReadOnlyDictionary<string, string?>? settings)
    {
        this.data = data;
        this.settings = settings ?? new Dictionary<string, string?>();
        this.also = also;
        door = LockDoor(data);
        key = SigningKey.LoadOrCreate(Path.Combine(data, "keys"));
    }

    /// <summary>Where the pages are.</summary>
    public Uri Pages { get; private set; } = null!;

    /// <summary>Where programs call the services through the gateway.</summary>
    public Uri GrpcDoor { get; private set; } = null!;

    /// <summary>Where the gateway calls People, which has no door for programs; for the play of a demonstration.</summary>
    public Uri PeopleDoor { get; private set; } = null!;

    /// <summary>It is one unless the setting <c>Demo</c> is false: then it is for a council's real use.</summary>
    public static bool IsDemonstration(IConfiguration configuration) => configuration.GetValue("Demo", true);

    /// <summary>Opens everything that is kept in <paramref name="data"/>.</summary>
    /// <param name="also">What is done to each part beside what it does itself.</param>
    /// <param name="settings">What each part is told beside what the environment says, such as "Council:Languages:0".</param>
    /// <exception cref="CannotStart">Somebody else has it open, a port is taken, or a setting cannot be.</exception>
    public static async Task<House> Open(
        string data, string urls, CancellationToken cancellation, Action<WebApplicationBuilder>? also = null,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var house = new House(data, also, settings);
        try
        {
            var bus = new InProcessBus();
            var services = await Task.WhenAll(
                house.Start("proposals", builder => builder.AddProposals(bus), app => app.MapProposals(), cancellation),
                house.Start("voting", builder => builder.AddVoting(bus), app => app.MapVoting(), cancellation),
                house.Start("grants", builder => builder.AddGrants(bus), app => app.MapGrants(), cancellation),
                house.Start("accountability", builder => builder.AddAccountability(bus), app => app.MapAccountability(), cancellation),
                house.Start("people", builder => builder.AddPeople(bus), app => app.MapPeople(), cancellation));
            await house.StartGateway(services, urls, cancellation);
            // Not before everyone listens: a message that is sent earlier would pass those who are late.
            await bus.Open(cancellation);
            return house;
        }
        catch (InvalidOperationException wrong)
        {
            // Every setting that cannot be says so in a sentence.
            await house.DisposeAsync();
            throw new CannotStart(wrong.Message, wrong);
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    /// <summary>An identity for <paramref name="caller"/> as People would give it.</summary>
    public string IssueIdentity(Caller caller) =>
        Tokens.Issue(caller with { ProvedAt = DateTimeOffset.UtcNow }, key, DateTimeOffset.UtcNow);

    /// <summary>Stops taking calls at the gateway first, so that what it has passed on can be finished.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var last = rooms.Count - 1; last >= 0; last--)
        {
            await rooms[last].StopAsync();
            await rooms[last].DisposeAsync();
        }

        key.Dispose();
        await door.DisposeAsync();
    }

    private async Task<string> Start(
        string name, Action<WebApplicationBuilder> add, Action<WebApplication> map, CancellationToken cancellation)
    {
        var builder = Builder(name);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder);
        also?.Invoke(builder);
        var app = builder.Build();
        lock (rooms)
        {
            rooms.Add(app);
        }

        map(app);
        await app.StartAsync(cancellation);
        return Addresses(app).Single();
    }

    private async Task StartGateway(string[] services, string urls, CancellationToken cancellation)
    {
        var builder = Builder("gateway");
        var pages = Parse(urls);
        PeopleDoor = new Uri(services[4]);
        var grpc = pages.Port == 0 ? pages : new UriBuilder(pages) { Port = pages.Port + 1 }.Uri;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Services:Proposals"] = services[0],
            ["Services:Voting"] = services[1],
            ["Services:Grants"] = services[2],
            ["Services:Accountability"] = services[3],
            ["Services:People"] = services[4],
            ["Kestrel:Endpoints:Pages:Url"] = pages.GetLeftPart(UriPartial.Authority),
            ["Kestrel:Endpoints:Pages:Protocols"] = "Http1",
            ["Kestrel:Endpoints:Grpc:Url"] = grpc.GetLeftPart(UriPartial.Authority),
            ["Kestrel:Endpoints:Grpc:Protocols"] = "Http2",
        });
        builder.AddGateway();
        also?.Invoke(builder);
        var app = builder.Build();
        rooms.Add(app);
        app.MapGateway();
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException failure)
        {
            throw new CannotStart($"{urls} cannot be used: {failure.Message} Choose another with --urls http://127.0.0.1:PORT.", failure);
        }

        // Endpoints from configuration are listed by their names.
        var addresses = Addresses(app);
        GrpcDoor = new Uri(addresses[0]);
        Pages = new Uri(addresses[1]);
        // For programs on this machine that want to call us, whatever the ports are today.
        await File.WriteAllTextAsync(
            Path.Combine(data, "addresses.json"), JsonSerializer.Serialize(new { pages = Pages, grpc = GrpcDoor }), cancellation);
    }

    private WebApplicationBuilder Builder(string name)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(House).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddJsonConsole()
            // The keys of sessions lie in the same private folder as everything else; there is no other place to put a key to them.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data"] = data,
            ["Gateway:Secret"] = gatewaySecret,
            ["Database:Engine"] = "sqlite",
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(data, name + ".db")}",
            ["Identity:PublicKeyFile"] = SigningKey.PublicPath(Path.Combine(data, "keys")),
        });
        if (IsDemonstration(builder.Configuration))
        {
            AddDemonstration(builder.Configuration);
        }

        builder.Configuration.AddInMemoryCollection(settings);
        return builder;
    }

    /// <summary>The council of the demonstration; its account is nobody's. What the environment says stands above.</summary>
    private static void AddDemonstration(ConfigurationManager configuration) => configuration.AddInMemoryCollection(
        new Dictionary<string, string?>
        {
            ["Demo"] = "true",
            // Numbers that belong to nobody: Ofcom keeps them for drama.
            ["Council:Contact:Name"] = configuration["Council:Contact:Name"] ?? "Neighbourhood team",
            ["Council:Contact:Phone"] = configuration["Council:Contact:Phone"] ?? "01632 960 123",
            ["Council:Contact:Hours"] = configuration["Council:Contact:Hours"] ?? "Monday to Friday, 9am to 5pm",
            ["Council:Contact:Email"] = configuration["Council:Contact:Email"] ?? "neighbourhoods@council.example",
            ["Council:Contact:Address"] = configuration["Council:Contact:Address"] ?? "Town Hall, 1 High Street",
            ["Payer:Name"] = configuration["Payer:Name"] ?? "Demonstration Council",
            ["Payer:SortCode"] = configuration["Payer:SortCode"] ?? "000000",
            ["Payer:AccountNumber"] = configuration["Payer:AccountNumber"] ?? "00000000",
            ["Payer:ServiceUserNumber"] = configuration["Payer:ServiceUserNumber"] ?? "000000",
            ["Publisher:Name"] = configuration["Publisher:Name"] ?? "Demonstration Council",
            ["Publisher:OrgId"] = configuration["Publisher:OrgId"] ?? "360G-demonstration",
            ["Publisher:GrantPrefix"] = configuration["Publisher:GrantPrefix"] ?? "360G-demonstration",
        });

    private static string[] Addresses(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    private static Uri Parse(string urls) =>
        Uri.TryCreate(urls, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback
            ? uri
            : throw new CannotStart($"--urls is {urls}. This form runs on one machine for the people at it: use http://127.0.0.1:PORT.");

    // Two processes on the same files would each relay the other's messages.
    private static FileStream LockDoor(string data)
    {
        try
        {
            PrivateFolder.Create(data);
            return new FileStream(Path.Combine(data, ".open"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart(
                $"{data} cannot be opened: another Participatory may be running on it. Stop it, or choose another folder with --data.",
                failure);
        }
    }
}
