using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Harness.Pictures;

/// <summary>Files that mean harm, or are broken, or tell more than their owner knows.</summary>
public static class HostilePictures
{
    private const string Broken = "PHOTO_BROKEN";
    private const string Unknown = "PHOTO_KIND_UNKNOWN";
    private const string Dimensions = "PHOTO_DIMENSIONS";

    private static readonly byte[] Jpeg = TestJpeg.Picture();
    private static readonly byte[] Png = TestPng.Picture();
    private static readonly byte[] Webp = TestWebp.Picture(TestWebp.Lossy);

    /// <summary>Pictures that hide something: they are kept, and what they hide is not.</summary>
    public static readonly Dictionary<string, byte[]> Cleaned = new(StringComparer.Ordinal)
    {
        ["jpeg with a place in Exif"] = TestJpeg.Picture(TestJpeg.Exif(1)),
        ["jpeg with a place in Exif, big endian"] = TestJpeg.Picture(TestJpeg.Exif(6, bigEndian: true)),
        ["jpeg with Exif twice"] = TestJpeg.Picture(TestJpeg.Exif(3), TestJpeg.Exif(1)),
        ["jpeg with broken Exif"] = TestJpeg.Picture(TestJpeg.Segment(0xE1, [.. Text("Exif\0\0II*\0"), 0xFF, 0xFF, 0xFF, 0x7F, .. Hidden])),
        ["jpeg whose Exif has 65,535 entries"] = TestJpeg.Picture(
            TestJpeg.Segment(0xE1, [.. Text("Exif\0\0II*\0"), 8, 0, 0, 0, 0xFF, 0xFF, .. Hidden])),
        ["jpeg with an orientation of 9"] = TestJpeg.Picture(TestJpeg.Exif(9)),
        ["jpeg with XMP"] = TestJpeg.Picture(TestJpeg.Segment(0xE1, [.. Text("http://ns.adobe.com/xap/1.0/\0"), .. Hidden])),
        ["jpeg with IPTC"] = TestJpeg.Picture(TestJpeg.Segment(0xED, [.. Text("Photoshop 3.0\0"), .. Hidden])),
        ["jpeg with a web page as its comment"] = TestJpeg.Picture(TestJpeg.Segment(0xFE, Hidden)),
        ["jpeg with a comment after its scan"] = [.. Jpeg[..^2], .. TestJpeg.Segment(0xFE, Hidden), .. TestJpeg.End],
        ["jpeg with a thumbnail in JFIF"] = TestJpeg.Picture(
            TestJpeg.Segment(0xE0, [.. Text("JFIF\0"), 1, 2, 0, 0, 1, 0, 1, 5, 3, .. Hidden])),
        ["jpeg with a JFXX thumbnail"] = TestJpeg.Picture(TestJpeg.Jfif, TestJpeg.Segment(0xE0, [.. Text("JFXX\0"), 0x10, .. Hidden])),
        ["jpeg with a second picture behind it"] = [.. Jpeg, .. TestJpeg.Picture(TestJpeg.Segment(0xFE, Hidden))],
        ["jpeg with a zip behind it"] = [.. Jpeg, .. Text("PK\u0003\u0004"), .. Hidden],
        ["jpeg with a web page behind it"] = [.. Jpeg, .. Text("<html>"), .. Hidden],
        ["jpeg with a multi-picture index"] = TestJpeg.Picture(TestJpeg.Segment(0xE2, [.. Text("MPF\0"), .. Hidden])),
        ["jpeg with names in its profile"] = TestJpeg.Picture(TestJpeg.Profile(Profile())),
        ["jpeg with a profile in three parts"] = TestJpeg.Picture(TestJpeg.Profile(Profile(), parts: 3)),
        ["jpeg with something else for a profile"] = TestJpeg.Picture(TestJpeg.Profile(Hidden)),
        ["jpeg whose profile lacks a part"] = TestJpeg.Picture(WithoutItsLastSegment(TestJpeg.Profile(Profile(), parts: 3))),
        ["jpeg with every application segment"] = TestJpeg.Picture(
            Enumerable.Range(0xE0, 16).Select(marker => TestJpeg.Segment((byte)marker, Hidden)).ToArray()),
        ["jpeg with a long Adobe segment"] = TestJpeg.Picture(TestJpeg.Segment(0xEE, [.. Text("Adobe"), 0, 100, 0, 0, 0, 0, 1, .. Hidden])),
        ["png with texts"] = TestPng.Picture(TestPng.Chunk("tEXt", Hidden), TestPng.Chunk("zTXt", Hidden), TestPng.Chunk("iTXt", Hidden)),
        ["png with Exif"] = TestPng.Picture(TestPng.Chunk("eXIf", Hidden)),
        ["png with a time"] = TestPng.Picture(TestPng.Chunk("tIME", [.. Zeros(7), .. Hidden])),
        ["png with the time at which it was taken"] = TestPng.Picture(TestPng.Chunk("tIME", 0x07, 0xEA, 7, 3, 14, 7, 9)),
        ["png with a text after its data"] =
            [.. TestPng.Signature, .. TestPng.Header(), .. TestPng.Data, .. TestPng.Chunk("tEXt", Hidden), .. TestPng.End],
        ["png with a private chunk"] = TestPng.Picture(TestPng.Chunk("caBX", Hidden)),
        ["png that moves"] = TestPng.Picture(
            TestPng.Chunk("acTL", Zeros(8)), TestPng.Chunk("fcTL", Zeros(26)), TestPng.Chunk("fdAT", Hidden)),
        ["png with a web page behind it"] = [.. Png, .. Text("<html>"), .. Hidden],
        ["png with a zip behind it"] = [.. Png, .. Text("PK\u0003\u0004"), .. Hidden],
        ["png with names in its profile"] = TestPng.Picture(TestPng.Chunk("iCCP", [.. Text("home\0\0"), .. TestPng.Pack(Profile())])),
        ["png with the secret as the name of its profile"] = TestPng.Picture(
            TestPng.Chunk("iCCP", [.. Hidden, 0, 0, .. TestPng.Pack(Profile())])),
        ["png whose profile swells to 100 MB"] = TestPng.Picture(
            TestPng.Chunk("iCCP", [.. Text("x\0\0"), .. TestPng.PackZeros(100_000_000)])),
        ["png whose profile is not packed"] = TestPng.Picture(TestPng.Chunk("iCCP", [.. Text("x\0\0"), .. Hidden])),
        ["webp with Exif"] = TestWebp.Picture(TestWebp.Extended(0x08), TestWebp.Lossy, TestWebp.Chunk("EXIF", Hidden)),
        ["webp with XMP"] = TestWebp.Picture(TestWebp.Extended(0x04), TestWebp.Lossless, TestWebp.Chunk("XMP ", Hidden)),
        ["webp with everything"] = TestWebp.Picture(
            TestWebp.Extended(0x3C), TestWebp.Chunk("ICCP", Profile()), TestWebp.Alpha, TestWebp.Lossy, TestWebp.Chunk("EXIF", Hidden),
                TestWebp.Chunk("XMP ", Hidden)),
        ["webp with an unknown chunk"] = TestWebp.Picture(TestWebp.Extended(0), TestWebp.Chunk("HOME", Hidden), TestWebp.Lossy),
        ["webp with an unknown chunk and no extended header"] = TestWebp.Picture(TestWebp.Lossy, TestWebp.Chunk("HOME", Hidden)),
        ["webp with something else for a profile"] = TestWebp.Picture(
            TestWebp.Extended(0x20), TestWebp.Chunk("ICCP", Hidden), TestWebp.Lossy),
        ["webp with a web page behind it"] = [.. Webp, .. Text("<html>"), .. Hidden],
        ["webp with secrets in its reserved bits"] = TestWebp.Picture(
            TestWebp.Chunk("VP8X", 0xC1, 0x4D, 0x59, 0x2D, 0, 0, 0, 0, 0, 0), TestWebp.Lossy, TestWebp.Chunk("EXIF", Hidden)),
    };

