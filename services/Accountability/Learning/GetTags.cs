using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Learning;

/// <summary>What the caller's group has tagged.</summary>
internal sealed class GetTags(Database database)
{
    private static readonly Sql SelectThemes = new("SELECT theme FROM story_theme WHERE report_id = @reportId ORDER BY theme");

    private static readonly Sql SelectQuotation = new("SELECT words FROM story_quote WHERE report_id = @reportId");

    public async Task<Tags> Handle(GetTagsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("report_id", request.ReportId).Check();
        await using var session = await database.Read(cancellation);
        return await LoadMessage(session, ReportRow.Own(await ReportRow.LoadOrNull(session, request.ReportId), caller).ReportId);
    }

    /// <summary>The tags as they are now.</summary>
    public static async Task<Tags> LoadMessage(Session session, string reportId)
    {
        var answer = new Tags { ReportId = reportId, Quotation = await session.One<string>(SelectQuotation, new { reportId }) ?? "" };
        answer.Themes.AddRange(await session.Many<string>(SelectThemes, new { reportId }));
        return answer;
    }
}
