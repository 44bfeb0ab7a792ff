using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>Types in what a group handed in on paper. It is marked with the name of whoever typed it, and the group is told.</summary>
internal sealed class TypeStory(Database database, TimeProvider clock)
{
    public async Task<Report> Handle(TypeStoryRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Text("told_by", request, required: false)
            .ForWhom(request.Audience)
            .Tellings("tellings", request.Tellings)
            .Require(Told.Written(request.Tellings).Count > 0, "tellings", "Please type what stands on the paper.")
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.ForOfficer(await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        var now = clock.GetUtcNow();
        var told = new Told(Told.Written(request.Tellings), [], request.ToldBy, request.Audience, request.WasHard)
        {
            Way = Way.Paper,
            WrittenBy = caller.ShownAs,
        };
        await KeepStory.Run(transaction, report, told, now);
        await transaction.Publish(new StoryTyped(report.ReportId, report.Title, report.Recipient, caller.ShownAs, now));

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }
}
