using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.Photos;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Accountability.Voices;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>Reports with what belongs to them, for their group and for officers of their area.</summary>
internal static class ReportView
{
    private static readonly Sql SelectExcuses = new("""
        SELECT report_id, reason, excused_by, excused_at FROM excuse WHERE report_id IN (SELECT item FROM {texts @ids} AS given)
        """);

    private static readonly Sql SelectInvited = new("""
        SELECT award_id FROM invitation WHERE award_id IN (SELECT item FROM {texts @awards} AS given)
        """);

    /// <summary>
    /// The reports in their order. Until a story is sent its photos, voice notes and draft are the group's alone.
    /// </summary>
    public static async Task<IReadOnlyList<Report>> LoadMessage(Session session, IReadOnlyList<ReportRow> reports, Caller caller)
    {
        var ids = reports.Select(report => report.ReportId).ToList();
        var own = reports.Where(report => report.IsOf(caller)).Select(report => report.ReportId).ToList();
        var parts = await StoryParts.Load(session, ids);
        var stories = (await StoryRow.LoadOfReports(session, ids)).ToDictionary(story => story.ReportId, StringComparer.Ordinal);
        var drafts = await DraftRow.LoadOfReports(session, own);
        var conversations = await ConversationRow.LoadOfReports(session, ids);
        var excuses = (await session.Many<ExcuseRow>(SelectExcuses, new { ids = Sql.List(ids) }))
            .ToDictionary(excuse => excuse.ReportId, StringComparer.Ordinal);

        var invited = (await session.Many<string>(SelectInvited, new
        {
            awards = Sql.List(reports
            .Select(report => report.AwardId))
        })).ToHashSet(StringComparer.Ordinal);

        return reports.Select(report =>
        {
            var view = report.ToMessage(caller);
            if (stories.TryGetValue(report.ReportId, out var story))
            {
                view.Story = story.ToMessage(parts, Visibility.Everything);
            }

            if (view.Story is not null || view.Mine)
            {
                view.Photos.AddRange(parts.Photos[report.ReportId].Select(photo => photo.ToMessage()));
                view.Voices.AddRange(parts.Voices[report.ReportId].Select(voice => voice.ToMessage()));
            }

            view.Invited = invited.Contains(report.AwardId);
            view.Draft = drafts.GetValueOrDefault(report.ReportId);
            view.Conversation = conversations.GetValueOrDefault(report.ReportId)?.ToMessage();
            if (excuses.TryGetValue(report.ReportId, out var excuse))
            {
                (view.Excuse, view.ExcusedBy, view.ExcuseTime) = (excuse.Reason, excuse.ExcusedBy, excuse.ExcusedAt.ToTimestamp());
            }

            return view;
        }).ToList();
    }

    /// <summary>One report.</summary>
    public static async Task<Report> LoadMessage(Session session, ReportRow report, Caller caller) =>
        (await LoadMessage(session, [report], caller))[0];

    /// <summary>
    /// The report of a request that came before, as it is now. What people told is not kept a second time to repeat an
    /// answer: what is taken back would stay there.
    /// </summary>
    public static async Task<Report?> Before(Transaction transaction, Caller caller, IMessage request) =>
        await transaction.Replay(caller, request, Report.Parser) is { } before
            ? await LoadMessage(transaction, (await ReportRow.LoadOrNull(transaction, before.ReportId))!, caller)
            : null;

    /// <summary>Notes that a request was done, and answers it with the report as it is now.</summary>
    public static async Task<Report> Remember(Transaction transaction, string reportId, Caller caller, IMessage request)
    {
        await transaction.Remember(caller, request, new Report { ReportId = reportId });
        return await LoadMessage(transaction, (await ReportRow.LoadOrNull(transaction, reportId))!, caller);
    }

    private sealed record ExcuseRow
    {
        public string ReportId { get; init; } = "";
        public string Reason { get; init; } = "";
        public string ExcusedBy { get; init; } = "";
        public DateTimeOffset ExcusedAt { get; init; }
    }
}
