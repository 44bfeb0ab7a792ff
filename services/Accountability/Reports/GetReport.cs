using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

internal sealed class GetReport(Database database)
{
    public async Task<Report> Handle(GetReportRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("report_id", request.ReportId).Check();

        await using var session = await database.Read(cancellation);
        var report = await ReportRow.LoadOrNull(session, request.ReportId);
        return report is not null && report.IsOpenTo(caller)
            ? await ReportView.LoadMessage(session, report, caller)
            : throw ReportRow.NotFound();
    }
}
