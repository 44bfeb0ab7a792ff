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
    private static readonly Sql DeletePhoto = new("DELETE FROM photo WHERE photo_id = @photoId AND report_id = @reportId");

    public async Task<Report> Handle(RemovePhotoRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Id("photo_id", request.PhotoId)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.OwnUntold(await ReportRow.LockOrNull(transaction, request.ReportId), caller);

        if (!await Delete(transaction, report.ReportId, request.PhotoId))
        {
            throw PhotoRow.NotFound();
        }

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Deletes a photo of a story with its bytes; false where the story has none of that id.</summary>
    public static async Task<bool> Delete(Transaction transaction, string reportId, string photoId)
    {
        if ((await PhotoRow.LoadOrNull(transaction, photoId))?.ReportId != reportId)
        {
            return false;
        }

        await PhotoRow.Pieces.Delete(transaction, photoId);
        return await transaction.Execute(DeletePhoto, new { photoId, reportId }) == 1;
    }
}
