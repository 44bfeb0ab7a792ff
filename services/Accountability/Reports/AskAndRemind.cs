using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>
/// Asks a group when its money has been used, and reminds it twice at most. Whoever has told is left alone, and whoever is
/// asked to read what we wrote down of a conversation is not asked for a story beside it.
/// </summary>
internal sealed class AskAndRemind(Database database, TimeProvider clock)
{
    /// <summary>How long after the question the reminders come.</summary>
    public static readonly IReadOnlyList<TimeSpan> RemindersAfter = [TimeSpan.FromDays(21), TimeSpan.FromDays(63)];

    /// <summary>How many are asked in one go.</summary>
    private const int Batch = 100;

    private static readonly Sql SelectDue = new("""
        SELECT report_id FROM report
        WHERE next_ask_at IS NOT NULL AND next_ask_at <= @now
        ORDER BY next_ask_at, report_id {limit @batch}
        """);

    private static readonly Sql Update = new("""
        UPDATE report SET times_asked = @asked, next_ask_at = @next
        WHERE report_id = @ReportId AND times_asked = @TimesAsked AND next_ask_at <= @now
        """);

    private static readonly Sql SelectConversation = new("SELECT COUNT(*) FROM conversation WHERE report_id = @ReportId");

    /// <summary>Asks those who are due, each in a transaction of its own, so that cut off anywhere none is asked twice.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        IReadOnlyList<string> due;
        await using (var session = await database.Read(cancellation))
        {
            due = await session.Many<string>(SelectDue, new { now = clock.GetUtcNow(), batch = Batch });
        }

        foreach (var reportId in due)
        {
            await using var transaction = await database.Begin(cancellation);
            await Ask(transaction, reportId);
            await transaction.Commit();
        }
    }

    private async Task Ask(Transaction transaction, string reportId)
    {
        var now = clock.GetUtcNow();
        var report = (await ReportRow.LockOrNull(transaction, reportId))!;
        var (asked, next) = Decide(report, await transaction.One<long>(SelectConversation, new { report.ReportId }) > 0, now);
        var changed = await transaction.Execute(Update, new { report.ReportId, report.TimesAsked, asked, next, now });
        if (changed == 1 && asked > report.TimesAsked)
        {
            await (asked == 1
                ? transaction.Publish(new ReportRequested(
                    report.ReportId, report.AwardId, report.RoundId, report.ProjectId, report.Title, report.Recipient, now, report.HopeAt))
                : transaction.Publish(new ReportReminded(
                    report.ReportId, report.AwardId, report.RoundId, report.ProjectId, report.Title, report.Recipient, asked - 1, now)));
        }
    }

    /// <summary>How often the group has been asked after this, and when to look again; null is never.</summary>
    /// <param name="isReading">A conversation waits for its yes.</param>
    internal static (int TimesAsked, DateTimeOffset? Next) Decide(ReportRow report, bool isReading, DateTimeOffset now) =>
        report.StateNow != ReportState.Requested ? (report.TimesAsked, null)
        : isReading ? (report.TimesAsked, now.AddDays(7))
        : (report.TimesAsked + 1, Next(report.TimesAsked + 1, now));

    /// <summary>
    /// When to ask next after having asked <paramref name="asked"/> times, the last time at <paramref name="now"/>; null is never again.
    /// </summary>
    internal static DateTimeOffset? Next(int asked, DateTimeOffset now) => asked switch
    {
        1 => now + RemindersAfter[0],
        2 => now + (RemindersAfter[1] - RemindersAfter[0]),
        _ => null,
    };
}
