using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>What the caller has been asked, newest first.</summary>
internal sealed class ListMyReports(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{ReportRow.Columns}} FROM report
        WHERE recipient = @Subject AND requested_at <= @At AND (requested_at < @At OR report_id < @Id)
        ORDER BY requested_at DESC, report_id DESC {limit @Count}
        """);

    public async Task<ListReportsResponse> Handle(ListMyReportsRequest request, Caller caller, CancellationToken cancellation)
    {
        var question = $"my-reports {caller.Subject}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 50, max: 100);

        await using var session = await database.Read(cancellation);
        var rows = await session.Many<ReportRow>(Select, new { caller.Subject, page.At, page.Id, page.Count });

        var shown = (await ReportView.LoadMessage(session, rows, caller)).ToDictionary(report => report.ReportId, StringComparer.Ordinal);
        var answer = new ListReportsResponse();
        answer.NextPageToken = page.Fill(
            answer.Reports, rows, row => PageKey.Of(row.RequestedAt, row.ReportId), row => shown[row.ReportId]);
        return answer;
    }
}