    /// <summary>Files that are refused, and why.</summary>
    public static readonly Dictionary<string, (byte[] File, string Reason)> Refused = new(StringComparer.Ordinal)
    {
        ["nothing"] = ([], "PHOTO_MISSING"),
        ["one byte"] = ([0xFF], Unknown),
        ["a web page"] = (Text("<!doctype html><html><script>alert(1)</script>"), Unknown),
        ["an svg"] = (Text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), Unknown),
        ["a gif"] = (Text("GIF89a\u0001\0\u0001\0"), "PHOTO_GIF"),
        ["a pdf"] = (Text("%PDF-1.7\n"), Unknown),
        ["a zip"] = (Text("PK\u0003\u0004"), Unknown),
        ["a program"] = (Text("MZ\u0090\0"), Unknown),
        ["a heic photo"] = ([0, 0, 0, 24, .. Text("ftypheic"), .. Zeros(40)], "PHOTO_PHONE_FORMAT"),
        ["a bitmap"] = ([.. Text("BM"), .. Zeros(60)], Unknown),
        ["a tiff"] = ([.. Text("II*\0"), .. Zeros(60)], Unknown),
        ["a jpeg that begins one byte late"] = ([0, .. Jpeg], Unknown),
        ["a riff that is not webp"] = ([.. Text("RIFF"), .. Little(40), .. Text("AVI "), .. Zeros(40)], Unknown),

