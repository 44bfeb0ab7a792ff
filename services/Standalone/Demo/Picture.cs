using System.Buffers.Binary;
using System.IO.Compression;

namespace Participatory.Standalone.Demo;

/// <summary>Draws a small landscape as a PNG, so that the wall of stories has pictures that belong to nobody.</summary>
internal static class Picture
{
    private const int Width = 480;
    private const int Height = 320;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The picture of that number: another sun, other hills.</summary>
    /// <param name="drawn">What stands before them, the last in front.</param>
    public static byte[] Draw(int number, IReadOnlyList<Shape> drawn)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Height);
        header[8] = 8;
        header[9] = 2;
        Chunk(file, "IHDR", header);
        using (var pixels = new MemoryStream())
        {
            using (var deflate = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                deflate.Write(Paint(number, drawn));
            }

            Chunk(file, "IDAT", pixels.ToArray());
        }

        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Paint(int number, IReadOnlyList<Shape> drawn)
    {
        var rows = new byte[Height * ((Width * 3) + 1)];
        var sun = (X: 80 + (number * 97 % 320), Y: 60 + (number * 31 % 60), R: 26 + (number * 7 % 12));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (r, g, b) = Colour(x, y, number, sun, drawn);
                var at = (y * ((Width * 3) + 1)) + 1 + (x * 3);
                rows[at] = r;
                rows[at + 1] = g;
                rows[at + 2] = b;
            }
        }

        return rows;
    }

    private static (byte R, byte G, byte B) Colour(
        int x, int y, int number, (int X, int Y, int R) sun, IReadOnlyList<Shape> drawn)
    {
        if (drawn.LastOrDefault(shape => shape.Has(x, y)) is { Has: not null } front)
        {
            return ((byte)(front.Colour >> 16), (byte)(front.Colour >> 8), (byte)front.Colour);
        }

        if (IsHouse(x, y, number))
        {
            return ((byte)(150 + (x / 60 * 13 % 70)), (byte)(84 + (x / 60 * 29 % 60)), 66);
        }

        if (y > Hill(x, number, 250, 18, 60))
        {
            return (92, 128, 84);
        }

        if (y > Hill(x, number + 3, 210, 34, 95))
        {
            return (136, 164, 122);
        }

        var inSun = ((x - sun.X) * (x - sun.X)) + ((y - sun.Y) * (y - sun.Y)) < sun.R * sun.R;
        return inSun ? ((byte)255, (byte)226, (byte)150) : ((byte)(214 + (y / 10)), (byte)(226 - (y / 16)), (byte)(232 - (y / 4)));
    }

    private static double Hill(int x, int number, int height, int swing, double length) =>
        height + (swing * Math.Sin((x + (number * 53)) / length)) + (swing / 3.0 * Math.Sin((x + (number * 17)) / (length / 3)));

    private static bool IsHouse(int x, int y, int number)
    {
        var within = x % 60;
        if (within is < 8 or > 50)
        {
            return false;
        }

        var roof = 232 + (x / 60 * 7 % 12) + (number % 5) + Math.Abs(within - 29);
        return y > roof && y < 290;
    }

    private static void Chunk(MemoryStream file, string type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        var body = new byte[4 + content.Length];
        System.Text.Encoding.ASCII.GetBytes(type, body);
        content.CopyTo(body.AsSpan(4));
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    // CRC-32 as PNG wants it (ISO 3309).
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
