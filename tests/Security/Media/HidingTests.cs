using Participatory.Platform.Pictures;
using Participatory.Platform.Sounds;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Service.Accountability;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Security.Media;

/// <summary>
/// Places inside what draws and sounds where somebody could put words on purpose. Those that can be closed without decoding are; the
/// README of Accountability names the others.
/// </summary>
public sealed class HidingTests
{
    private static readonly byte[] Head = TestJpeg.Segment(0xDA, [1, 1, 0, 0, 63, 0]);

    /// <summary>What is behind what computes in a tag, and what is kept of the tag.</summary>
    private static readonly Dictionary<string, byte[]> Tags = new(StringComparer.Ordinal)
    {
        ["a curve of points"] = [.. Text("curv"), .. Zeros(4), .. Big(2), 0, 1, 2, 3],
        ["a curve of a formula"] = [.. Text("para"), .. Zeros(4), 0, 0, 0, 0, .. Big(0x10000)],
        ["a point"] = [.. Text("XYZ "), .. Zeros(4), .. Big(1), .. Big(2), .. Big(3)],
        ["a matrix"] = [.. Text("sf32"), .. Zeros(4), .. SoundBombs.Repeat(Big(0x10000), 9)],
        ["a table of eight bits"] = [.. Text("mft1"), .. Zeros(4), 1, 1, 2, 0, .. Zeros(36), .. new byte[256 + 2 + 256]],
        ["a table of sixteen bits"] = [.. Text("mft2"), .. Zeros(4), 1, 1, 2, 0, .. Zeros(36), 0, 2, 0, 2, .. Zeros(12)],
        ["rows of curves"] = Rows(),
    };

