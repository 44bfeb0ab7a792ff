using Participatory.Platform.Calls;
using Participatory.Platform.Pictures;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Service.Accountability;

public sealed class PictureTests
{
    public static TheoryData<string> Cleaned => [.. HostilePictures.Cleaned.Keys];

    public static TheoryData<string> RefusedOnes => [.. HostilePictures.Refused.Keys];

    [Theory, MemberData(nameof(Cleaned))]
    public void Nothing_that_a_picture_hides_is_kept(string name)
    {
        var file = HostilePictures.Cleaned[name];

        var picture = Picture.Clean(file);

        foreach (var trace in (string[])[
            "51.5", "HOME", "script", "GPS", "html", "PK\u0003\u0004", "Exif\0\0II*\0\u0008\0\0\0\u0003", "tIME", "DateTime"])
        {
            Assert.False(Holds(picture.Bytes, trace), $"\"{trace}\" is still there.");
        }

        Assert.Equal(picture.Bytes, Picture.Clean(picture.Bytes).Bytes);
    }

    [Theory, MemberData(nameof(RefusedOnes))]
    public void What_is_no_whole_picture_is_refused_with_a_sentence(string name)
    {
        var (file, reason) = HostilePictures.Refused[name];

        var refusal = Assert.Throws<Refusal>(() => Picture.Clean(file));

        Assert.Equal(reason, refusal.Reason.Code);
        Assert.Matches("^[A-Z].*[.]$", refusal.InEnglish("accountability"));
        Assert.Equal("content", Assert.Single(refusal.Fields).Field);
    }

    [Fact]
    public void A_picture_that_lies_on_its_side_has_the_size_in_which_it_is_shown()
    {
        byte[] Turned(ushort orientation) =>
            [.. TestJpeg.Start, .. TestJpeg.Exif(orientation), .. TestJpeg.WithFrame(TestJpeg.Frame(7, 8))[2..]];

        var (upsideDown, onItsSide) = (Picture.Clean(Turned(3)), Picture.Clean(Turned(6)));
        Assert.Equal((7, 8), (upsideDown.Width, upsideDown.Height));
        Assert.Equal((8, 7), (onItsSide.Width, onItsSide.Height));
    }

    [Fact]
    public void Whatever_is_broken_in_whatever_way_is_cleaned_or_refused_and_nothing_else()
    {
        var random = new Random(20260301);
        var files = HostilePictures.Cleaned.Values.Where(file => file.Length < 10_000).ToArray();
        var (cleaned, refused) = (0, 0);
        for (var i = 0; i < 30_000; i++)
        {
            var file = files[i % files.Length].ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            file = random.Next(4) == 0 ? file[..random.Next(file.Length)] : file;
            try
            {
                Picture.Clean(file);
                cleaned++;
            }
            catch (Refusal)
            {
                refused++;
            }
        }

        Assert.True(cleaned > 1_000 && refused > 1_000, $"{cleaned} cleaned, {refused} refused: the test has lost its bite.");
    }

    [Theory]
    [InlineData(2), InlineData(3), InlineData(6), InlineData(8)]
    public void Which_way_is_up_is_all_that_stays_of_exif(int orientation)
    {
        var before = TestJpeg.Picture(TestJpeg.Jfif, TestJpeg.Exif((ushort)orientation, bigEndian: orientation == 6));

        var after = TestJpeg.Segments(Picture.Clean(before).Bytes);

        var exif = Assert.Single(after, segment => segment.Marker == 0xE1).Content;
        Assert.Equal<byte>(
            [.. Text("Exif\0\0II*\0"), 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0],
            exif);
    }

