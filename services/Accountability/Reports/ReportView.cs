using Participatory.Accountability.Photos;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>Reports with what belongs to them, as a caller may see it.</summary>
internal static class ReportView
{
    /// <summary>
    /// The reports in their order. Until a story is sent its photos are the group's alone.
    /// </summary>
    public static async Task<IReadOnlyList<Report>> Of(Session session, IReadOnlyList<ReportRow> reports, Caller caller)
    {
        var photos = await PhotoRow.OfReports(session, reports.Select(report => report.ReportId).ToList());
        var stories = (await StoryRow.OfReports(session, reports.Select(report => report.ReportId).ToList()))
            .ToDictionary(story => story.ReportId, StringComparer.Ordinal);

        return reports.Select(report =>
        {
            var view = report.ToReport(caller);
            if (stories.TryGetValue(report.ReportId, out var story))
            {
                view.Story = story.ToStory(photos[report.ReportId]);
            }

            if (view.Story is not null || report.IsOf(caller))
            {
                view.Photos.AddRange(photos[report.ReportId].Select(photo => photo.ToPhoto()));
            }

            return view;
        }).ToList();
    }

    /// <summary>One report.</summary>
    public static async Task<Report> Of(Session session, ReportRow report, Caller caller) => (await Of(session, [report], caller))[0];
}
