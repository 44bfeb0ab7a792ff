using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>What a group has written so far.</summary>
internal sealed record DraftRow
{
    private static readonly Sql SelectOfReports = new("SELECT report_id, content, kept_at FROM draft WHERE report_id IN @reportIds");

    public string ReportId { get; init; } = "";
    public byte[] Content { get; init; } = [];
    public DateTimeOffset KeptAt { get; init; }

    /// <summary>The drafts of those reports that have one.</summary>
    public static async Task<IReadOnlyDictionary<string, Draft>> OfReports(Session session, IReadOnlyList<string> reportIds) =>
        (await session.Many<DraftRow>(SelectOfReports, new { reportIds })).ToDictionary(row => row.ReportId, row => row.ToDraft(), StringComparer.Ordinal);

    private Draft ToDraft()
    {
        var draft = Draft.Parser.ParseFrom(Content);
        draft.KeepTime = KeptAt.ToTimestamp();
        return draft;
    }
}