    [Theory]
    [InlineData(3), InlineData(6), InlineData(8)]
    public void A_png_and_a_webp_are_upright_too(int orientation)
    {
        byte[] minimal = [.. Text("II*\0"), 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
        var tiff = TestJpeg.Tiff((ushort)orientation, bigEndian: orientation == 6);
        var before = Picture.Clean(TestPng.Picture(TestPng.Chunk("eXIf", tiff)));
        byte[] late = [.. TestPng.Signature, .. TestPng.Header(), .. TestPng.Data, .. TestPng.Chunk("eXIf", tiff), .. TestPng.End];
        Assert.Equal(orientation == 3 ? (3, 2) : (2, 3), (before.Width, before.Height));
        Assert.Equal(["IHDR", "eXIf", "IDAT", "IEND"], TestPng.Chunks(before.Bytes).Select(chunk => chunk.Name));
        Assert.Equal(minimal, TestPng.Chunks(before.Bytes)[1].Content);
        Assert.Equal(before.Bytes, Picture.Clean(late).Bytes);
        Assert.Equal(before.Bytes, Picture.Clean(before.Bytes).Bytes);

        foreach (var exif in (byte[][])[tiff, [.. Text("Exif\0\0"), .. tiff]])
        {
            var webp = Picture.Clean(TestWebp.Picture(TestWebp.Extended(0x08), TestWebp.Lossy, TestWebp.Chunk("EXIF", exif))).Bytes;
            Assert.Equal(0x08, TestWebp.Chunks(webp)[0].Content[0]);
            Assert.Equal(minimal, TestWebp.Chunks(webp).Single(chunk => chunk.Name == "EXIF").Content);
        }
    }

    [Fact]
    public void A_picture_that_stands_upright_needs_no_exif_at_all()
    {
        var after = TestJpeg.Segments(Picture.Clean(TestJpeg.Picture(TestJpeg.Exif(1))).Bytes);

        Assert.DoesNotContain(after, segment => segment.Marker == 0xE1);
    }

    [Fact]
    public void The_picture_itself_stays_byte_for_byte()
    {
        var jpeg = TestJpeg.Picture(TestJpeg.Jfif);
        var png = TestPng.Picture(TestPng.Chunk("gAMA", Big(45_455)), TestPng.Chunk("pHYs", [.. Big(2835), .. Big(2835), 1]));
        var webp = TestWebp.Picture(TestWebp.Lossless);

        Assert.Equal(("image/jpeg", 8, 8), Facts(Picture.Clean(jpeg)));
        Assert.Equal(jpeg, Picture.Clean(jpeg).Bytes);
        Assert.Equal(("image/png", 3, 2), Facts(Picture.Clean(png)));
        Assert.Equal(png, Picture.Clean(png).Bytes);
        Assert.Equal(("image/webp", 1, 1), Facts(Picture.Clean(webp)));
        Assert.Equal(webp, Picture.Clean(webp).Bytes);

        static (string, int, int) Facts(Picture picture) => (picture.MediaType, picture.Width, picture.Height);
    }

    [Fact]
    public void A_profile_keeps_its_colours_and_loses_its_names()
    {
        var fromJpeg = Assert.Single(TestJpeg.Segments(Picture.Clean(TestJpeg.Picture(TestJpeg.Profile(Profile(), parts: 3))).Bytes),
            s => s.Marker == 0xE2).Content[14..];
        var fromPng = TestPng.Unpack(
            Assert.Single(TestPng.Chunks(Picture.Clean(HostilePictures.Cleaned["png with names in its profile"]).Bytes),
            c => c.Name == "iCCP").Content[5..]);
        var fromWebp = Assert.Single(
            TestWebp.Chunks(Picture.Clean(HostilePictures.Cleaned["webp with everything"]).Bytes), c => c.Name == "ICCP").Content;

        Assert.Equal(fromJpeg, fromPng);
        Assert.Equal(fromJpeg, fromWebp);
        Assert.Equal(["wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"], Tags(fromJpeg).Keys);
        foreach (var (name, content) in Tags(fromJpeg))
        {
            Assert.Equal(Tags(Profile())[name], content);
        }

        static Dictionary<string, byte[]> Tags(byte[] profile) => profile[132..(132 + (12 * profile[131]))].Chunk(12).ToDictionary(
            entry => System.Text.Encoding.Latin1.GetString(entry, 0, 4),
            entry => profile.AsSpan((entry[6] << 8) | entry[7], (entry[10] << 8) | entry[11]).ToArray(),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_webp_says_no_longer_what_it_no_longer_holds()
    {
        var chunks = TestWebp.Chunks(Picture.Clean(HostilePictures.Cleaned["webp with everything"]).Bytes);

        Assert.Equal(["VP8X", "ICCP", "ALPH", "VP8 "], chunks.Select(chunk => chunk.Name));
        Assert.Equal(0x30, chunks[0].Content[0]);
        Assert.Equal(0, TestWebp.Chunks(Picture.Clean(HostilePictures.Cleaned["webp with Exif"]).Bytes)[0].Content[0]);
    }

    [Fact]
    public void How_adobe_coded_the_colours_stays()
    {
        var after = TestJpeg.Segments(Picture.Clean(HostilePictures.Cleaned["jpeg with a long Adobe segment"]).Bytes);

        Assert.Equal<byte>([.. Text("Adobe"), 0, 100, 0, 0, 0, 0, 1], Assert.Single(after, segment => segment.Marker == 0xEE).Content);
    }

    [Fact]
    public void Data_in_many_chunks_and_an_interlaced_palette_are_fine()
    {
        // Five by five points of one bit. Rows of the seven passes: 1, 1, 1, 2, 1, 3, 2; each is a filter and a byte.
        // The second pass begins in the fifth column, the third in the fifth row, so that none is empty.
        var packed = TestPng.Pack(Zeros(11 * 2));
        byte[] file =
        [
            .. TestPng.Signature, .. TestPng.Header(5, 5, depth: 1, colour: 3, interlace: 1), .. TestPng.Chunk("PLTE", Zeros(6)),
            .. TestPng.Chunk("tRNS", 0),
            .. TestPng.Chunk("IDAT", packed[..3]), .. TestPng.Chunk("IDAT"), .. TestPng.Chunk("IDAT", packed[3..]), .. TestPng.End,
        ];

        Assert.Equal(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], TestPng.Chunks(Picture.Clean(file).Bytes).Select(chunk => chunk.Name));
    }
}
