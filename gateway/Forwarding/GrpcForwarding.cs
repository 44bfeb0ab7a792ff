using Participatory.Gateway.Identity;
using Participatory.Gateway.Settings;
using Participatory.Platform.Identity;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Participatory.Gateway.Forwarding;

/// <summary>
/// Passes gRPC calls of programs on to the service whose package they name. Of who calls it passes on the
/// Authorization header alone, which the service verifies itself, and for voting, ideas and stories a mark that says which calls come from
/// one place, not from which; no cookie and no address.
/// </summary>
internal static class GrpcForwarding
{
    /// <summary>Everything that a gRPC call needs to say beside its body.</summary>
    private static readonly string[] PassedHeaders =
    [
        "authorization", "content-type", "user-agent", "te", "grpc-timeout", "grpc-encoding", "grpc-accept-encoding",
        "traceparent", "tracestate",
    ];

    /// <summary>A call may be still for this long: the services answer well before, or stream.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Ballots of a published election come as one long stream.</summary>
    private const long MaxVotingBytes = 1024L * 1024 * 1024;

    /// <summary>A photo of 10 MiB and what goes with it.</summary>
    private const long MaxOtherBytes = 16L * 1024 * 1024;

    public static void AddGrpcForwarding(this IServiceCollection services, GatewaySettings settings)
    {
        var to = settings.Services;
        (string Name, Uri Address, long MaxBytes)[] services4 =
        [
            ("proposals", to.Proposals, MaxOtherBytes),
            ("voting", to.Voting, MaxVotingBytes),
            ("grants", to.Grants, MaxOtherBytes),
            ("accountability", to.Accountability, MaxOtherBytes),
        ];

        services.AddReverseProxy()
            .LoadFromMemory(
                [.. services4.Select(service => Route(service.Name, service.MaxBytes))],
                [.. services4.Select(service => Cluster(service.Name, service.Address))])
            .AddTransforms(PassOnlyWhatACallNeeds);
        services.AddGrpc();
    }

    public static void MapGrpcForwarding(this WebApplication app)
    {
        app.MapReverseProxy(proxy => proxy.Use((context, next) =>
        {
            if (HttpProtocol.IsHttp2(context.Request.Protocol))
            {
                return next(context);
            }

            // gRPC cannot be spoken over HTTP/1.1; the pages' port is not a second door to the services.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }));
    }

    private static RouteConfig Route(string service, long maxBytes) => new()
    {
        RouteId = service,
        ClusterId = service,
        Match = new RouteMatch { Path = $"/participatory.{service}.v1.{{method}}/{{**rest}}", Methods = ["POST"] },
        AuthorizationPolicy = "anonymous",
        MaxRequestBodySize = maxBytes,
    };

    private static ClusterConfig Cluster(string service, Uri address) => new()
    {
        ClusterId = service,
        Destinations = new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = address.ToString() } },
        HttpRequest = new ForwarderRequestConfig
        {
            // gRPC in clear is HTTP/2 from the first byte; anything else would silently become HTTP/1.1.
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = Patience,
        },
    };

    private static void PassOnlyWhatACallNeeds(TransformBuilderContext context)
    {
        context.UseDefaultForwarders = false;
        context.AddRequestHeadersAllowed(PassedHeaders);
        if (context.Route.RouteId is "voting" or "proposals" or "accountability")
        {
            // What a caller says about where it comes from is not passed on; this is what we know.
            context.AddRequestTransform(call =>
            {
                var mark = call.HttpContext.RequestServices.GetRequiredService<SourceMark>();
                call.ProxyRequest.Headers.TryAddWithoutValidation(Source.Header, mark.Of(call.HttpContext));
                return ValueTask.CompletedTask;
            });
        }
    }
}
