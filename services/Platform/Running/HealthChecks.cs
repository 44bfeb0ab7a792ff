using Grpc.AspNetCore.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Participatory.Platform.Running;

/// <summary>What grpc.health.v1 says of a process, from what <see cref="Vitals"/> saw last.</summary>
public static class HealthChecks
{
    private const string Ready = "ready";

    private static readonly Dictionary<string, Func<VitalSigns, bool>> Parts = new(StringComparer.Ordinal)
    {
        ["live"] = _ => true,
        ["database"] = seen => seen.IsWritable,
        ["disk"] = seen => seen.FreeDiskBytes >= Vitals.LeastDiskBytes,
        ["broker"] = seen => seen.IsConnected,
        ["outbox"] = seen => seen.IsSending,
        ["mail"] = seen => seen.IsMailing,
    };

    /// <summary>
    /// Asked for "" or for one of <paramref name="served"/> by its full name: whether it is ready for calls. Asked for "live":
    /// SERVING as long as the process answers at all. For "database", "disk", "broker", "outbox" and "mail": that part
    /// alone.
    /// </summary>
    public static void AddHealthOf(this IServiceCollection services, params ServiceDescriptor[] served)
    {
        var checks = services.AddHealth(names =>
        {
            foreach (var name in served.Select(service => service.FullName).Append(""))
            {
                names.Map(name, check => check.Name == Ready);
            }

            foreach (var part in Parts.Keys)
            {
                names.Map(part, check => check.Name == part);
            }
        });
        checks.AddVital(Ready, seen => seen.IsReady);
        foreach (var (part, holds) in Parts)
        {
            checks.AddVital(part, holds);
        }
    }

    /// <summary>
    /// The framework's health checks behind grpc.health.v1; <paramref name="names"/> says which of them answers to which name.
    /// </summary>
    public static IHealthChecksBuilder AddHealth(this IServiceCollection services, Action<ServiceMappingCollection> names)
    {
        // Whoever watches hears of a change as soon as we have seen it.
        services.Configure<HealthCheckPublisherOptions>(options => (options.Delay, options.Period) = (Vitals.Interval, Vitals.Interval));
        // What fails says so itself, once and with its reason; the framework would repeat it at every look.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        return services.AddGrpcHealthChecks(options => names(options.Services));
    }

    /// <summary>A check of what was seen last.</summary>
    public static IHealthChecksBuilder AddVital(this IHealthChecksBuilder checks, string name, Func<VitalSigns, bool> holds) => checks.Add(
        new HealthCheckRegistration(name, services => new Sign(services.GetRequiredService<Vitals>(), holds), failureStatus: null,
            tags: null));

    private sealed class Sign(Vitals vitals, Func<VitalSigns, bool> holds) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(holds(vitals.Seen) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
    }
}
