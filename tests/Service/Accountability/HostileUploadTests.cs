using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;

namespace Participatory.Tests.Service.Accountability;

/// <summary>Alone, because it watches the memory of the whole process.</summary>
[CollectionDefinition(nameof(HostileUploadTests), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(HostileUploadTests))]
public sealed class HostileUploadTests(ITestOutputHelper output)
{
    private const long MostMemory = 200L * 1024 * 1024;

    [Fact]
    public async Task More_than_two_hundred_hostile_files_are_refused_in_words_or_served_without_what_they_hid()
    {
        await using var run = await AskedGroups.Start("sqlite");
        var asked = await run.Ask(People.Amina, "award-1");
        List<byte[]> files =
        [
            .. HostilePictures.Cleaned.Values, .. HostilePictures.Refused.Values.Select(pair => pair.File),
            .. HostileSounds.Cleaned.Values.Select(sound => sound.File), .. HostileSounds.Refused.Values.Select(pair => pair.File),
            .. Truncated(HostilePictures.Cleaned.Values.Take(10)),
        ];
        Assert.True(files.Count >= 200, $"There are only {files.Count}.");
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var watch = new MemoryWatch();

        var (refused, kept) = (0, 0);
        foreach (var file in files)
        {
            // Whatever a file is, it is tried at both doors.
            foreach (var door in (Func<Task<byte[]>>[])[() => AsPhoto(file), () => AsVoice(file)])
            {
                try
                {
                    var served = await door();
                    kept++;
                    Assert.False(TestBytes.Holds(served, TestBytes.Secret));
                    Assert.False(TestBytes.Holds(served, "51.5007"));
                    Assert.False(TestBytes.Holds(served, "<html"));
                }
                catch (RpcException refusal)
                {
                    refused++;
                    Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
                    Assert.Matches("^(This|We|No|Please) .*[Pp]lease .*[.]$|^Please .*[.]$", refusal.Status.Detail);
                }
            }
        }

        output.WriteLine(
            $"{files.Count} files at two doors: {kept} kept clean, {refused} refused; at most {(watch.Most - before) / 1024 / 1024} MB of "
                + "memory.");
        Assert.True(kept > 60 && refused > 200);
        Assert.InRange(watch.Most - before, 0, MostMemory);

        async Task<byte[]> AsPhoto(byte[] file)
        {
            var photo = await run.Upload(People.Amina, asked.ReportId, file);
            var served = await run.Download(People.Amina, photo.PhotoId);
            await run.As(People.Amina).RemovePhotoAsync(
                new RemovePhotoRequest { RequestId = Guid.NewGuid().ToString(), ReportId = asked.ReportId, PhotoId = photo.PhotoId });
            Assert.StartsWith("image/", served.MediaType, StringComparison.Ordinal);
            return served.Bytes;
        }

        async Task<byte[]> AsVoice(byte[] file)
        {
            var voice = await run.Speak(People.Amina, asked.ReportId, file);
            var served = await run.Listen(People.Amina, voice.VoiceId);
            await run.As(People.Amina).RemoveVoiceAsync(
                new RemoveVoiceRequest { RequestId = Guid.NewGuid().ToString(), ReportId = asked.ReportId, VoiceId = voice.VoiceId });
            Assert.StartsWith("audio/", served.MediaType, StringComparison.Ordinal);
            return served.Bytes;
        }
    }

    private static IEnumerable<byte[]> Truncated(IEnumerable<byte[]> files) => files.Select(file => file[..(file.Length / 2)]);

    /// <summary>Looks at how much memory is held, again and again.</summary>
    private sealed class MemoryWatch : IDisposable
    {
        private readonly Timer timer;
        private long most;

        public MemoryWatch() => timer = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 5);

        public long Most => most;

        public void Dispose() => timer.Dispose();
    }
}
