using Microsoft.Extensions.Logging;
using Participatory.Platform.Storage;

namespace Participatory.Platform.Rights;

/// <summary>
/// Forgets people: what a service holds of them, what it would answer again, what it has said to others, and, in an embedded database, what
/// its log and its free pages still hold. Their number stays, which says nothing of anybody. What comes late about them, or from a backup
/// that was brought back, goes the same way: we look again after a minute, and then less and less often, for good.
/// </summary>
public sealed class Forgetting(IEnumerable<PersonalData> data, Database database, TimeProvider clock, ILogger<Forgetting> log)
{
    private const int AtOnce = 100;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private static readonly Sql Insert = new("""
        INSERT INTO forgotten (subject, forgotten_at, due_at) SELECT @subject, @at, @at
        WHERE NOT EXISTS (SELECT 1 FROM forgotten {lock} WHERE subject = @subject)
        """);

    // Once more: as after a backup was brought back.
    private static readonly Sql MakeDue = new("UPDATE forgotten SET due_at = @at WHERE subject = @subject AND due_at > @at");

    private static readonly Sql SelectDue = new("""
        SELECT subject, forgotten_at FROM forgotten WHERE due_at <= @now ORDER BY due_at, subject {limit @most}
        """);

    // What was hidden stays hidden, and is nobody's.
    private static readonly Sql Unlink = new("UPDATE hiding SET author_subject = '' WHERE author_subject = @Subject");

    private static readonly Sql PutOff = new("UPDATE forgotten SET due_at = @next WHERE subject = @Subject");

    // What a process that was killed here may have left as well.
    private bool logOwed = true;

    /// <summary>Notes that a person is to be forgotten; heard twice it is one.</summary>
    public static async Task Note(Transaction transaction, string subject, DateTimeOffset at)
    {
        if (await transaction.Execute(Insert, new { subject, at }).ConfigureAwait(false) == 0)
        {
            await transaction.Execute(MakeDue, new { subject, at }).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets whoever is due.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        IReadOnlyList<DueRow> due;
        await using (var session = await database.Read(cancellation).ConfigureAwait(false))
        {
            due = await session.Many<DueRow>(SelectDue, new { now = clock.GetUtcNow(), most = AtOnce }).ConfigureAwait(false);
        }

        foreach (var one in due)
        {
            try
            {
                await Forget(one, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                // Whoever comes after them is not kept waiting.
                log.LogError(failure, "Somebody could not be forgotten; trying again");
                await Delay(one, cancellation).ConfigureAwait(false);
            }
        }

        logOwed |= due.Count > 0;
        if (logOwed)
        {
            logOwed = !await database.TruncateLog(cancellation).ConfigureAwait(false);
        }
    }

    private async Task Forget(DueRow one, CancellationToken cancellation)
    {
        var traces = await Traces.Find(database, one.Subject, data, cancellation).ConfigureAwait(false);
        await using var transaction = await database.Begin(cancellation).ConfigureAwait(false);
        foreach (var held in data)
        {
            await held.Forget(transaction, one.Subject).ConfigureAwait(false);
        }

        await transaction.Execute(Unlink, new { one.Subject }).ConfigureAwait(false);
        await traces.Remove(transaction).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var next = now + TimeSpan.FromTicks(Math.Clamp((now - one.ForgottenAt).Ticks, FirstPause.Ticks, LongestPause.Ticks));
        await transaction.Execute(PutOff, new { one.Subject, next }).ConfigureAwait(false);
        await transaction.Commit().ConfigureAwait(false);
    }

    private async Task Delay(DueRow one, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation).ConfigureAwait(false);
        await transaction.Execute(PutOff, new { one.Subject, next = clock.GetUtcNow() + FirstPause }).ConfigureAwait(false);
        await transaction.Commit().ConfigureAwait(false);
    }

    private sealed record DueRow
    {
        public string Subject { get; init; } = "";
        public DateTimeOffset ForgottenAt { get; init; }
    }
}
