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
        var size = PageToken.Size(request.PageSize, normal: 50, max: 100);
        var question = $"my-reports {caller.Subject}";
        var after = Place.Read(request.PageToken, question, Place.Last);

        await using var session = await database.Read(cancellation);
        var rows = await session.Many<ReportRow>(Select, new { caller.Subject, after.At, after.Id, Count = size + 1 });

        var page = rows.Take(size).ToList();
        var answer = new ListReportsResponse
        {
            NextPageToken = rows.Count > size ? new Place(page[^1].RequestedAt, page[^1].ReportId).Token(question) : "",
        };
        answer.Reports.AddRange(await ReportView.LoadMessage(session, page, caller));
        return answer;
    }
}
