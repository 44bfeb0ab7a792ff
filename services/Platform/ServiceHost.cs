using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Operations.V1;
using Participatory.Platform.Messaging;
using Participatory.Platform.Rights;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Rights.V1;
using Participatory.Words;

namespace Participatory.Platform;

/// <summary>What every service puts under its own rooms.</summary>
/// <remarks>
/// Settings: <c>Database:Engine</c> ("sqlite", the default, or "sqlserver"), <c>Database:ConnectionString</c>,
/// <c>Identity:PublicKeyFile</c> (PEM), <c>Council:TimeZone</c> (IANA; whose days sentences name), <c>Bus:Url</c>
/// (amqp://user:password@host:port/virtual-host, or "in-process" for a
/// service that talks to nobody). Where several services share a process they are given the same <see cref="Bus"/>.
/// </remarks>
public static class ServiceHost
{
    /// <summary>The largest message that a service reads: room for a page of words, not for a file, which comes in pieces.</summary>
    private const int MaxMessageBytes = 1024 * 1024;

    /// <summary>How often we look whether somebody is to be forgotten.</summary>
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromSeconds(2);

    /// <summary>Adds the database with its migrations, outbox and bus; no gRPC.</summary>
    /// <param name="listeners">Who hears what, in all processes.</param>
    public static void AddStorage(
        this WebApplicationBuilder builder, Assembly migrations, IReadOnlyDictionary<string, Type> listeners, Bus? bus)
    {
        var engine = builder.Configuration["Database:Engine"] ?? Dialect.Sqlite.Name;
        var connectionString = builder.Configuration["Database:ConnectionString"]
            ?? throw new InvalidOperationException("Please set Database:ConnectionString.");

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => new Database(Dialect.Named(engine), connectionString));
        if (bus is null)
        {
            var url = builder.Configuration["Bus:Url"]
                ?? throw new InvalidOperationException("Please set Bus:Url to the broker, such as amqp://user:password@127.0.0.1:5672/.");
            builder.Services.AddSingleton(services => BusOf(url, listeners, services.GetRequiredService<ILoggerFactory>()));
            // Alone in its process; where several share a bus, whoever started them opens it.
            builder.Services.AddHostedService<BusHost>();
        }
        else
        {
            builder.Services.AddSingleton(bus);
        }

        builder.Services.AddSingleton(Retention.Read(builder.Configuration));
        builder.Services.AddSingleton<Vitals>();
        builder.Services.AddSingleton<ParkedMessages>();
        builder.AddPeriodicJob(Vitals.Interval, services => services.GetRequiredService<Vitals>().Look);
        builder.Services.AddSingleton(services => new Migrator(services.GetRequiredService<Database>(), migrations));
        builder.Services.AddHostedService(services => services.GetRequiredService<Migrator>());
        builder.Services.AddHostedService<Relay>();
        // Long enough for what has been accepted to be finished, short enough for whoever waits.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    /// <summary>Adds all of the platform to a gRPC service.</summary>
    /// <param name="service">Where its operations and its migrations are.</param>
    /// <param name="methods">What it can be asked.</param>
    /// <param name="listeners">Who hears what, in all processes.</param>
    /// <param name="bus">The bus that it shares with others in the same process.</param>
    public static void AddPlatform(
        this WebApplicationBuilder builder, Assembly service, Google.Protobuf.Reflection.ServiceDescriptor methods,
        IReadOnlyDictionary<string, Type> listeners, Bus? bus)
    {
        builder.AddStorage(service, listeners, bus);
        builder.Services.AddOperations(service);
        builder.Services.AddSingleton(new WhoMayCall(
            Statement.WhoMayCall(methods, OperationsService.Descriptor, RightsService.Descriptor)));
        builder.AddSecurityLog();
        builder.Services.AddSingleton<Forgetting>();
        builder.AddPeriodicJob(ForgetEvery, services => services.GetRequiredService<Forgetting>().Tick);
        var (counts, perHour) = (!builder.Configuration.GetValue("Demo", false), HourlyLimits.Read(builder.Configuration));
        builder.Services.AddSingleton(services => new HourlyLimits(counts, services.GetRequiredService<TimeProvider>(), perHour));
        builder.AddPeriodicJob(HourlyLimits.TidyEvery, services => services.GetRequiredService<HourlyLimits>().Tick);
        builder.Services.AddHealthOf(methods, OperationsService.Descriptor);
        builder.Services.AddGrpcReflection();
        var zone = CouncilDays.Zone(builder.Configuration["Council:TimeZone"]);
        builder.Services.AddSingleton(services => new CouncilDays(zone, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services => new ServiceWords(
            ServiceWords.DomainOf(methods.File.Package), new Say(zone, services.GetRequiredService<TimeProvider>())));
        builder.Services.AddSingleton(services => new IdentityKey(
            builder.Configuration["Identity:PublicKeyFile"]
                ?? throw new InvalidOperationException("Please set Identity:PublicKeyFile to the public key of People."),
            services.GetService<GatewaySecret>()));
        builder.Services.AddSingleton<Callers>();
        builder.Services.AddGrpc(options =>
        {
            options.Interceptors.Add<Guard>();
            options.MaxReceiveMessageSize = MaxMessageBytes;
        });
        // gRPC in clear text needs an endpoint of its own that speaks HTTP/2 only.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
    }

    /// <summary>Adds the security log, whose lines no log level hides.</summary>
    public static void AddSecurityLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SecurityLog>();
        builder.Logging.AddFilter(SecurityLog.Category, LogLevel.Information);
        builder.AddPeriodicJob(SecurityLog.Interval, services => services.GetRequiredService<SecurityLog>().Tick);
    }

    /// <summary>Maps what every gRPC service answers beside its own methods.</summary>
    public static void MapPlatform(this WebApplication app)
    {
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        app.MapGrpcService<OperationsGrpc>();
        app.MapGrpcService<RightsGrpc>();
    }

    /// <summary>Runs <paramref name="tick"/> every <paramref name="interval"/>.</summary>
    public static void AddPeriodicJob(
        this WebApplicationBuilder builder, TimeSpan interval, Func<IServiceProvider, Func<CancellationToken, Task>> tick) =>
        builder.Services.AddSingleton<IHostedService, PeriodicJob>(services =>
            new PeriodicJob(tick(services), interval, services.GetRequiredService<ILogger<PeriodicJob>>()));

    private static Bus BusOf(string url, IReadOnlyDictionary<string, Type> listeners, ILoggerFactory logs) =>
        url == "in-process" ? new InProcessBus()
        : Uri.TryCreate(url, UriKind.Absolute, out var broker) && broker.Scheme is "amqp" or "amqps"
            ? new RabbitBus(broker, listeners, logs)
        // The setting holds a password, so it is not repeated here.
        : throw new InvalidOperationException("Bus:Url has to be such as amqp://user:password@127.0.0.1:5672/.");
}
