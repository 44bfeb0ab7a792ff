using Grpc.Core;
using Grpc.Health.V1;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Participatory.Platform.Running;

/// <summary>grpc.health.v1 Watch, for whoever answers Check: says how it is, and again whenever that changes.</summary>
public static class HealthWatch
{
    /// <summary>Looks every <paramref name="interval"/> until the caller goes away.</summary>
    public static async Task Tell(
        Func<CancellationToken, Task<Status>> look, IServerStreamWriter<HealthCheckResponse> answers, TimeSpan interval, CancellationToken cancellation)
    {
        Status? told = null;
        while (!cancellation.IsCancellationRequested)
        {
            var status = await look(cancellation).ConfigureAwait(false);
            if (status != told)
            {
                told = status;
                await answers.WriteAsync(new HealthCheckResponse { Status = status }, cancellation).ConfigureAwait(false);
            }

            await Task.Delay(interval, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
