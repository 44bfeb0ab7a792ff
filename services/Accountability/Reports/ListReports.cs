using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>Who has been asked, and who waits for an answer from us: in the officer's areas, oldest first.</summary>
internal sealed class ListReports(Database database)
{
    private const string Asked = """
        requested_at >= @At AND (requested_at > @At OR report_id > @Id)
          AND state IN (SELECT item FROM {texts @States} AS given)
          AND (@EveryArea = 1 OR area_code IN (SELECT item FROM {texts @Areas} AS given))
        ORDER BY requested_at, report_id {limit @Count}
        """;

    // A round and all of them are two statements: a server that makes one plan for both looks at everything for a round.
    private static readonly Sql Select = new("SELECT " + ReportRow.Columns + " FROM report WHERE " + Asked);

    private static readonly Sql SelectOfRound = new(
        "SELECT " + ReportRow.Columns + " FROM report WHERE round_id = @RoundId AND " + Asked);

    public async Task<ListReportsResponse> Handle(ListReportsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .Id("round_id", request.RoundId, required: false)
            .Check();
        var states = StateText.Wanted(request.States);
        var question = $"reports {request.RoundId} {string.Join(' ', states)}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 50, max: 100);

        await using var session = await database.Read(cancellation);
        var rows = await session.Many<ReportRow>(request.RoundId.Length == 0 ? Select : SelectOfRound, new
        {
            page.At,
            page.Id,
            request.RoundId,
            States = Sql.List(states),
            EveryArea = caller.Areas.Count == 0 ? 1 : 0,
            Areas = Sql.List(caller.Areas),
            page.Count,
        });

        var shown = (await ReportView.LoadMessage(session, rows, caller)).ToDictionary(report => report.ReportId, StringComparer.Ordinal);
        var answer = new ListReportsResponse();
        answer.NextPageToken = page.Fill(
            answer.Reports, rows, row => PageKey.Of(row.RequestedAt, row.ReportId), row => shown[row.ReportId]);
        return answer;
    }
}
