using Grpc.Core;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Pictures;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.Accountability.Photos;

/// <summary>
/// Takes in a photo, and keeps the picture without anything that came along with it: of a group for its story that is not sent
/// yet, of an officer for one that came on paper and is typed.
/// </summary>
internal sealed class AddPhoto(Database database, TimeProvider clock, UploadGate gate)
{
    private static readonly Upload<AddPhotoRequest> Upload = Picture.Upload<AddPhotoRequest>(piece => piece.Content);

    private static readonly Sql InsertPhoto = new("""
        INSERT INTO photo (photo_id, report_id, place, alt_text, media_type, width, height, size_bytes, added_at, recognised, they_said_yes,
            parents_said_yes)
        VALUES (@PhotoId, @ReportId, @Place, @AltText, @MediaType, @Width, @Height, @SizeBytes, @Now, @Recognised, @TheySaidYes,
            @ParentsSaidYes)
        """);

    private static readonly Sql SelectWay = new("SELECT way FROM story WHERE report_id = @ReportId");

    // What came with a paper is for the same people as what stands on it.
    private static readonly Sql InsertPart = new("""
        INSERT INTO part (part_id, report_id, kind, audience)
        SELECT @PhotoId, @ReportId, 'PHOTO', MIN(audience) FROM part WHERE report_id = @ReportId HAVING COUNT(*) > 0
        """);

    public async Task<Photo> Handle(IAsyncStreamReader<AddPhotoRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var first = await Upload.First(pieces, cancellation);
        new Fields()
            .RequestId(first.RequestId)
            .Id("report_id", first.ReportId)
            .Text("alt_text", first, required: false)
            .Require(first.Recognised is Recognised.Nobody or Recognised.Adults or Recognised.Children, "recognised",
                AccountabilityReasons.RecognisedMissing)
            .Check();
        CheckConsent(first);
        await using (var session = await database.Read(cancellation))
        {
            // Whoever may not add a photo is told before we take ten megabytes from them.
            await LoadWhoMayAdd(session, await ReportRow.LoadOrNull(session, first.ReportId), caller);
        }

        return await Upload.Take(
            gate, caller, first, pieces,
            (request, file) =>
            {
                var picture = Picture.Clean(file);
                return Again.Run(() => Keep(request, picture, caller, cancellation), cancellation);
            },
            cancellation);
    }

    /// <summary>Whoever can be recognised said yes; of somebody under 16 both they and a parent did. No name is asked for.</summary>
    internal static void CheckConsent(AddPhotoRequest request)
    {
        if (request.Recognised != Recognised.Nobody && !request.TheySaidYes)
        {
            throw new Refusal(AccountabilityReasons.ConsentNeeded, field: "they_said_yes");
        }

        if (request.Recognised == Recognised.Children && !request.ParentsSaidYes)
        {
            throw new Refusal(AccountabilityReasons.ParentsNeeded, field: "parents_said_yes");
        }
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<Photo> Keep(AddPhotoRequest request, Picture picture, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Photo.Parser) is { } before)
        {
            // What can be seen on it is not kept a second time to repeat an answer; it may have been taken away since.
            return (await PhotoRow.LoadOrNull(transaction, before.PhotoId))?.ToMessage() ?? before;
        }

        var report = await LoadWhoMayAdd(transaction, await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        if (report.IsOf(caller) && !report.CanBeTold)
        {
            throw StoryRow.AlreadySent();
        }

        var others = await PhotoRow.LoadOfReports(transaction, [report.ReportId]);
        var photo = new PhotoRow
        {
            PhotoId = Guid.CreateVersion7().ToString(),
            ReportId = report.ReportId,
            Place = FreePlace(others[report.ReportId]),
            AltText = request.AltText,
            MediaType = picture.MediaType,
            SizeBytes = picture.Bytes.Length,
            Recognised = StateText.Of(request.Recognised),
        };
        await transaction.Execute(InsertPhoto, new
        {
            photo.PhotoId,
            photo.ReportId,
            photo.Place,
            photo.AltText,
            photo.MediaType,
            picture.Width,
            picture.Height,
            photo.SizeBytes,
            Now = clock.GetUtcNow(),
            photo.Recognised,
            request.TheySaidYes,
            request.ParentsSaidYes,
        });
        await PhotoRow.Pieces.Keep(transaction, photo.PhotoId, picture.Bytes);

        if (!report.CanBeTold && await transaction.Execute(InsertPart, photo) == 0)
        {
            throw StoryRow.AlreadySent();
        }

        var answer = photo.ToMessage();
        await transaction.Remember(caller, request, new Photo { PhotoId = photo.PhotoId });
        await transaction.Commit();
        return answer;
    }

    /// <summary>The group itself; and where an officer has typed what came on paper, officers of the area.</summary>
    private static async Task<ReportRow> LoadWhoMayAdd(Session session, ReportRow? report, Caller caller) =>
        report is not null && !report.IsOf(caller) && report.IsOpenTo(caller)
            && await session.One<string>(SelectWay, report) == StateText.Of(Way.Paper)
            ? ReportRow.ForOfficer(report, caller)
            : ReportRow.Own(report, caller);

    /// <summary>The first of the story's places that no other photo has.</summary>
    private static int FreePlace(IEnumerable<PhotoRow> others)
    {
        var free = Enumerable.Range(1, PhotoRow.MaxOfStory).Except(others.Select(photo => photo.Place)).FirstOrDefault();
        return free > 0
            ? free
            : throw new Refusal(AccountabilityReasons.TooManyPhotos, [("max", PhotoRow.MaxOfStory)]);
    }
}
