using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Photos;

/// <summary>Takes in a photo for a story that is not sent yet, and keeps the picture without anything that came along with it.</summary>
internal sealed class AddPhoto(Database database, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan ArrivesWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WaitsForItsTurn = TimeSpan.FromSeconds(20);

    private static readonly Sql InsertPhoto = new("""
        INSERT INTO photo (photo_id, report_id, place, alt_text, media_type, width, height, size_bytes, added_at)
        VALUES (@PhotoId, @ReportId, @Place, @AltText, @MediaType, @Width, @Height, @SizeBytes, @Now)
        """);

    private static readonly Sql InsertPiece = new("INSERT INTO photo_piece (photo_id, piece, content) VALUES (@PhotoId, @piece, @content)");

    // A file and its cleaned copy are held in memory, so that only a few may be looked at together.
    private readonly SemaphoreSlim turns = new(4);

    public async Task<Photo> Handle(IAsyncStreamReader<AddPhotoRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var first = await PhotoUpload.First(pieces, cancellation);
        await using (var session = await database.Read(cancellation))
        {
            // Whoever may not add a photo is told before we take ten megabytes from them.
            ReportRow.Own(await ReportRow.Find(session, first.ReportId), caller);
        }

        if (!await turns.WaitAsync(WaitsForItsTurn, cancellation))
        {
            throw new Refusal(AccountabilityReasons.PhotosQueueing, "Many photos are arriving just now. Please try again in a minute.");
        }

        try
        {
            var file = await PhotoUpload.Rest(first, pieces, ArrivesWithin, cancellation);
            var request = first.Clone();
            request.Content = ByteString.CopyFrom(SHA256.HashData(file.Span));
            return await Keep(request, Picture.Clean(file), caller, cancellation);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<Photo> Keep(AddPhotoRequest request, Picture picture, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Photo.Parser) is { } before)
        {
            return before;
        }

        var report = ReportRow.Own(await ReportRow.FindLocked(transaction, request.ReportId), caller);
        var others = await PhotoRow.OfReports(transaction, [report.ReportId]);
        var photo = new PhotoRow
        {
            PhotoId = Guid.CreateVersion7().ToString(),
            ReportId = report.ReportId,
            Place = FreePlace(report, others[report.ReportId]),
            AltText = request.AltText,
            MediaType = picture.MediaType,
            SizeBytes = picture.Bytes.Length,
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
        });
        foreach (var (piece, content) in picture.Bytes.Chunk(PhotoRow.PieceBytes).Index())
        {
            await transaction.Execute(InsertPiece, new { photo.PhotoId, piece, content });
        }

        var answer = photo.ToPhoto();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The first of the story's places that no other photo has.</summary>
    internal static int FreePlace(ReportRow report, IEnumerable<PhotoRow> others)
    {
        if (report.State != ReportRow.Requested)
        {
            throw StoryRow.AlreadySent();
        }

        var free = Enumerable.Range(1, PhotoRow.MaxOfStory).Except(others.Select(photo => photo.Place)).FirstOrDefault();
        return free > 0
            ? free
            : throw new Refusal(AccountabilityReasons.TooManyPhotos, $"A story can hold {PhotoRow.MaxOfStory} photos. Please take one away before you add another.");
    }

    public void Dispose() => turns.Dispose();
}
