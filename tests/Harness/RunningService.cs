using System.Security.Cryptography;
using System.Text.Json;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Harness;

/// <summary>
/// One real service on a loopback port of its own, on a database of its own, called through real gRPC by callers of
/// the test's choice, with a clock that the test moves.
/// </summary>
public sealed class RunningService : IAsyncDisposable
{
    private static readonly Sql SelectPublished = new("SELECT body FROM outbox WHERE type = @type ORDER BY sequence");

    /// <summary>What a gateway shows to People.</summary>
    public const string GatewaySecret = "a secret of gateways that only tests have";

    private static readonly string KeyFolder = Directory.CreateTempSubdirectory("participatory-keys-").FullName;

    private static readonly ECDsa Key = SigningKey.LoadOrCreate(KeyFolder);

    private readonly WebApplication app;
    private readonly TestDatabase database;
    private readonly GrpcChannel channel;
    private readonly string data;
    private readonly NamelessLog log;
    private readonly SecretsGiven secrets = new();

    private RunningService(
        WebApplication app, string address, TestDatabase database, GrpcChannel channel, SettableClock clock, string data, NamelessLog log)
    {
        Address = new Uri(address);
        this.app = app;
        this.database = database;
        this.channel = channel;
        this.data = data;
        this.log = log;
        Clock = clock;
    }

    /// <summary>The clock of the service; it starts at noon on 1 March 2026.</summary>
    public SettableClock Clock { get; }

    /// <summary>Where it speaks gRPC.</summary>
    public Uri Address { get; }

    /// <summary>The folder of its keys and files.</summary>
    public string Data => data;

    /// <summary>The service's own database.</summary>
    public Database Database => app.Services.GetRequiredService<Database>();

    /// <summary>What the service is made of.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>
    /// Starts a service, for example <c>Start(engine, b => b.AddVoting(), a => a.MapVoting(), VotingService.Descriptor)</c>.
    /// </summary>
    public static async Task<RunningService> Start(
        string engine, Action<WebApplicationBuilder> add, Action<WebApplication> map, Google.Protobuf.Reflection.ServiceDescriptor service)
    {
        var database = await TestDatabase.Create(engine);
        var clock = new SettableClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var data = Directory.CreateTempSubdirectory("participatory-data-").FullName;
        // The service that signs identities signs with the key of these tests, and others only verify.
        Directory.CreateDirectory(Path.Combine(data, "keys"));
        File.Copy(Path.Combine(KeyFolder, "identity.pem"), Path.Combine(data, "keys", "identity.pem"));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        var log = new NamelessLog();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:Engine"] = database.Engine,
            ["Database:ConnectionString"] = database.ConnectionString,
            ["Identity:PublicKeyFile"] = SigningKey.PublicPath(KeyFolder),
            ["Data"] = data,
            ["Bus:Url"] = "in-process",
            ["Gateway:Secret"] = GatewaySecret,
            ["Demo"] = "true",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder);
        builder.Services.AddSingleton<TimeProvider>(clock);
        var app = builder.Build();
        await database.Fill(
            $"{service.FullName} {add.Method.DeclaringType?.FullName}.{add.Method.Name}", app.Services.GetRequiredService<Migrator>());
        map(app);
        await app.StartAsync();

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new RunningService(app, address, database, Channels.To(address, service), clock, data, log);
    }

    /// <summary>Calls as <paramref name="caller"/>: <c>new VotingService.VotingServiceClient(service.As(People.Grace))</c>.</summary>
    public CallInvoker As(Caller caller) =>
        channel.For(() =>
        {
            // Where the test says so, no two things that people do happen at the same instant.
            Clock.Advance(Clock.BetweenCalls);
            return caller.IsSignedIn ? TokenOf(caller) : null;
        }).Intercept(secrets);

    /// <summary>
    /// The identity that People would give to <paramref name="caller"/>, who has just signed in where nothing else is said.
    /// </summary>
    public string TokenOf(Caller caller) => Tokens.Issue(caller with { ProvedAt = caller.ProvedAt ?? Clock.Now }, Key, Clock.Now);

    /// <summary>Delivers a message to the service's consumers, as the bus would; with <paramref name="messageId"/> given, again.</summary>
    public Task Deliver<T>(T message, string? messageId = null) where T : class =>
        app.Services.GetRequiredService<Bus>().Deliver(
            new Envelope(
                messageId ?? Guid.CreateVersion7().ToString(),
                MessageTypes.NameOf(typeof(T)),
                JsonSerializer.Serialize(message, MessageTypes.Json),
                ""),
            CancellationToken.None);

    /// <summary>Every <typeparamref name="T"/> that the service has published so far, oldest first.</summary>
    public async Task<IReadOnlyList<T>> Published<T>() where T : class
    {
        await using var session = await Database.Read(CancellationToken.None);
        var bodies = await session.Many<string>(SelectPublished, new { type = MessageTypes.NameOf(typeof(T)) });
        return bodies.Select(body => JsonSerializer.Deserialize<T>(body, MessageTypes.Json)!).ToList();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var kept = await secrets.Kept(Database);
        channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(data, recursive: true);
        // What was found is said when all is closed.
        if ((kept ?? log.Named.FirstOrDefault()) is { } found)
        {
            throw new InvalidOperationException(found);
        }
    }
}
