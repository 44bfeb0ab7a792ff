using System.IO.Compression;
using Participatory.Platform.Pictures;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Service.Accountability;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Security.Media;

/// <summary>Files of nearly ten megabytes that are right, as large cameras and long voice notes make them.</summary>
internal static class Largest
{
    private const int Bytes = Picture.MaxBytes - 1_000;

    public static IEnumerable<(string Name, byte[] File)> Pictures()
    {
        yield return ("jpeg of one scan", [.. TestJpeg.Picture()[..^2], .. Noise(Bytes - 1_000), .. TestJpeg.End]);
        yield return ("jpeg of many restarts", [.. TestJpeg.Picture()[..^2], .. SoundBombs.Repeat([0x11, 0xFF, 0xD0], Bytes / 4),
            .. TestJpeg.End]);
        yield return ("png of noise", Png(2_000, 1_600, SoundBombs.Repeat([0, .. Noise(6_000)], 1_600), CompressionLevel.NoCompression));
        yield return ("png of fifty million points of eight bytes that are all black", PngOfZeros(7_000, 7_142));
        yield return ("webp", TestWebp.Picture(TestWebp.Chunk("VP8 ", [.. TestWebp.Lossy[8..26], .. Noise(Bytes - 2_000)])));
    }

    public static IEnumerable<(string Name, byte[] File)> Sounds()
    {
        // Ten minutes in pieces of twenty milliseconds.
        var packet = new byte[320];
        packet[0] = 0x78;
        yield return ("ogg", SoundBombs.Ogg(packet, 29_000 * 322));
        yield return ("webm", TestSound.Webm(packets: [.. Enumerable.Repeat(packet, 29_000)]));
        yield return ("webm in groups of small packets", SoundBombs.Webm([0x78, 1, 2, 3], 29_900, groups: true));
        yield return ("adts", SoundBombs.Adts(360, 28_000));
        yield return ("adts of small frames", SoundBombs.Adts(4, 28_000));
        yield return ("mp4", Mp4(1_140, 9_000));
        yield return ("mp3", TestSound.Mp3(22_900));
        yield return ("wav", TestSound.Wav(seconds: 599));
    }

    /// <summary>Bytes that no packing makes shorter and no marker is among.</summary>
    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(3).NextBytes(noise);
        noise.AsSpan().Replace((byte)0xFF, (byte)0xFE);
        return noise;
    }

    private static byte[] Png(uint width, uint height, byte[] raw, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level, leaveOpen: true))
        {
            zlib.Write(raw);
        }

        return TestPng.With(TestPng.Header(width, height),
            [.. packed.ToArray().Chunk(8_192).SelectMany(part => TestPng.Chunk("IDAT", part))]);
    }

    private static byte[] PngOfZeros(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + (width * 8)];
            for (var i = 0; i < height; i++)
            {
                zlib.Write(row);
            }
        }

        return TestPng.With(TestPng.Header((uint)width, (uint)height, depth: 16, colour: 6), TestPng.Chunk("IDAT", packed.ToArray()));
    }

    private static byte[] Mp4(uint size, int frames)
    {
        byte[] tables =
        [
            .. TestSound.Box("stsc", [.. Big(0), .. Big(1), .. Big(1), .. Big((uint)frames), .. Big(1)]),
            .. TestSound.Box("stsz", [.. Big(0), .. Big(0), .. Big((uint)frames), .. SoundBombs.Repeat(Big(size), frames)]),
            .. TestSound.Box("stco", [.. Big(0), .. Big(1), .. Big(24)]),
        ];
        byte[] type = TestSound.Box("ftyp", [.. Text("M4A "), 0, 0, 0, 0]);
        return [.. type, .. TestSound.Box("mdat", new byte[(frames * (int)size) + 8]), .. Mp4Bombs.Movie(tables)];
    }
}
