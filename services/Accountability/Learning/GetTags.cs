using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Learning;

/// <summary>What the caller's group has tagged.</summary>
internal sealed class GetTags(Database database)
{
    private static readonly Sql SelectThemes = new("SELECT theme FROM story_theme WHERE report_id = @ReportId ORDER BY theme");

    private static readonly Sql SelectQuotation = new("SELECT words FROM story_quote WHERE report_id = @ReportId");

    public async Task<Tags> Handle(GetTagsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("report_id", request.ReportId).Check();
        await using var session = await database.Read(cancellation);
        var report = ReportRow.Own(await ReportRow.LoadOrNull(session, request.ReportId), caller);
        var answer =
            new Tags { ReportId = report.ReportId, Quotation = await session.One<string>(SelectQuotation, new { report.ReportId }) ?? "" };
        answer.Themes.AddRange(await session.Many<string>(SelectThemes, new { report.ReportId }));
        return answer;
    }
}
