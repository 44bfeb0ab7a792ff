using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>
/// No story came after we asked and reminded twice: an officer notes why, and the grant closes. It is a note, never a debt.
/// </summary>
internal sealed class ExcuseReport(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO excuse (report_id, reason, excused_by, excused_at) VALUES (@ReportId, @Reason, @ShownAs, @now)
        """);

    private static readonly Sql MarkExcused = new("""
        UPDATE report SET state = @State, next_ask_at = NULL WHERE report_id = @ReportId AND state = 'REQUESTED'
        """);

    public async Task<Report> Handle(ExcuseReportRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Text("reason", request)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.ForOfficer(await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        var excused = Decide(report);

        var now = clock.GetUtcNow();
        if (await transaction.Execute(MarkExcused, excused) != 1)
        {
            throw TooEarly();
        }

        await transaction.Execute(Insert, new { report.ReportId, request.Reason, caller.ShownAs, now });
        await transaction.Publish(new ReportExcused(
            report.ReportId, report.AwardId, report.RoundId, report.ProjectId, report.Title, report.Recipient, caller.ShownAs, now));

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The report as excused: we have asked as often as we ask, and heard nothing.</summary>
    /// <exception cref="Refusal">There is nothing to excuse, or it is too early.</exception>
    internal static ReportRow Decide(ReportRow report)
    {
        if (report.StateNow != ReportState.Requested)
        {
            throw new Refusal(AccountabilityReasons.NothingToExcuse);
        }

        if (report.TimesAsked < 3)
        {
            throw TooEarly();
        }

        return report with { State = StateText.Of(ReportState.Excused) };
    }

    private static Refusal TooEarly() => new(
        AccountabilityReasons.RemindersFirst);
}