        ["jpeg that ends after its start"] = (TestJpeg.Start, Unknown),
        ["jpeg without an end"] = (Jpeg[..^2], Broken),
        ["jpeg that ends within its scan"] = (Jpeg[..^3], Broken),
        ["jpeg that ends within a segment"] = (Jpeg[..40], Broken),
        ["jpeg that ends within a marker"] = (Jpeg[..3], Broken),
        ["jpeg of fill bytes"] = ([.. TestJpeg.Start, .. Enumerable.Repeat((byte)0xFF, 1000)], Broken),
        ["jpeg with a segment of length 0"] = ([.. TestJpeg.Start, 0xFF, 0xE0, 0, 0, .. Jpeg[2..]], Broken),
        ["jpeg with a segment of length 1"] = ([.. TestJpeg.Start, 0xFF, 0xFE, 0, 1, .. Jpeg[2..]], Broken),
        ["jpeg with a segment longer than the file"] = ([.. TestJpeg.Start, 0xFF, 0xE1, 0xFF, 0xFF, .. Jpeg[2..]], Broken),
        ["jpeg with text after its start"] = ([.. TestJpeg.Start, .. Hidden, .. Jpeg[2..]], Unknown),
        ["jpeg with text between its segments"] = (TestJpeg.Picture(TestJpeg.Jfif, Hidden), Broken),
        ["jpeg without a frame"] = (
            [.. TestJpeg.Start, .. TestJpeg.Quantization, .. TestJpeg.Huffman, .. TestJpeg.Scan, .. TestJpeg.End], Broken),
        ["jpeg with two frames"] = (TestJpeg.WithFrame([.. TestJpeg.Frame(8, 8), .. TestJpeg.Frame(9, 9)]), Broken),
        ["jpeg without a scan"] = ([.. TestJpeg.Start, .. TestJpeg.Quantization, .. TestJpeg.Frame(8, 8), .. TestJpeg.End], Broken),
        ["jpeg with an empty scan"] = ([.. Jpeg[..^3], .. TestJpeg.End], Broken),
        ["jpeg of no width"] = (TestJpeg.WithFrame(TestJpeg.Frame(0, 8)), Broken),
        ["jpeg of no height"] = (TestJpeg.WithFrame(TestJpeg.Frame(8, 0)), Broken),
        ["jpeg of 65,535 by 65,535"] = (TestJpeg.WithFrame(TestJpeg.Frame(65_535, 65_535)), Dimensions),
        ["jpeg of a little more than 50 million"] = (TestJpeg.WithFrame(TestJpeg.Frame(10_000, 5_001)), Dimensions),
        ["jpeg of twelve bits"] = (TestJpeg.WithFrame(TestJpeg.Frame(8, 8, precision: 12)), Broken),
        ["jpeg with no sampling"] = (TestJpeg.WithFrame(TestJpeg.Frame(8, 8, sampling: 0)), Broken),
        ["jpeg without loss"] = (TestJpeg.WithFrame(TestJpeg.Frame(8, 8, marker: 0xC3)), "PHOTO_RARE_JPEG"),
        ["jpeg coded arithmetically"] = (TestJpeg.WithFrame(TestJpeg.Frame(8, 8, marker: 0xC9)), "PHOTO_RARE_JPEG"),
        ["jpeg with text in its quantization table"] = (
            TestJpeg.Picture(TestJpeg.Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64), .. Hidden])), Broken),
        ["jpeg with text in its Huffman table"] = (TestJpeg.Picture(TestJpeg.Segment(0xC4, [0, 1, .. Zeros(16), .. Hidden])), Broken),
        ["jpeg with text in its restart interval"] = (TestJpeg.Picture(TestJpeg.Segment(0xDD, Hidden)), Broken),
        ["jpeg with text in a reserved segment"] = (TestJpeg.Picture(TestJpeg.Segment(0xF0, Hidden)), Broken),
        ["jpeg with text in its scan's head"] = (
            [.. Jpeg[..^3], .. TestJpeg.Segment(0xDA, [1, 1, 0, 0, 63, 0, .. Hidden]), 0x3F, .. TestJpeg.End], Broken),
        ["jpeg with 5,000 scans"] = (
            [.. Jpeg[..^2], .. Enumerable.Repeat(TestJpeg.Scan, 5_000).SelectMany(scan => scan), .. TestJpeg.End], Broken),
        ["jpeg with 200,000 segments"] = (TestJpeg.Picture(Enumerable.Repeat(TestJpeg.Segment(0xFE), 200_000).ToArray()), Broken),

        ["png of its signature alone"] = (TestPng.Signature, Broken),
        ["png without an end"] = (Png[..^12], Broken),
        ["png that ends within its data"] = (Png[..50], Broken),
        ["png with a wrong checksum"] = ([.. Png[..^14], (byte)(Png[^14] ^ 1), .. Png[^13..]], Broken),
        ["png with a chunk of 4 GB"] = ([.. TestPng.Signature, 0xFF, 0xFF, 0xFF, 0xFF, .. Png[12..]], Broken),
        ["png without a header"] = ([.. TestPng.Signature, .. TestPng.Data, .. TestPng.End], Broken),
        ["png with two headers"] = (TestPng.Picture(TestPng.Header()), Broken),
        ["png without data"] = ([.. TestPng.Signature, .. TestPng.Header(), .. TestPng.End], Broken),
        ["png of no width"] = (TestPng.With(TestPng.Header(width: 0), TestPng.Data), Broken),
        ["png of four billion points"] = (TestPng.With(TestPng.Header(width: 65_536, height: 65_536), TestPng.Data), Dimensions),
        ["png of negative width"] = (TestPng.With(TestPng.Header(width: 0xFFFFFFFF), TestPng.Data), Broken),
        ["png of an unknown colour type"] = (TestPng.With(TestPng.Header(colour: 5), TestPng.Data), Broken),
        ["png of an unknown packing"] = (TestPng.With(TestPng.Header(compression: 1), TestPng.Data), Broken),
        ["png with too few points"] = (TestPng.With(TestPng.Header(), TestPng.Chunk("IDAT", TestPng.Pack(Zeros(19)))), Broken),
        ["png with too many points"] = (TestPng.With(TestPng.Header(), TestPng.Chunk("IDAT", TestPng.Pack(Zeros(21)))), Broken),
        ["png whose data swells to 200 MB"] = (
            TestPng.With(TestPng.Header(), TestPng.Chunk("IDAT", TestPng.PackZeros(200_000_000))), Broken),
        ["png whose data is not packed"] = (TestPng.With(TestPng.Header(), TestPng.Chunk("IDAT", Hidden)), Broken),
        ["png with text behind its packed data"] = (
            TestPng.With(TestPng.Header(), TestPng.Chunk("IDAT", [.. TestPng.Pack(Zeros(20)), .. Hidden])), Broken),
        ["png with something between its data"] = (
            TestPng.With(TestPng.Header(), [.. TestPng.Data, .. TestPng.Chunk("tEXt"), .. TestPng.Data]), Broken),
        ["png with an unknown chunk that it needs"] = (TestPng.Picture(TestPng.Chunk("HOME", Hidden)), Broken),
        ["png with a palette of seven bytes"] = (TestPng.Picture(TestPng.Chunk("PLTE", Zeros(7))), Broken),
        ["png with two palettes"] = (TestPng.Picture(TestPng.Chunk("PLTE", Zeros(6)), TestPng.Chunk("PLTE", Zeros(6))), Broken),
        ["png that needs a palette and has none"] = (
            TestPng.With(TestPng.Header(colour: 3), TestPng.Chunk("IDAT", TestPng.Pack(Zeros(8)))), Broken),
        ["png with text for its gamma"] = (TestPng.Picture(TestPng.Chunk("gAMA", Hidden)), Broken),

        ["webp that ends after its name"] = (Webp[..12], Broken),
        ["webp that ends within its picture"] = (Webp[..30], Broken),
        ["webp without a picture"] = (TestWebp.Picture(TestWebp.Extended(0)), Broken),
        ["webp with a chunk of 4 GB"] = (
            [.. Text("RIFF"), .. Little(100), .. Text("WEBPVP8 "), 0xFF, 0xFF, 0xFF, 0xFF, .. Zeros(100)], Broken),
        ["webp that says it is 4 GB"] = ([.. Text("RIFF"), 0xFF, 0xFF, 0xFF, 0xFF, .. Webp[8..]], Broken),
        ["webp that says it is empty"] = ([.. Text("RIFF"), 0, 0, 0, 0, .. Webp[8..]], Broken),
        ["webp with both kinds of picture"] = (TestWebp.Picture(TestWebp.Extended(0), TestWebp.Lossy, TestWebp.Lossless), Broken),
        ["webp with two pictures"] = (TestWebp.Picture(TestWebp.Extended(0), TestWebp.Lossy, TestWebp.Lossy), Broken),
        ["webp that begins with Exif"] = (TestWebp.Picture(TestWebp.Chunk("EXIF", Hidden), TestWebp.Lossy), Broken),
        ["webp that moves"] = (
            TestWebp.Picture(TestWebp.Extended(0x02), TestWebp.Chunk("ANIM", Zeros(6)), TestWebp.Chunk("ANMF", Zeros(40))), "PHOTO_MOVES"),
        ["webp that says it moves"] = (TestWebp.Picture(TestWebp.Extended(0x02), TestWebp.Lossy), "PHOTO_MOVES"),
        ["webp whose canvas is another"] = (TestWebp.Picture(TestWebp.Extended(0, 100, 100), TestWebp.Lossy), Broken),
        ["webp with a short extended header"] = (TestWebp.Picture(TestWebp.Chunk("VP8X", Zeros(4)), TestWebp.Lossy), Broken),
        ["webp of 16,384 by 16,384"] = (TestWebp.Picture(TestWebp.Chunk("VP8L", 0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0)), Dimensions),
        ["webp of an unknown version"] = (TestWebp.Picture(TestWebp.Chunk("VP8L", 0x2F, 0, 0, 0, 0x20, 0, 0, 0)), Broken),
        ["webp that is not a key frame"] = (TestWebp.Picture(TestWebp.Chunk("VP8 ", [0x31, .. TestWebp.Lossy[9..30]])), Broken),
        ["webp with text for its picture"] = (TestWebp.Picture(TestWebp.Chunk("VP8 ", Hidden)), Broken),
    };

    private static byte[] WithoutItsLastSegment(byte[] segments) => segments[..segments.AsSpan().LastIndexOf(Text("\u00FF\u00E2"))];
}
