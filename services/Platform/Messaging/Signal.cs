namespace Participatory.Platform.Messaging;

/// <summary>Something to wait for that can be set many times and wakes one waiter once.</summary>
public sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim set = new(0, 1);

    /// <summary>Wakes the waiter, or lets the next one through at once.</summary>
    public void Set()
    {
        try
        {
            set.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is set already, which is all that was asked.
        }
    }

    /// <summary>Returns when it is set or <paramref name="atMost"/> has passed, whichever comes first.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken cancellation) => set.WaitAsync(atMost, cancellation);

    /// <inheritdoc/>
    public void Dispose() => set.Dispose();
}
