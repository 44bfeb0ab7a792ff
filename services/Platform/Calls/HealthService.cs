using Grpc.Core;
using Grpc.Health.V1;
using Participatory.Platform.Storage;

namespace Participatory.Platform.Calls;

/// <summary>grpc.health.v1: SERVING as long as the database answers.</summary>
internal sealed class HealthService(Database database) : Health.HealthBase
{
    private static readonly Sql Ping = new("SELECT COUNT(*) FROM schema_version");

    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(5);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        new() { Status = await Look(context.CancellationToken).ConfigureAwait(false) };

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        HealthCheckResponse.Types.ServingStatus? told = null;
        while (!context.CancellationToken.IsCancellationRequested)
        {
            var status = await Look(context.CancellationToken).ConfigureAwait(false);
            if (status != told)
            {
                told = status;
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(WatchInterval, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<HealthCheckResponse.Types.ServingStatus> Look(CancellationToken cancellation)
    {
        try
        {
            await using var session = await database.Read(cancellation).ConfigureAwait(false);
            await session.One<long>(Ping).ConfigureAwait(false);
            return HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (System.Data.Common.DbException)
        {
            return HealthCheckResponse.Types.ServingStatus.NotServing;
        }
    }
}
