using System.IO.Compression;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Harness.Pictures;

/// <summary>Builds PNG files byte by byte.</summary>
public static class TestPng
{
    public static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static readonly byte[] End = Chunk("IEND");

    /// <summary>Three by two points in full colour: two rows of a filter and nine bytes.</summary>
    public static readonly byte[] Data = Chunk("IDAT", Pack(Zeros(20)));

    /// <summary>A whole picture with <paramref name="before"/> between header and data.</summary>
    public static byte[] Picture(params byte[][] before) =>
        [.. Signature, .. Header(), .. before.SelectMany(part => part), .. Data, .. End];

    public static byte[] Header(
        uint width = 3, uint height = 2, byte depth = 8, byte colour = 2, byte interlace = 0, byte compression = 0) =>
        Chunk("IHDR", [.. Big(width), .. Big(height), depth, colour, compression, 0, interlace]);

    /// <summary>A picture with another header and other data.</summary>
    public static byte[] With(byte[] header, byte[] data) => [.. Signature, .. header, .. data, .. End];

    public static byte[] Chunk(string name, params byte[] content)
    {
        byte[] named = [.. Text(name), .. content];
        return [.. Big((uint)content.Length), .. named, .. Big(Crc(named))];
    }

    public static byte[] Pack(byte[] raw)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(raw);
        }

        return packed.ToArray();
    }

    /// <summary>A small file that swells: as many zeros, packed.</summary>
    public static byte[] PackZeros(int count)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[100_000];
            for (var written = 0; written < count; written += zeros.Length)
            {
                zlib.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    public static byte[] Unpack(byte[] packed)
    {
        using var raw = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        zlib.CopyTo(raw);
        return raw.ToArray();
    }

    /// <summary>The chunks, as an independent reader sees them.</summary>
    public static List<(string Name, byte[] Content)> Chunks(byte[] file)
    {
        Assert.Equal(Signature, file[..8]);
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < file.Length;)
        {
            var length = (file[at] << 24) | (file[at + 1] << 16) | (file[at + 2] << 8) | file[at + 3];
            Assert.Equal(Big(Crc(file.AsSpan((at + 4)..(at + 8 + length)))), file[(at + 8 + length)..(at + 12 + length)]);
            chunks.Add((System.Text.Encoding.Latin1.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }

        return chunks;
    }

    /// <summary>The checksum of a chunk, from its name on.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
