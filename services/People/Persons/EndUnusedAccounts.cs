using Participatory.People.Following;
using Participatory.People.Notices;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Words.Holdings;

namespace Participatory.People.Persons;

/// <summary>
/// Ends accounts that nobody uses: into which nobody has signed in for as long as is set, and of which nothing was told since. Their owners
/// hear of it 30 and 7 days before, and whoever signs in keeps theirs. Who works here keeps theirs, too, and whoever has a grant
/// that is not finished.
/// </summary>
internal sealed class EndUnusedAccounts(
    Database database, Retention retention, TimeProvider clock, SecurityLog security, Happenings happenings,
    ILogger<EndUnusedAccounts> log)
{
    /// <summary>So many days before the end their owners are told.</summary>
    public const int FirstDays = 30;

    /// <summary>And so many days before it once more.</summary>
    public const int LastDays = 7;

    private const int AtOnce = 500;

    // What was told within that time is of something that goes on: an idea, a grant, a story.
    private const string NobodysUse = """
        AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.recipient = person.subject AND notice.created_at > @since
                AND notice.reason <> 'ACCOUNT_ENDS')
            AND NOT EXISTS (SELECT 1 FROM open_grant WHERE open_grant.subject = person.subject)
            AND NOT EXISTS (SELECT 1 FROM address JOIN staff ON staff.email = address.value AND staff.ended_at IS NULL
                WHERE address.subject = person.subject AND address.kind = 'EMAIL')
        """;

    private static readonly Sql BeginTime = new("""
        UPDATE person SET seen_at = @now
        WHERE subject IN (SELECT subject FROM person WHERE seen_at IS NULL ORDER BY subject {limit @some})
        """);

    // Something went on since: their time begins anew, and they will be told anew.
    private static readonly Sql TakeBack = new("""
        UPDATE person SET end_told_at = NULL, end_told_last_at = NULL
        WHERE end_told_at IS NOT NULL AND EXISTS (SELECT 1 FROM notice WHERE notice.recipient = person.subject
            AND notice.created_at > @since AND notice.reason <> 'ACCOUNT_ENDS')
        """);

    private static readonly Sql SelectFirst = new($$"""
        SELECT person.subject FROM person WHERE person.seen_at <= @since AND person.end_told_at IS NULL
        {{NobodysUse}} ORDER BY person.seen_at, person.subject {limit @some}
        """);

    private static readonly Sql SelectLast = new($$"""
        SELECT person.subject FROM person WHERE person.seen_at <= @since AND person.end_told_at <= @told AND person.end_told_last_at IS NULL
        {{NobodysUse}} ORDER BY person.seen_at, person.subject {limit @some}
        """);

    private static readonly Sql SelectOver = new($$"""
        SELECT person.subject FROM person WHERE person.seen_at <= @since AND person.end_told_last_at <= @told
        {{NobodysUse}} ORDER BY person.seen_at, person.subject {limit @some}
        """);

    private static readonly Sql MarkFirst = new("""
        UPDATE person SET end_told_at = @now WHERE subject = @subject AND seen_at <= @since AND end_told_at IS NULL
        """);

    private static readonly Sql MarkLast = new("""
        UPDATE person SET end_told_last_at = @now
        WHERE subject = @subject AND seen_at <= @since AND end_told_at IS NOT NULL AND end_told_last_at IS NULL
        """);

    // Whoever signs in at this moment has this row first, or finds no account any more.
    private static readonly Sql LockOver = new("""
        SELECT subject FROM person {lock} WHERE subject = @subject AND seen_at <= @since AND end_told_last_at IS NOT NULL
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await ForAll(BeginTime, new { now, some = AtOnce }, cancellation);
        await ForAll(TakeBack, new { since = Since(FirstDays) }, cancellation);
        await ForEach(SelectFirst, FirstDays, now, Tell(MarkFirst, FirstDays), cancellation);
        // However late the first was, there are as many days between the two, and after them.
        await ForEach(SelectLast, LastDays, now.AddDays(LastDays - FirstDays), Tell(MarkLast, LastDays), cancellation);
        var ended = await ForEach(SelectOver, 0, now.AddDays(-LastDays), End, cancellation,
            subject => security.Note(SecurityEventKind.PersonForgotten, subject));
        if (ended > 0)
        {
            log.LogInformation("Ended {Accounts} accounts that nobody used", ended);
        }
    }

    /// <summary>Whoever has not signed in since then has so many days left.</summary>
    private DateTimeOffset Since(int daysLeft) => clock.GetUtcNow() - retention.Of(Period.UnusedAccounts) + TimeSpan.FromDays(daysLeft);

    private async Task ForAll(Sql update, object values, CancellationToken cancellation)
    {
        int changed;
        do
        {
            await using var transaction = await database.Begin(cancellation);
            changed = await transaction.Execute(update, values);
            await transaction.Commit();
        }
        while (changed > 0);
    }

    /// <param name="then">Hears of whom it was done and is committed.</param>
    /// <returns>Of how many it was done.</returns>
    private async Task<int> ForEach(
        Sql select, int daysLeft, DateTimeOffset told, Func<Transaction, string, DateTimeOffset, Task<bool>> act,
        CancellationToken cancellation, Action<string>? then = null)
    {
        var since = Since(daysLeft);
        var all = 0;
        int done;
        do
        {
            IReadOnlyList<string> subjects;
            await using (var session = await database.Read(cancellation))
            {
                subjects = await session.Many<string>(select, new { since, told, some = AtOnce });
            }

            done = 0;
            foreach (var subject in subjects)
            {
                await using var transaction = await database.Begin(cancellation);
                var acted = await act(transaction, subject, since);
                await transaction.Commit();
                done += acted ? 1 : 0;
                if (acted)
                {
                    then?.Invoke(subject);
                }
            }

            all += done;
        }
        while (done > 0);

        return all;
    }

    private Func<Transaction, string, DateTimeOffset, Task<bool>> Tell(Sql mark, int days) => async (transaction, subject, since) =>
    {
        var now = clock.GetUtcNow();
        if (await transaction.Execute(mark, new { subject, since, now }) == 0)
        {
            return false;
        }

        await new NewNotice(subject, NoticeReason.AccountEnds, new NoticeDetails("", Days: days)).Note(transaction, now);
        return true;
    };

    private async Task<bool> End(Transaction transaction, string subject, DateTimeOffset since)
    {
        if (await transaction.One<string>(LockOver, new { subject, since }) is null)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        await AccountEnd.Remove(transaction, happenings, subject, now);
        await Removals.Note(transaction, RemovalKinds.UnusedAccounts, 1, now);
        return true;
    }
}
