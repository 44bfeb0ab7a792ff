using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Service.Accountability;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Security.Media;

/// <summary>
/// Files built to cost more than they are long: of each format all that can be repeated, nested, overlapped or packed, as often as chance
/// says, up to the ten megabytes that anybody may send.
/// </summary>
internal static class Bombs
{
    private const int MaxBytes = 10 * 1024 * 1024;

    private static readonly (string Name, Func<Random, byte[]> Build)[] Kinds =
    [
        ("jpeg of small segments", random => TestJpeg.Picture(Times(random, TestJpeg.Segment((byte)random.Next(0xC0, 0xFF),
            Some(random, 80))))),
        ("jpeg of tables", random => TestJpeg.Picture(Times(random, random.Next(2) == 0 ? TestJpeg.Huffman : TestJpeg.Quantization))),
        ("jpeg of scans", random => [.. TestJpeg.Picture()[..^2], .. Times(random, TestJpeg.Scan, 120), .. TestJpeg.End]),
        ("jpeg of a profile in parts", random => TestJpeg.Picture(TestJpeg.Profile(Profile(random), random.Next(17, 256)))),
        ("jpeg of fill bytes and restarts", random => [.. TestJpeg.Picture()[..^2], .. Times(random, [0xFF, (byte)random.Next(0xD0, 0xD8)]),
            .. Times(random, [0xFF]), .. TestJpeg.End]),
        ("png of small chunks", random => TestPng.Picture(Times(random, TestPng.Chunk(Any(random, "tEXt", "iCCP", "zzZz", "tRNS", "PLTE"),
            Some(random, 60))))),
        ("png of profiles that swell", random => TestPng.Picture(Times(random,
            TestPng.Chunk("iCCP", [.. Text("x\0\0"), .. TestPng.PackZeros(random.Next(1, 20_000_000))]), 50))),
        ("png of data that swells", random => TestPng.With(TestPng.Header((uint)random.Next(1, 9_000), (uint)random.Next(1, 9_000)),
            TestPng.Chunk("IDAT", TestPng.PackZeros(random.Next(1, 150_000_000))))),
        ("png of empty data", random => TestPng.With(TestPng.Header(), [.. Times(random, TestPng.Chunk("IDAT")), .. TestPng.Data])),
        ("png of a profile", random => TestPng.Picture(TestPng.Chunk("iCCP", [.. Text("x\0\0"), .. TestPng.Pack(Profile(random))]))),
        ("webp of small chunks", random => TestWebp.Picture(TestWebp.Extended(0x3C), Times(random,
            TestWebp.Chunk(Any(random, "EXIF", "XMP ", "zzzz", "ICCP", "ALPH"), Some(random, 40))), TestWebp.Lossy)),
        ("webp of a profile", random => TestWebp.Picture(TestWebp.Extended(0x20), TestWebp.Chunk("ICCP", Profile(random)), TestWebp.Lossy)),
        ("mp4 of fragments", random => Mp4Bombs.Fragments(
            random.Next(1, 60_000), (uint)random.Next(1, 300_000), (uint)random.Next(0, 5_000), random.Next(0, 200_000))),
        ("mp4 of a table", random => Mp4Bombs.Table(random.Next(1, 250_000), (uint)random.Next(0, 9_000), random.Next(0, 200_000),
            (uint)random.Next(0, 20))),
        ("mp4 of boxes in boxes", random => Nested(random.Next(1, 60_000))),
        ("mp4 of small boxes", random => [.. Mp4Bombs.Table(2, 10, 100), .. Times(random, TestSound.Box(Any(random, "free", "moof", "trak"),
            []))]),
        ("webm of small blocks", random => SoundBombs.Webm(Some(random, 40), random.Next(1, 400_000), random.Next(2) == 0)),
        ("webm of clusters", random => [.. SoundBombs.Webm([0x78, 1], 3, groups: false), .. Times(random,
            [0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])]),
        ("ogg of small packets", random => SoundBombs.Ogg(Some(random, 20), random.Next(1_000, MaxBytes))),
        ("ogg of pages without packets", random => [.. SoundBombs.Ogg([0x78], 2_000), .. Times(random, TestSound.Page(0, 3, []))]),
        ("ogg of one packet without end", random => [.. SoundBombs.Ogg([0x78], 400), .. Times(random,
            TestSound.Page(0, 3, [new byte[254 * 255]]), 150)]),
        ("adts of small frames", random => SoundBombs.Adts(random.Next(1, 40), random.Next(1, 250_000))),
        ("mp3 of tags", random => [.. Times(random, [.. Text("ID3"), 4, 0, 0, 0, 0, 0, 0]), .. TestSound.Mp3()]),
        ("mp3 of small frames", random => Times(random, [0xFF, 0xE3, 0x18, 0xC0, .. new byte[140]])),
        ("wav of small chunks", random => TestSound.Wav(before: Times(random, TestSound.Chunk("LIST", Some(random, 10))))),
    ];

    /// <summary>The bomb of that number, from 0; the same number is the same file.</summary>
    public static (string Name, byte[] File) Build(int number)
    {
        var (name, build) = Kinds[number % Kinds.Length];
        var file = build(new Random(number));
        return ($"{name}, bomb {number}", file.Length > MaxBytes ? file[..MaxBytes] : file);
    }

    /// <summary>Up to as often as fits, and mostly less.</summary>
    private static byte[] Times(Random random, byte[] part, int most = 1_000_000)
    {
        var fits = Math.Min(most, MaxBytes / part.Length);
        return SoundBombs.Repeat(part, (int)(fits * random.NextDouble() * random.NextDouble()) + 1);
    }

    private static byte[] Some(Random random, int most)
    {
        var some = new byte[random.Next(most)];
        random.NextBytes(some);
        return some;
    }

    private static string Any(Random random, params string[] names) => names[random.Next(names.Length)];

    /// <summary>Tags of any type, each somewhere in the same body.</summary>
    private static byte[] Profile(Random random)
    {
        var body = new byte[random.Next(100, 1_000_000)];
        string[] types = ["curv", "para", "mft1", "mft2", "mAB ", "mBA ", "XYZ ", "sf32"];
        List<(string, int, int)> tags = [];
        foreach (var name in (string[])["wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "A2B0", "A2B1", "B2A0", "gamt"])
        {
            var at = random.Next(body.Length - 60);
            Text(types[random.Next(types.Length)]).CopyTo(body, at);
            random.NextBytes(body.AsSpan(at + 8, random.Next(40)));
            tags.Add((name, at, random.Next(3) == 0 ? random.Next(12, 60) : random.Next(12, body.Length - at)));
        }

        return IccBombs.Of(body, tags);
    }

    private static byte[] Nested(int depth)
    {
        // From the inside out, each box around all that it holds.
        string[] parents = ["moov", "trak", "mdia", "minf", "stbl", "moof", "traf"];
        byte[] heads = [.. Enumerable.Range(0, depth).SelectMany(i => (byte[])[.. Big((uint)((depth - i) * 8)), .. Text(parents[i % 7])])];
        return [.. TestSound.Box("ftyp", [.. Text("M4A "), 0, 0, 0, 0]), .. heads];
    }
}
