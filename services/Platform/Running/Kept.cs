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

    private static readonly Sql DeleteEnded = new("DELETE {some} FROM ended_session WHERE ended_at < @before");

    /// <summary>Removes what is too old at <paramref name="now"/>.</summary>
    public static async Task Forget(Database database, Retention retention, DateTimeOffset now, CancellationToken cancellation)
    {
        await Delete(database, DeleteSent, now - retention.Of(Period.SentMessages), cancellation).ConfigureAwait(false);
        await Delete(database, DeleteHandled, now - Handled, cancellation).ConfigureAwait(false);
        await Delete(database, DeleteAnswered, now - retention.Of(Period.Answers), cancellation).ConfigureAwait(false);
        await Delete(database, DeleteEnded, now - EndedSessions.KeptFor, cancellation).ConfigureAwait(false);
    }

    private static async Task Delete(Database database, Sql delete, DateTimeOffset before, CancellationToken cancellation)
    {
        int deleted;
        do
        {
            await using var transaction = await database.Begin(cancellation).ConfigureAwait(false);
            deleted = await transaction.Execute(delete, new { before }).ConfigureAwait(false);
            await transaction.Commit().ConfigureAwait(false);
        }
        while (deleted > 0);
    }
}
