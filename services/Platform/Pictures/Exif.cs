using System.Buffers.Binary;

namespace Participatory.Platform.Pictures;

/// <summary>Of all that Exif can tell, the one thing that belongs to the picture: which way is up.</summary>
internal static class Exif
{
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;
    private const int EntryBytes = 12;

    /// <summary>The orientation, 1 to 8; 0 where the block does not say it or cannot be read.</summary>
    /// <param name="tiff">The TIFF block that follows "Exif" and two zeros.</param>
    public static int Orientation(ReadOnlySpan<byte> tiff)
    {
        var little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || !(little || tiff.StartsWith("MM\0*"u8)))
        {
            return 0;
        }

        var directory = U32(tiff[4..], little);
        if (directory < 8 || directory > tiff.Length - 2)
        {
            return 0;
        }

        var entries = tiff[((int)directory + 2)..];
        var count = Math.Min(U16(tiff[(int)directory..], little), entries.Length / EntryBytes);
        for (var i = 0; i < count; i++)
        {
            var entry = entries.Slice(i * EntryBytes, EntryBytes);
            if (U16(entry, little) == OrientationTag)
            {
                var value = U16(entry[8..], little);
                return U16(entry[2..], little) == ShortType && value is >= 1 and <= 8 ? value : 0;
            }
        }

        return 0;
    }

    /// <summary>A picture of that orientation is shown turned by a quarter, so that its width is its height.</summary>
    public static bool LiesOnItsSide(int orientation) => orientation is >= 5 and <= 8;

    /// <summary>An orientation that has to be said: the way that it lies is not the way that it is shown.</summary>
    public static bool Turns(int orientation) => orientation is >= 2 and <= 8;

    /// <summary>A TIFF block that says the orientation and nothing else.</summary>
    public static byte[] Minimal(int orientation) =>
    [
        // Little endian; the directory is at 8 and has one entry: one short with the value; no further directory.
        (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0,
        1, 0,
        0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0,
        0, 0, 0, 0,
    ];

    private static ushort U16(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint U32(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
}
