using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Harness.Pictures;

/// <summary>
/// Builds JPEG files byte by byte: eight by eight grey points that any browser draws, and whatever else a test wants in them.
/// </summary>
public static class TestJpeg
{
    public static readonly byte[] Start = [0xFF, 0xD8];
    public static readonly byte[] End = [0xFF, 0xD9];

    /// <summary>One quantization table of ones.</summary>
    public static readonly byte[] Quantization = Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);

    /// <summary>A table for DC and one for AC, each with the one code "0" for the symbol 0.</summary>
    public static readonly byte[] Huffman = Segment(0xC4, [0x00, 1, .. Zeros(15), 0, 0x10, 1, .. Zeros(15), 0]);

    /// <summary>The scan of one component and its eight bits: no difference, end of block, filled with ones.</summary>
    public static readonly byte[] Scan = [.. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x3F];

    public static readonly byte[] Jfif = Segment(0xE0, [.. Text("JFIF\0"), 1, 2, 1, 0, 72, 0, 72, 0, 0]);

    /// <summary>A whole picture with <paramref name="before"/> right after its start.</summary>
    public static byte[] Picture(params byte[][] before) =>
        [.. Start, .. before.SelectMany(part => part), .. Quantization, .. Frame(8, 8), .. Huffman, .. Scan, .. End];

    public static byte[] Segment(byte marker, params byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    public static byte[] Frame(int width, int height, byte marker = 0xC0, byte precision = 8, byte sampling = 0x11) =>
        Segment(marker, precision, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, sampling, 0);

    /// <summary>A picture with another frame.</summary>
    public static byte[] WithFrame(byte[] frame) => [.. Start, .. Quantization, .. frame, .. Huffman, .. Scan, .. End];

    /// <summary>Exif with an orientation, a camera and a place.</summary>
    public static byte[] Exif(ushort orientation, bool bigEndian = false) =>
        Segment(0xE1, [.. Text("Exif\0\0"), .. Tiff(orientation, bigEndian)]);

    /// <summary>The same as it stands in a PNG or a WebP.</summary>
    public static byte[] Tiff(ushort orientation, bool bigEndian = false)
    {
        byte[] N2(int value) => bigEndian ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)];
        byte[] N4(int value) => bigEndian ? Big((uint)value) : Little((uint)value);
        return
        [
            .. Text(bigEndian ? "MM" : "II"), .. N2(42), .. N4(8),
            .. N2(3),
            .. N2(0x010F), .. N2(2), .. N4(Secret.Length), .. N4(80),
            .. N2(0x0112), .. N2(3), .. N4(1), .. N2(orientation), .. N2(0),
            .. N2(0x8825), .. N2(4), .. N4(1), .. N4(50),
            .. N4(0),
            .. N2(1), .. N2(2), .. N2(5), .. N4(3), .. N4(80), .. N4(0), .. Zeros(12),
            .. Hidden, .. Text("GPSLatitude"),
        ];
    }

    /// <summary>A colour profile in as many segments as asked for.</summary>
    public static byte[] Profile(byte[] profile, int parts = 1) =>
        profile.Chunk((profile.Length + parts - 1) / parts)
            .SelectMany((part, index) => Segment(0xE2, [.. Text("ICC_PROFILE\0"), (byte)(index + 1), (byte)parts, .. part]))
            .ToArray();

    /// <summary>The segments before the first scan, as an independent reader sees them.</summary>
    public static List<(byte Marker, byte[] Content)> Segments(byte[] file)
    {
        var segments = new List<(byte, byte[])>();
        for (var at = 2; ;)
        {
            Assert.Equal(0xFF, file[at]);
            var length = (file[at + 2] << 8) | file[at + 3];
            segments.Add((file[at + 1], file[(at + 4)..(at + 2 + length)]));
            if (file[at + 1] == 0xDA)
            {
                return segments;
            }

            at += 2 + length;
        }
    }
}