    public static TheoryData<string> Kinds => [.. Tags.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void Words_behind_what_computes_in_a_colour_profile(string kind)
    {
        var profile = IccBombs.With(("A2B0", [.. Tags[kind], .. Hidden]), ("wtpt", Tags["a point"]));
        var kept = Assert.Single(TestWebp.Chunks(Clean(
            TestWebp.Picture(TestWebp.Extended(0x20), TestWebp.Chunk("ICCP", profile), TestWebp.Lossy))), chunk => chunk.Name == "ICCP");

        Assert.False(Holds(kept.Content, "51.5") || Holds(kept.Content, "script"));
        Assert.Equal(Tags[kind], kept.Content[(132 + 24)..(132 + 24 + Tags[kind].Length)]);
        Assert.Equal(profile.Length, kept.Content.Length);
    }

    [Fact]
    public void Words_for_the_numbers_of_a_colour_profiles_head()
    {
        var profile = IccBombs.With(("wtpt", Tags["a point"]));
        foreach (var at in (int[])[4, 10, 24, 40, 48, 52, 56, 60, 64, 68, 72, 76, 80, 84, 100, 124])
        {
            var changed = profile.ToArray();
            Text("HOME").CopyTo(changed, at);
            Assert.False(Holds(Clean(TestJpeg.Picture(TestJpeg.Profile(changed))), "HOME"), $"at {at}");
        }
    }

    [Fact]
    public void Words_in_tables_of_a_jpeg_that_draw_nothing()
    {
        byte[] words = [.. Hidden, .. Zeros(64 - Hidden.Length)];
        var other = TestJpeg.Segment(0xDB, [3, .. words]);
        var replaced = TestJpeg.Segment(0xDB, [0, .. words]);
        var huffman = TestJpeg.Segment(0xC4, [0x13, .. Zeros(15), (byte)Hidden.Length, .. Hidden]);
        var late = TestJpeg.Segment(0xDB, [2, .. words]);

        Nothing(TestJpeg.Picture(other, replaced, huffman));
        Nothing([.. TestJpeg.Picture()[..^2], .. late, .. huffman, .. TestJpeg.End]);
        Assert.Equal(TestJpeg.Picture(), Clean(TestJpeg.Picture(other, replaced, huffman)));
    }

    [Fact]
    public void Words_in_comments_and_filling_between_the_scans_of_a_jpeg()
    {
        byte[] comment = TestJpeg.Segment(0xFE, Hidden);
        byte[] file = [.. TestJpeg.Picture()[..^2], .. Enumerable.Repeat((byte)0xFF, 99), .. comment, .. Head, 0x3F, .. comment,
            .. TestJpeg.End];

        Assert.Equal([.. TestJpeg.Picture()[..^2], .. Head, 0x3F, .. TestJpeg.End], Clean(file));
    }

    [Fact]
    public void Words_in_a_palette_that_is_longer_than_the_picture_needs()
    {
        // Two colours have a place of one bit; a palette for others is advice only.
        byte[] words = [.. Hidden, .. Zeros(3 - (Hidden.Length % 3))];
        byte[] Palette(byte depth) =>
        [
            .. TestPng.Signature, .. TestPng.Header(2, 2, depth, colour: 3), .. TestPng.Chunk("PLTE", words),
            .. TestPng.Chunk("IDAT", TestPng.Pack(Zeros(4))), .. TestPng.End,
        ];
        Assert.Equal("PHOTO_BROKEN", Cost.OfPicture(Palette(1)).Reason);
        Nothing(TestPng.Picture(TestPng.Chunk("PLTE", words)));
    }

    [Fact]
    public void Words_for_the_transparency_of_a_png_that_has_no_place_for_them()
    {
        Nothing(TestPng.Picture(TestPng.Chunk("tRNS", Hidden)));
        byte[] two = [.. TestPng.Chunk("PLTE", Zeros(6)), .. TestPng.Chunk("tRNS", Hidden)];
        Nothing([.. TestPng.Signature, .. TestPng.Header(2, 2, 1, 3), .. two, .. TestPng.Chunk("IDAT", TestPng.Pack(Zeros(4))),
            .. TestPng.End]);
        Assert.Contains(TestPng.Chunks(Clean(TestPng.Picture(TestPng.Chunk("tRNS", 0, 1, 0, 2, 0, 3)))), chunk => chunk.Name == "tRNS");
    }

    [Fact]
    public void Words_for_the_numbers_of_a_png()
    {
        Nothing(TestPng.Picture(TestPng.Chunk("cHRM", Hidden[..32])));
        foreach (var (name, words) in ((string, string)[])[("pHYs", "MY-HOME-A"), ("gAMA", "HOME"), ("sRGB", "H")])
        {
            Assert.DoesNotContain(TestPng.Chunks(Clean(TestPng.Picture(TestPng.Chunk(name, Text(words))))), chunk => chunk.Name == name);
        }
    }

    [Fact]
    public void Words_behind_the_packed_points_of_a_png_even_with_the_right_checksum_at_the_end()
    {
        byte[] packed = TestPng.Pack(Zeros(20));
        byte[] words = [.. packed, .. Hidden, .. packed[^4..]];
        Assert.Equal("PHOTO_BROKEN", Cost.OfPicture(TestPng.With(TestPng.Header(), TestPng.Chunk("IDAT", words))).Reason);
        Assert.Equal("PHOTO_BROKEN", Cost.OfPicture(TestPng.With(TestPng.Header(), TestPng.Chunk("IDAT", packed[..^4]))).Reason);
    }

    [Fact]
    public void Words_behind_the_transparency_of_a_webp_that_is_not_packed()
    {
        var kept = TestWebp.Chunks(Clean(TestWebp.Picture(
            TestWebp.Extended(0x10), TestWebp.Chunk("ALPH", [0xC0, 0x7F, .. Hidden]), TestWebp.Lossy)));
        Assert.Equal<byte>([0x00, 0x7F], Assert.Single(kept, chunk => chunk.Name == "ALPH").Content);
    }

    [Fact]
    public void Words_in_frames_of_an_mp3_beside_their_sound()
    {
        // A frame of 128 kbit/s without sound: every length in its facts is zero, and 381 bytes have nothing to say.
        byte[] words = [0xFF, 0xFB, 0x90, 0x00, .. Zeros(32), .. SoundBombs.Repeat(Hidden, 10)[..381]];
        var kept = Sound.Clean((byte[])[.. words, .. words, .. words, .. words]).Bytes;
        Assert.False(Holds(kept, "51.5") || Holds(kept, "HOME"));
        Assert.Equal(4 * 417, kept.Length);

        // Where the first frame says that all of it is sound, it is left alone.
        byte[] sound = [.. words];
        (sound[6], sound[7]) = (0x0B, 0xE0);
        kept = Sound.Clean((byte[])[.. sound, .. words, .. words, .. words]).Bytes;
        Assert.Equal(sound[..36], kept[..36]);
        Assert.Equal(sound[36..100], kept[36..100]);
        Assert.False(Holds(kept[417..], "HOME"));
    }

    [Fact]
    public void Words_in_the_padding_of_opus_packets()
    {
        byte[] packet = [0x7B, 0x41, (byte)Hidden.Length, 1, 2, 3, .. Hidden];
        var kept = Sound.Clean(TestSound.Webm(packets: [packet, packet])).Bytes;
        Assert.False(Holds(kept, "51.5"));
        Assert.Equal([0x7B, 0x41, (byte)Hidden.Length, 1, 2, 3, .. Zeros(Hidden.Length)], kept[^packet.Length..]);
    }

    private static void Nothing(byte[] file)
    {
        var kept = Clean(file);
        Assert.False(Holds(kept, "51.5") || Holds(kept, "script") || Holds(kept, "MY-HOME"));
    }

    private static byte[] Clean(byte[] file)
    {
        var kept = Picture.Clean(file).Bytes;
        Assert.Equal(kept, Picture.Clean(kept).Bytes);
        return kept;
    }

    /// <summary>One channel each way: a row of curves, a matrix, another row, a table of one byte a point, and a third row.</summary>
    private static byte[] Rows()
    {
        byte[] curve = [.. Text("curv"), .. Zeros(4), .. Big(0)];
        return
        [
            .. Text("mAB "), .. Zeros(4), 1, 1, 0, 0, .. Big(32), .. Big(44), .. Big(92), .. Big(104), .. Big(128),
            .. curve, .. SoundBombs.Repeat(Big(0x10000), 12), .. curve, 3, .. Zeros(15), 1, 0, 0, 0, 7, 8, 9, 0, .. curve,
        ];
    }
}
