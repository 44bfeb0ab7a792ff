using Participatory.Platform.Sounds;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Service.Accountability;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Security.Media;

/// <summary>
/// Small files that once became huge, each as it was sent. What is kept is bounded by what was sent; memory and time of one file are what
/// <see cref="Platform.Uploads.Budget"/> says.
/// </summary>
public sealed class BombTests(ITestOutputHelper output)
{
    private const string Broken = "VOICE_BROKEN";

    [Fact]
    public void An_mp4_of_66_kilobytes_whose_fragments_name_the_same_frames_again_and_again()
    {
        // Each of a thousand fragments names sixty thousand frames of one byte: 469 MB.
        var cost = Sound(Mp4Bombs.Fragments(fragments: 1_000, frames: 60_000, size: 1, padding: 60_000));
        Assert.Equal(Broken, cost.Reason);
    }

    [Fact]
    public void An_mp4_of_132_kilobytes_whose_fragments_name_frames_without_end() =>
        Assert.Equal(Broken, Sound(Mp4Bombs.Fragments(fragments: 2_000, frames: 60_000, size: 1, padding: 60_000)).Reason);

    [Fact]
    public void An_mp4_of_80_kilobytes_whose_frames_lie_upon_each_other()
    {
        // Twenty thousand frames of eight thousand bytes each, all at one place: kept as 164 MB.
        var cost = Sound(Mp4Bombs.Table(chunks: 20_000, size: 8_184, padding: 8_200));
        Assert.Equal(Broken, cost.Reason);
    }

    [Fact]
    public void Two_frames_of_an_mp4_that_share_one_byte() =>
        Assert.Equal(Broken, Sound(Mp4Bombs.Table(chunks: 2, size: 10, padding: 40_000, step: 9)).Reason);

    [Fact]
    public void A_profile_of_a_megabyte_whose_tags_are_all_the_same_megabyte()
    {
        var profile = IccBombs.Overlapping(tags: 18, bytes: 1_000_000);
        foreach (var file in Around(profile))
        {
            var cost = Picture(file);
            Assert.Null(cost.Reason);
            // The picture stays, without its profile.
            Assert.InRange(cost.Kept, 1, 1_000);
        }
    }

    [Fact]
    public void A_png_with_fifty_thousand_profiles_that_do_not_clean()
    {
        var empty = TestPng.Chunk("iCCP", [.. Text("x\0\0"), .. TestPng.Pack([])]);
        Assert.Equal("PHOTO_BROKEN", Picture(TestPng.Picture([.. Enumerable.Repeat(empty, 50_000)])).Reason);
        var swelling = TestPng.Chunk("iCCP", [.. Text("x\0\0"), .. TestPng.PackZeros(100_000_000)]);
        Assert.Equal("PHOTO_BROKEN", Picture(TestPng.Picture(swelling, swelling)).Reason);
        Assert.Null(Picture(TestPng.Picture(swelling)).Reason);
    }

    [Fact]
    public void An_mp4_of_a_hundred_and_forty_thousand_empty_fragments() => Sound(
        [.. Mp4Bombs.Table(2, 10, 100), .. Enumerable.Repeat(TestSound.Box("moof", []), 140_000).SelectMany(box => box)]);

    [Fact]
    public void An_ogg_of_ten_megabytes_of_empty_packets() => Assert.Equal(Broken, Sound(SoundBombs.Ogg(packet: [], 10_000_000)).Reason);

    [Fact]
    public void An_ogg_of_ten_megabytes_of_packets_of_one_byte() =>
        Assert.Equal(Broken, Sound(SoundBombs.Ogg(packet: [0x80], 10_000_000)).Reason);

    [Fact]
    public void Packed_data_that_asks_for_a_dictionary_is_refused_like_all_that_is_broken()
    {
        byte[] asking = [0x78, 0x20 | 0x19, 0, 0, 0, 1, .. TestPng.Pack(Zeros(20))[2..]];
        asking[1] = (byte)Enumerable.Range(0x20, 0x20).First(flags => ((0x78 << 8) | flags) % 31 == 0);

        Assert.Equal("PHOTO_BROKEN", Picture(TestPng.With(TestPng.Header(), TestPng.Chunk("IDAT", asking))).Reason);
        Assert.Null(Picture(TestPng.Picture(TestPng.Chunk("iCCP", [.. Text("x\0\0"), .. asking]))).Reason);
    }

    [Fact]
    public void The_largest_files_of_every_kind_that_are_right_stay_within_the_bounds_too()
    {
        foreach (var (name, file) in Largest.Pictures())
        {
            Assert.True(Picture(file, name).Reason is null, name);
        }

        foreach (var (name, file) in Largest.Sounds())
        {
            Assert.True(Sound(file, name).Reason is null, name);
        }
    }

    private static IEnumerable<byte[]> Around(byte[] profile) =>
    [
        TestJpeg.Picture(TestJpeg.Profile(profile, parts: (profile.Length / 65_000) + 1)),
        TestPng.Picture(TestPng.Chunk("iCCP", [.. Text("x\0\0"), .. TestPng.Pack(profile)])),
        TestWebp.Picture(TestWebp.Extended(0x20), TestWebp.Chunk("ICCP", profile), TestWebp.Lossy),
    ];

    private Cost Picture(byte[] file, string name = "the picture") => Said(file, Cost.Bounded(file, Cost.OfPicture, name), name);

    private Cost Sound(byte[] file, string name = "the sound") => Said(file, Cost.Bounded(file, Cost.OfSound, name), name);

    private Cost Said(byte[] file, Cost cost, string name)
    {
        output.WriteLine(
            $"{name}: {file.Length:N0} bytes, kept {cost.Kept:N0}, memory {cost.Allocated:N0}, {cost.Took.TotalMilliseconds:N0} ms,"
            + $" {cost.Reason}");
        return cost;
    }
}
