using Google.Protobuf;
using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Pictures;
using Participatory.Platform.Uploads;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

public sealed class PhotoTests
{
    [Theory, EveryDatabase]
    public async Task A_photo_comes_back_without_what_it_hid_whatever_size_its_pieces_had(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var file = TestJpeg.Picture(TestJpeg.Exif(6));

        foreach (var pieceBytes in (int[])[1, 100, 64 * 1024])
        {
            var photo = await run.Upload(People.Amina, asked.ReportId, file, "A bench", pieceBytes: pieceBytes);
            var (mediaType, bytes) = await run.Download(People.Amina, photo.PhotoId);

            Assert.Equal(("image/jpeg", photo.SizeBytes), (mediaType, bytes.Length));
            Assert.Equal(Picture.Clean(file).Bytes, bytes);
            Assert.False(TestBytes.Holds(bytes, "51.5"));
        }
    }

    [Theory, InlineData("INSERT INTO photo "), InlineData("INSERT INTO voice "), InlineData("INSERT INTO request")]
    public async Task A_file_that_met_a_busy_database_is_kept_all_the_same_and_once(string at)
    {
        var misfortune = new Misfortune { BusyAt = at };
        await using var run = await Start("sqlite", builder => builder.Suffer(misfortune));
        var asked = await run.Ask(People.Amina, "award-1");
        await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture(), "A bench");
        await run.Speak(People.Amina, asked.ReportId, TestSound.Webm());
        Assert.Contains(at, misfortune.Struck, StringComparison.Ordinal);
        Assert.Equal((1L, 1L), (await run.Count("photo"), await run.Count("voice")));
    }

    [Theory, EveryDatabase]
    public async Task Nothing_of_a_hostile_file_reaches_the_database(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        foreach (var (file, reason) in HostilePictures.Refused.Values.Where((_, index) => index % 8 == 0))
        {
            await Refused(StatusCode.InvalidArgument, file.Length == 0 ? "PHOTO_MISSING"
                : reason, async () => await run.Upload(People.Amina, asked.ReportId, file));
        }

        Assert.Equal((0L, 0L), (await run.Count("photo"), await run.Count("photo_piece")));
    }

    [Theory, EveryDatabase]
    public async Task Ten_mebibytes_are_taken_and_one_byte_more_is_not(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var around = TestJpeg.Picture().Length;
        byte[] largest = [.. TestJpeg.Picture()[..^2], .. new byte[Picture.MaxBytes - around], .. TestJpeg.End];

        var photo = await run.Upload(People.Amina, asked.ReportId, largest);
        Assert.Equal(largest, (await run.Download(People.Amina, photo.PhotoId)).Bytes);

        var refusal = await Refused(
            StatusCode.InvalidArgument, "PHOTO_TOO_LARGE", async () => await run.Upload(People.Amina, asked.ReportId, [.. largest, 0]));
        Assert.Contains("10 MB", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Messages_that_break_the_order_are_refused(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        AddPhotoRequest First(byte[]? content = null) => new()
        {
            RequestId = Guid.NewGuid().ToString(), ReportId = asked.ReportId, Recognised = Recognised.Nobody,
            Content = ByteString.CopyFrom(content ?? TestJpeg.Picture()),
        };

        await Invalid([]);
        await Invalid([First(new byte[64 * 1024 + 1])]);
        await Invalid([First(), First()]);
        await Invalid([First(), new AddPhotoRequest()]);
        await Invalid([new AddPhotoRequest { ReportId = asked.ReportId, Content = First().Content }]);
        await Invalid([new AddPhotoRequest { RequestId = Guid.NewGuid().ToString(), Content = First().Content }]);
        var wordy = First();
        wordy.AltText = new string('x', 501);
        await Invalid([wordy]);

        Task Invalid(AddPhotoRequest[] messages) =>
            Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.Send(People.Amina, messages));
    }

    [Theory, EveryDatabase]
    public async Task The_same_photo_sent_again_is_there_once(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var id = Guid.NewGuid().ToString();

        var first = await run.Upload(People.Amina, asked.ReportId, TestPng.Picture(), "Benches", id);
        Assert.Equal(first, await run.Upload(People.Amina, asked.ReportId, TestPng.Picture(), "Benches", id, pieceBytes: 7));
        await Refused(StatusCode.InvalidArgument, "REQUEST_ID_REUSED",
            async () => await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture(), "Benches", id));
        await Refused(StatusCode.InvalidArgument, "REQUEST_ID_REUSED",
            async () => await run.Upload(People.Amina, asked.ReportId, TestPng.Picture(), "Trees", id));
        await run.Tell(People.Amina, asked.ReportId);
        var again = await run.Upload(People.Amina, asked.ReportId, TestPng.Picture(), "Benches", id);
        Assert.Equal((first.PhotoId, Audience.Everybody), (again.PhotoId, again.Audience));

        Assert.Equal(1, await run.Count("photo"));
    }

    [Theory, EveryDatabase]
    public async Task A_story_holds_twelve_photos_also_when_they_come_at_once(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                return (await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture())).PhotoId;
            }
            catch (RpcException refusal) when (refusal.Reason() == "TOO_MANY_PHOTOS")
            {
                return "";
            }
        }));

        Assert.Equal(12, results.Count(id => id.Length > 0));
        Assert.Equal(12, await run.Count("photo"));

        await Remove(run, asked.ReportId, results.First(id => id.Length > 0));
        await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture());
        await Refused(StatusCode.ResourceExhausted, "TOO_MANY_PHOTOS",
            async () => await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture()));
    }

    [Theory, EveryDatabase]
    public async Task A_photo_that_is_taken_away_is_gone(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var kept = await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture());
        var removed = await run.Upload(People.Amina, asked.ReportId, TestPng.Picture());
        var request = new RemovePhotoRequest
        {
            RequestId = Guid.NewGuid().ToString(), ReportId = asked.ReportId,
            PhotoId = removed.PhotoId
        };

        var report = await run.As(People.Amina).RemovePhotoAsync(request);
        Assert.Equal(kept, Assert.Single(report.Photos));
        Assert.Equal(report, await run.As(People.Amina).RemovePhotoAsync(request));
        await Refused(StatusCode.NotFound, "PHOTO_NOT_FOUND", async () => await run.Download(People.Amina, removed.PhotoId));
        await Refused(StatusCode.NotFound, "PHOTO_NOT_FOUND", async () => await Remove(run, asked.ReportId, removed.PhotoId));
        Assert.Equal(1, await run.Count("photo_piece"));
    }

    [Theory, EveryDatabase]
    public async Task Photos_of_a_story_that_is_sent_stay_and_are_joined_by_none(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var photo = await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture());
        await run.Tell(People.Amina, asked.ReportId);

        await Refused(StatusCode.FailedPrecondition, "STORY_ALREADY_SENT",
            async () => await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture()));
        await Refused(StatusCode.FailedPrecondition, "STORY_ALREADY_SENT", async () => await Remove(run, asked.ReportId, photo.PhotoId));
        Assert.Equal(1, await run.Count("photo"));
    }

    [Theory, EveryDatabase]
    public async Task Only_the_group_adds_and_takes_away_photos(string engine)
    {
        await using var run = await Start(engine);
        var asked = await run.Ask(People.Amina, "award-1");
        var others = await run.Ask(People.Tom, "award-2");
        var photo = await run.Upload(People.Amina, asked.ReportId, TestJpeg.Picture());

        await Refused(
            StatusCode.NotFound, "REPORT_NOT_FOUND", async () => await run.Upload(People.Tom, asked.ReportId, TestJpeg.Picture()));
        await Refused(
            StatusCode.PermissionDenied, "NOT_THEIR_STORY", async () => await run.Upload(People.Grace, asked.ReportId, TestJpeg.Picture()));
        await Refused(
            StatusCode.Unauthenticated, "SIGN_IN_NEEDED", async () => await run.Upload(People.Nobody, asked.ReportId, TestJpeg.Picture()));
        await Refused(StatusCode.NotFound, "PHOTO_NOT_FOUND", async () => await run.As(People.Tom).RemovePhotoAsync(
            new RemovePhotoRequest { RequestId = Guid.NewGuid().ToString(), ReportId = others.ReportId, PhotoId = photo.PhotoId }));
        Assert.Equal(1, await run.Count("photo_piece"));
    }

    [Fact]
    public async Task A_file_that_does_not_arrive_is_given_up()
    {
        var upload = new Upload<AddPhotoRequest>(
            piece => piece.Content, new Reason(StatusCode.InvalidArgument, "TOO_LARGE"), new Reason(StatusCode.InvalidArgument, "NOTHING"),
            1000, TimeSpan.FromMilliseconds(20));
        using var gate = new UploadGate(TimeProvider.System);
        var refusal = await Assert.ThrowsAsync<Refusal>(() => upload.Take(
            gate, Caller.Nobody, new AddPhotoRequest(), new Silence(), (_, _) => Task.FromResult(true), CancellationToken.None));

        Assert.Equal("UPLOAD_TOO_SLOW", refusal.Reason.Code);
    }

    private static async Task Remove(AskedGroups run, string reportId, string photoId) =>
        await run.As(People.Amina).RemovePhotoAsync(
            new RemovePhotoRequest { RequestId = Guid.NewGuid().ToString(), ReportId = reportId, PhotoId = photoId });

    private sealed class Silence : IAsyncStreamReader<AddPhotoRequest>
    {
        public AddPhotoRequest Current => throw new InvalidOperationException("Nothing has arrived.");

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return false;
        }
    }
}
