using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>What a group has written so far.</summary>
internal sealed record DraftRow
{
    private static readonly Sql SelectOfReports = new("""
        SELECT report_id, content, kept_at FROM draft WHERE report_id IN (SELECT item FROM {texts @reportIds} AS given)
        """);

    public string ReportId { get; init; } = "";
    public byte[] Content { get; init; } = [];
    public DateTimeOffset KeptAt { get; init; }

    /// <summary>The drafts of those reports that have one.</summary>
    public static async Task<IReadOnlyDictionary<string, Draft>> LoadOfReports(Session session, IReadOnlyList<string> reportIds) =>
        (await session.Many<DraftRow>(SelectOfReports, new { reportIds = Sql.List(reportIds) }))
            .ToDictionary(row => row.ReportId, row => row.ToMessage(), StringComparer.Ordinal);

    private Draft ToMessage()
    {
        var draft = Draft.Parser.ParseFrom(Content);
        draft.KeepTime = KeptAt.ToTimestamp();
        return draft;
    }
}
