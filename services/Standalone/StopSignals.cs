using System.Runtime.InteropServices;

namespace Participatory.Standalone;

/// <summary>Ctrl+C and SIGTERM ask the house to finish what it has accepted and stop.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals(CancellationToken cancellation)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        registrations = [Listen(PosixSignal.SIGINT), Listen(PosixSignal.SIGTERM)];
    }

    /// <summary>Cancelled when a signal has come.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Returns when a signal has come.</summary>
    public async Task Wait() =>
        await Task.Delay(Timeout.Infinite, source.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private PosixSignalRegistration Listen(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        source.Cancel();
    });
}
