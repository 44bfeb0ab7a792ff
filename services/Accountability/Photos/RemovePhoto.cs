using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Photos;

/// <summary>Takes a photo out of a story that is not sent yet. Nothing of it stays.</summary>
internal sealed class RemovePhoto(Database database)
{
    private static readonly Sql DeletePieces = new("""
        DELETE FROM photo_piece
        WHERE photo_id IN (SELECT photo.photo_id FROM photo WHERE photo.photo_id = @PhotoId AND photo.report_id = @ReportId)
        """);

    private static readonly Sql DeletePhoto = new("DELETE FROM photo WHERE photo_id = @PhotoId AND report_id = @ReportId");

    public async Task<Report> Handle(RemovePhotoRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Id("photo_id", request.PhotoId)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Report.Parser) is { } before)
        {
            return before;
        }

        var report = ReportRow.Own(await ReportRow.FindLocked(transaction, request.ReportId), caller);
        if (report.State != ReportRow.Requested)
        {
            throw StoryRow.AlreadySent();
        }

        await transaction.Execute(DeletePieces, new { request.PhotoId, request.ReportId });
        if (await transaction.Execute(DeletePhoto, new { request.PhotoId, request.ReportId }) == 0)
        {
            throw PhotoRow.NotFound();
        }

        var answer = await ReportView.Of(transaction, report, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
