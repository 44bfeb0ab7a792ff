using Participatory.Platform.Calls;

namespace Participatory.Platform.Uploads;

/// <summary>A file and its cleaned copy are held in memory, so that only a few may be looked at together.</summary>
public sealed class Turns : IDisposable
{
    private static readonly TimeSpan WaitsForItsTurn = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim turns = new(4);

    /// <summary>Does <paramref name="work"/> when it is its turn.</summary>
    /// <exception cref="Refusal">Too many others wait.</exception>
    public async Task<T> Take<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        if (!await turns.WaitAsync(WaitsForItsTurn, cancellation).ConfigureAwait(false))
        {
            throw new Refusal(UploadReasons.Queueing);
        }

        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Nobody waits any more.</summary>
    public void Dispose() => turns.Dispose();
}
