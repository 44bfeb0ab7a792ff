using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

internal sealed class GetStory(Database database)
{
    public async Task<Story> Handle(GetStoryRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("report_id", request.ReportId).Check();

        await using var session = await database.Read(cancellation);
        var row = (await StoryRow.LoadOfReports(session, [request.ReportId])).SingleOrDefault() ?? throw StoryRow.NotFound();
        var report = (await ReportRow.LoadOrNull(session, request.ReportId))!;
        var parts = await StoryParts.Load(session, [request.ReportId]);
        var story = row.ToMessage(parts, report.IsOpenTo(caller) ? Visibility.Everything : Visibility.Public);

        // Where every part was taken back its group and officers still see that it was told.
        return StoryRow.HasParts(story) || story.Hidden.Count > 0 || report.IsOpenTo(caller) ? story : throw StoryRow.NotFound();
    }
}
