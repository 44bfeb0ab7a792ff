using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Grants.V1;
using Participatory.People.V1;
using Participatory.Platform.Running;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Forwarding;

/// <summary>
/// grpc.health.v1 for the whole house: SERVING where all five services do.
/// Asked for one of them by its full name or its short one, it answers for that one; asked for "live", that the gateway itself answers.
/// </summary>
internal static class HealthOfAll
{
    private const string Live = "live";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string,
        (string FullName, Func<ServiceChannels, GrpcChannel> Channel)> Services = new(StringComparer.Ordinal)
        {
            ["proposals"] = (ProposalsService.Descriptor.FullName, channels => channels.Proposals),
            ["voting"] = (VotingService.Descriptor.FullName, channels => channels.Voting),
            ["grants"] = (GrantsService.Descriptor.FullName, channels => channels.Grants),
            ["accountability"] = (AccountabilityService.Descriptor.FullName, channels => channels.Accountability),
            ["people"] = (PeopleService.Descriptor.FullName, channels => channels.People),
        };

    public static void AddHealthOfAll(this IServiceCollection services)
    {
        var checks = services.AddHealth(names =>
        {
            names.Map("", check => check.Name != Live);
            foreach (var name in Services.Keys.Append(Live))
            {
                names.Map(name, check => check.Name == name);
            }

            foreach (var (name, (fullName, _)) in Services)
            {
                names.Map(fullName, check => check.Name == name);
            }
        });
        foreach (var (name, (_, channel)) in Services)
        {
            checks.Add(new HealthCheckRegistration(
                name, provider => new Ask(channel(provider.GetRequiredService<ServiceChannels>())), failureStatus: null, tags: null));
        }

        checks.AddCheck(Live, () => HealthCheckResult.Healthy());
    }

    public static void MapHealthOfAll(this IEndpointRouteBuilder routes)
    {
        routes.MapGrpcHealthChecksService().AllowAnonymous();
        routes.MapGet("/health", () => Results.Text("ok\n")).AllowAnonymous();
        // Which of the services are ready for calls, by their short names.
        routes.MapGet("/health/ready", async (HealthCheckService health, CancellationToken cancellation) =>
        {
            var report = await health.CheckHealthAsync(check => check.Name != Live, cancellation);
            return Results.Json(
                report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status == HealthStatus.Healthy),
                statusCode: report.Status == HealthStatus.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }

    private sealed class Ask(GrpcChannel channel) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var answer = await new Health.HealthClient(channel).CheckAsync(
                    new HealthCheckRequest(), deadline: DateTime.UtcNow + Patience, cancellationToken: cancellationToken);
                return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Unhealthy();
            }
            catch (RpcException)
            {
                // Whatever the reason, it does not serve; that is the answer, not an error of ours.
                return HealthCheckResult.Unhealthy();
            }
        }
    }
}
