using Microsoft.Extensions.Hosting;

namespace Participatory.Platform.Messaging;

/// <summary>
/// Opens the bus of a process that holds one service when everything in it has started, and closes it when it stops. A
/// broker that is away keeps nobody from starting: calls are answered, and messages wait in the outbox.
/// </summary>
internal sealed class BusHost(Bus bus) : BackgroundService, IHostedLifecycleService
{
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
        await bus.Open(stoppingToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        started.TrySetResult();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await bus.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
