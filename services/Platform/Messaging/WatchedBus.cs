using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Participatory.Platform.Messaging;

/// <summary>
/// MassTransit's bus. It finds its own way back to a broker that was away, with one exception: a consumer that got no answer
/// in time while it subscribed never tries again. So it is watched, and made anew while the broker is there and a consumer
/// is not. What was being handled meanwhile may come again, which the inbox notices.
/// </summary>
/// <param name="make">A bus that has not been started.</param>
/// <param name="brokerIsThere">Whether another connection to the same broker is open; while it is not there is nothing to mend.</param>
internal sealed class WatchedBus(Func<IBusControl> make, Func<bool> brokerIsThere, ILogger log) : IAsyncDisposable
{
    /// <summary>How long a consumer may take to subscribe at first; each time in vain it gets twice that.</summary>
    private static readonly TimeSpan ShortestPatience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private IBusControl? current;
    private Task watching = Task.CompletedTask;

    /// <summary>Where to send to.</summary>
    /// <exception cref="BusAway">It is being made anew.</exception>
    public IBusControl Current => current ?? throw new BusAway("The connection to the broker is being made anew.");

    /// <summary>Returns when every consumer has subscribed, however long that takes.</summary>
    public async Task Start(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping.Token);
        await Begin(either.Token).ConfigureAwait(false);
        watching = Watch();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await End().ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task Watch()
    {
        var deaf = new Stopwatch();
        while (true)
        {
            await Task.Delay(BetweenLooks, stopping.Token).ConfigureAwait(false);
            if (!brokerIsThere() || current!.CheckHealth() is not { Status: not BusHealthStatus.Healthy } health)
            {
                deaf.Reset();
            }
            else if (!deaf.IsRunning)
            {
                deaf.Start();
            }
            else if (deaf.Elapsed > ShortestPatience)
            {
                log.LogWarning("Not every consumer hears the broker ({Reason}); the connection is made anew", health.Description);
                await End().ConfigureAwait(false);
                await Begin(stopping.Token).ConfigureAwait(false);
                deaf.Reset();
            }
        }
    }

    private async Task Begin(CancellationToken cancellation)
    {
        for (var patience = ShortestPatience; ; patience = patience * 2 < LongestPatience ? patience * 2 : LongestPatience)
        {
            try
            {
                current = make();
                await current.StartAsync(cancellation).WaitAsync(patience, cancellation).ConfigureAwait(false);
                return;
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "Not every consumer could subscribe; trying again");
                await End().ConfigureAwait(false);
            }
        }
    }

    private async Task End()
    {
        if (current is not { } last)
        {
            return;
        }

        current = null;
        try
        {
            await last.StopAsync(StopPatience).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "The connection to the broker could not be closed in order");
        }
    }
}
