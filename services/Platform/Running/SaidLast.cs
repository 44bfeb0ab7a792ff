using Participatory.Platform.Storage;

namespace Participatory.Platform.Running;

/// <summary>
/// What this process said last, so that it says nothing twice: only what has changed, and the same again after a while for whoever missed
/// it. Of several processes each says it once; whoever listens takes the latest.
/// </summary>
/// <typeparam name="T">A line of it, compared by value.</typeparam>
public sealed class SaidLast<T>
{
    /// <summary>What is not empty is said again after this.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(50);

    private IReadOnlyList<T> lines = [];
    private DateTimeOffset saidAt;

    /// <summary>Publishes <paramref name="message"/> where <paramref name="now"/> is news; it is said once that is committed.</summary>
    public async Task Say<TMessage>(
        Database database, IReadOnlyList<T> now, DateTimeOffset at, TMessage message, CancellationToken cancellation)
        where TMessage : class
    {
        if (lines.SequenceEqual(now) && (now.Count == 0 || at - saidAt < Again))
        {
            return;
        }

        await using var transaction = await database.Begin(cancellation).ConfigureAwait(false);
        await transaction.Publish(message).ConfigureAwait(false);
        await transaction.Commit().ConfigureAwait(false);
        (lines, saidAt) = (now, at);
    }
}
