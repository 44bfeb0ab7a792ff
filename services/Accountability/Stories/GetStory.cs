using Participatory.Accountability.Photos;
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
        var report = await ReportRow.Find(session, request.ReportId);
        var story = (await StoryRow.OfReports(session, [request.ReportId])).SingleOrDefault();
        if (report is null || story is null || !(story.Audience == StoryRow.Everybody || report.IsOpenTo(caller)))
        {
            throw StoryRow.NotFound();
        }

        var photos = await PhotoRow.OfReports(session, [request.ReportId]);
        return story.ToStory(photos[request.ReportId]);
    }
}
