using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>Who has been asked, and who waits for an answer from us: in the officer's areas, oldest first.</summary>
internal sealed class ListReports(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{ReportRow.Columns}} FROM report
        WHERE requested_at >= @At AND (requested_at > @At OR report_id > @Id)
          AND (@RoundId = '' OR round_id = @RoundId)
          AND state IN @States
          AND (@EveryArea = 1 OR area_code IN @Areas)
        ORDER BY requested_at, report_id {limit @Count}
        """);

    private static readonly string[] EveryState = [ReportRow.Requested, ReportRow.Told, ReportRow.Accepted, ReportRow.Excused];

    public async Task<ListReportsResponse> Handle(ListReportsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .Id("round_id", request.RoundId, required: false)
            .Require(request.States.All(state => state is ReportState.Requested or ReportState.Told or ReportState.Accepted or ReportState.Excused), "states",
                AccountabilityReasons.ReportStateUnknown)
            .Check();
        var size = PageToken.Size(request.PageSize, normal: 50, max: 100);
        var states = request.States.Count == 0 ? EveryState : request.States.Select(ReportRow.NameOf).Distinct().Order(StringComparer.Ordinal).ToArray();
        var question = $"reports {request.RoundId} {string.Join(' ', states)}";
        var after = Place.Read(request.PageToken, question, Place.First);

        await using var session = await database.Read(cancellation);
        var rows = await session.Many<ReportRow>(Select, new
        {
            after.At,
            after.Id,
            request.RoundId,
            States = states,
            EveryArea = caller.Areas.Count == 0 ? 1 : 0,
            Areas = caller.Areas.ToArray(),
            Count = size + 1,
        });

        var page = rows.Take(size).ToList();
        var answer = new ListReportsResponse
        {
            NextPageToken = rows.Count > size ? new Place(page[^1].RequestedAt, page[^1].ReportId).Token(question) : "",
        };
        answer.Reports.AddRange(await ReportView.Of(session, page, caller));
        return answer;
    }
}
