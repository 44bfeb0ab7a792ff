using Grpc.Core;
using Grpc.Health.V1;
using Participatory.Platform.Calls;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Participatory.Platform.Running;

/// <summary>
/// grpc.health.v1. Asked for "" or for the service by its full name: whether it is ready for calls. Asked for "live":
/// SERVING as long as the process answers at all. For "database", "disk", "broker" and "outbox": that part alone.
/// </summary>
internal sealed class HealthService(Vitals vitals, ServedDescriptors served) : Health.HealthBase
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        Of(request.Service) is var status && status != Status.ServiceUnknown
            ? Task.FromResult(new HealthCheckResponse { Status = status })
            : throw new RpcException(new Grpc.Core.Status(StatusCode.NotFound, $"There is no {request.Service} here."));

    public override Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context) =>
        HealthWatch.Tell(_ => Task.FromResult(Of(request.Service)), responseStream, WatchInterval, context.CancellationToken);

    private Status Of(string part)
    {
        var seen = vitals.Seen;
        return part switch
        {
            "live" => Status.Serving,
            "database" => Serving(seen.IsWritable),
            "disk" => Serving(seen.FreeDiskBytes >= Vitals.LeastDiskBytes),
            "broker" => Serving(seen.IsConnected),
            "outbox" => Serving(seen.IsSending),
            _ => part.Length == 0 || served.Services.Any(service => service.FullName == part) ? Serving(seen.IsReady) : Status.ServiceUnknown,
        };

        static Status Serving(bool holds) => holds ? Status.Serving : Status.NotServing;
    }
}
