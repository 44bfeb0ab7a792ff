using Participatory.People.Notices;
using Participatory.Platform.Storage;

namespace Participatory.People.Following;

/// <summary>
/// Makes one message of all that is due for somebody. Its words are made when it is sent, by <see cref="SendNotices"/>: whoever has stopped
/// by then is not told, and what nobody may read by then is left out. What is hidden is in no message: it waits until it is shown.
/// </summary>
internal sealed class MakeFollowingMails(Database database, TimeProvider clock, ILogger<MakeFollowingMails> log)
{
    /// <summary>For how many people one look finds something; then comes the next.</summary>
    private const int Batch = 200;

    private static readonly Sql SelectDue = new($$"""
        SELECT DISTINCT news.subject FROM {{NewsRow.From}}
        WHERE news.notice_id IS NULL AND news.due_at <= @now AND news.subject > @after AND {{NewsRow.NotHidden}}
        ORDER BY news.subject {limit @batch}
        """);

    /// <summary>Each person in a transaction of their own: whoever cannot be told holds up nobody.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var after = "";
        IReadOnlyList<string> due;
        do
        {
            await using (var session = await database.Read(cancellation))
            {
                due = await session.Many<string>(SelectDue, new { now, after, batch = Batch });
            }

            foreach (var subject in due)
            {
                after = subject;
                await TryMake(subject, now, cancellation);
            }
        }
        while (due.Count == Batch);
    }

    private async Task TryMake(string subject, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await Make(subject, now, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(failure, "News of what somebody follows could not be put into a message; it is tried again and the others go on");
        }
    }

    private async Task Make(string subject, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        // Of two processes the second waits here, and then finds that it is done.
        await FollowingRow.Hold(transaction, subject);
        var due = NewsRow.Decide(await NewsRow.LoadWaiting(transaction, subject), now);
        if (due.Count == 0)
        {
            return;
        }

        var followings = await FollowingRow.LoadAll(transaction, subject);
        var told = due.Where(news => news.IsShown && followings.Any(news.Concerns)).ToList();
        await NewsRow.Drop(transaction, subject, due.Except(told));
        if (told.Count > 0)
        {
            var noticeId = await new NewNotice(subject, NoticeReason.Followed, new NoticeDetails("")).Note(transaction, now);
            await NewsRow.Put(transaction, subject, now, noticeId);
        }

        await transaction.Commit();
    }
}
