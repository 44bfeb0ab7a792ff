using Participatory.Platform.Calls;

namespace Participatory.Platform.Uploads;

/// <summary>A file and its cleaned copy are held in memory, so that only a few may be looked at together.</summary>
public sealed class UploadGate : IDisposable
{
    private static readonly TimeSpan WaitsAtMost = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim places = new(4);

    /// <summary>Does <paramref name="work"/> when it is its turn.</summary>
    /// <exception cref="Refusal">Too many others wait.</exception>
    public async Task<T> Run<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        if (!await places.WaitAsync(WaitsAtMost, cancellation).ConfigureAwait(false))
        {
            throw new Refusal(UploadReasons.Queueing);
        }

        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Nobody waits any more.</summary>
    public void Dispose() => places.Dispose();
}
