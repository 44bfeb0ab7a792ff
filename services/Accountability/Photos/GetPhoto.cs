using Grpc.Core;
using Participatory.Accountability.Funders;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Photos;

/// <summary>
/// Sends a photo to whoever may read its story, and to those who paid in where it is shared with them; before the story is sent that is
/// the group alone.
/// </summary>
internal sealed class GetPhoto(Database database, Keyed key)
{
    public async Task Handle(
        GetPhotoRequest request, IServerStreamWriter<GetPhotoResponse> response, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("photo_id", request.PhotoId).Text("secret", request, required: false).Check();

        await using var session = await database.Read(cancellation);
        var photo = await PhotoRow.LoadOrNull(session, request.PhotoId) ?? throw PhotoRow.NotFound();
        var report = await ReportRow.LoadOrNull(session, photo.ReportId) ?? throw PhotoRow.NotFound();
        var link = await FunderLinkRow.LoadOrNull(session, key, request.Secret);
        if (!MaySee(report, photo.Audience, caller, await HiddenParts.LoadIs(session, report.ReportId, photo.PhotoId), link))
        {
            throw PhotoRow.NotFound();
        }

        await PhotoRow.Pieces.Send(
            session, photo.PhotoId, photo.SizeBytes,
            (piece, content) => response.WriteAsync(
                new GetPhotoResponse { MediaType = piece == 0 ? photo.MediaType : "", Content = content }, cancellation),
            PhotoRow.NotFound);
    }

    /// <param name="audience">Whom a part of the story is for; null where it is not sent yet.</param>
    /// <param name="hidden">An officer has hidden it.</param>
    /// <param name="link">Of a funder; it opens the stories of its round.</param>
    internal static bool MaySee(ReportRow report, string? audience, Caller caller, bool hidden, FunderLinkRow? link = null) =>
        audience is null ? report.IsOf(caller)
            : (report.IsOpenTo(caller) ? Visibility.Everything
                : link?.RoundId == report.RoundId ? Visibility.Funders
                : Visibility.Public).Shows(Names.AudienceOf(audience), hidden);
}
