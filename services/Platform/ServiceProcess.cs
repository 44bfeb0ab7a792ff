using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Platform.Telemetry;

namespace Participatory.Platform;

/// <summary>A process that holds one service, told what to do by environment variables alone.</summary>
/// <remarks>
/// Arguments: <c>--migrate-only</c> brings the database up to date and stops; <c>--check-health</c> asks the process that
/// runs with the same variables, and ends with 0 where it is ready for calls.
/// </remarks>
public static class ServiceProcess
{
    private const string MigrateOnly = "--migrate-only";
    private const string CheckHealth = "--check-health";

    private static readonly TimeSpan HealthPatience = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A builder whose logs are lines of JSON. What the frameworks say of each request is left out: some addresses are secrets, as
    /// those of links in e-mails and of funders' pages are.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        builder.Logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("Yarp", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning);
        return builder;
    }

    /// <summary>Does what <paramref name="arguments"/> say, or runs until the process is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(WebApplication app, string[] arguments)
    {
        await using (app.ConfigureAwait(false))
        {
            if (arguments.Contains(CheckHealth))
            {
                return await IsReady(Address(app.Configuration)).ConfigureAwait(false) ? 0 : 1;
            }

            if (arguments.Contains(MigrateOnly))
            {
                // The gateway has no database, and nothing to bring up to date.
                app.Services.GetService<Database>()?.Own();
                await (app.Services.GetService<Migrator>()?.Migrate(CancellationToken.None) ?? Task.CompletedTask).ConfigureAwait(false);
                return 0;
            }

            // "Participatory.Voting" is "participatory-voting" to a collector.
            var name = app.Environment.ApplicationName.Replace('.', '-').ToLowerInvariant();
            using var telemetry = new TelemetryExport(name);
            await app.RunAsync().ConfigureAwait(false);
            return 0;
        }
    }

    private static Uri Address(IConfiguration configuration)
    {
        var url = (configuration["Kestrel:Endpoints:Grpc:Url"] ?? configuration["urls"] ?? "http://127.0.0.1:5000").Split(';')[0];
        // A server that listens everywhere listens here, too.
        var port = new Uri(
            url.Replace("://+", "://any", StringComparison.Ordinal).Replace("://*", "://any", StringComparison.Ordinal)).Port;
        var scheme = url.StartsWith(Uri.UriSchemeHttps, StringComparison.Ordinal) ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        return new UriBuilder(scheme, "127.0.0.1", port).Uri;
    }

    private static async Task<bool> IsReady(Uri address)
    {
        using var channel = Channels.To(address.ToString(), Health.Descriptor);
        try
        {
            var answer = await new Health.HealthClient(channel.For(() => null, HealthPatience)).CheckAsync(new HealthCheckRequest())
                .ConfigureAwait(false);
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException failure)
        {
            await Console.Error.WriteLineAsync($"{address} does not answer: {failure.Status.Detail}").ConfigureAwait(false);
            return false;
        }
    }
}
