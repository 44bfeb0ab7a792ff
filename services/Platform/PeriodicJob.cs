using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Participatory.Platform;

/// <summary>
/// Does something again and again while the process runs: what the clock moves. <paramref name="tick"/> may be cut off
/// anywhere and must be harmless when nothing is due.
/// </summary>
public sealed class PeriodicJob(Func<CancellationToken, Task> tick, TimeSpan interval, ILogger<PeriodicJob> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await tick(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(failure, "What was due by the clock could not be done; trying again");
            }

            await Task.Delay(interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
