using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Words.Holdings;

namespace Participatory.Platform.Running;

/// <summary>
/// How long a service keeps what it needs only for a while: messages that were sent, the note of those that it handled, answers that it
/// would give again, and which sessions have ended a moment ago. Removed a few thousand rows at a time, so that nobody waits.
/// </summary>
public static class Kept
{
    /// <summary>
    /// A message that was parked may come again; after this long it would be taken for a new one. Nothing of a person stands in the note,
    /// so no council sets it.
    /// </summary>
    public static readonly TimeSpan Handled = TimeSpan.FromDays(400);

    private static readonly Sql DeleteSent = new("DELETE {some} FROM outbox WHERE sent_at < @before");

    private static readonly Sql DeleteHandled = new("DELETE {some} FROM inbox WHERE handled_at < @before");

    private static readonly Sql DeleteAnswered = new("DELETE {some} FROM request WHERE answered_at < @before");

    private static readonly Sql DeleteRemovals = new("DELETE {some} FROM removal WHERE removed_at < @before");

    private static readonly Sql DeleteEnded = new("DELETE {some} FROM ended_session WHERE ended_at < @before");

    /// <summary>Removes what is too old at <paramref name="now"/>.</summary>
    public static async Task Forget(Database database, Retention retention, DateTimeOffset now, CancellationToken cancellation)
    {
        await Delete(DeleteSent, retention.Of(Period.SentMessages), RemovalKinds.SentMessages).ConfigureAwait(false);
        await Delete(DeleteHandled, Handled, "").ConfigureAwait(false);
        await Delete(DeleteAnswered, retention.Of(Period.Answers), RemovalKinds.Answers).ConfigureAwait(false);
        await Delete(DeleteEnded, EndedSessions.KeptFor, "").ConfigureAwait(false);
        await Delete(DeleteRemovals, Removals.NotedFor, "").ConfigureAwait(false);

        Task<long> Delete(Sql delete, TimeSpan keptFor, string kind) =>
            Removals.Delete(database, delete, new { before = now - keptFor }, kind, now, cancellation);
    }
}
