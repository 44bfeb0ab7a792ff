namespace Participatory.Platform.Storage;

/// <summary>Does a whole transaction again where it was the victim of a deadlock, met a busy database or lost its connection.</summary>
public static class Again
{
    private const int MaxAttempts = 4;

    /// <summary>
    /// Runs <paramref name="work"/>, which begins and commits its own transaction. Every change carries a request id: had the commit gone
    /// through after all, the answer is found and given.
    /// </summary>
    /// <param name="tell">Hears what went wrong, and how often it has, before it is tried again.</param>
    /// <param name="mayRepeat">Whether it can still be done from the beginning; always, unless it says otherwise.</param>
    public static async Task<T> Run<T>(
        Func<Task<T>> work, CancellationToken cancellation, Action<Exception, int>? tell = null, Func<bool>? mayRepeat = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception failure) when (attempt < MaxAttempts && Dialect.IsTransient(failure) && mayRepeat?.Invoke() != false)
            {
                tell?.Invoke(failure, attempt);
                await Task.Delay(Random.Shared.Next(10, 50) * attempt, cancellation).ConfigureAwait(false);
            }
        }
    }
}
