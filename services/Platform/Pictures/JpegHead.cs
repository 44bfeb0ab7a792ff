using System.Buffers.Binary;

namespace Participatory.Platform.Pictures;

/// <summary>
/// What the application segments of a JPEG say about drawing it. Everything else in them (place, time, camera, owner,
/// thumbnail, comments) is never copied: <see cref="Write"/> writes the few facts anew.
/// </summary>
internal sealed class JpegHead
{
    /// <summary>What fits into a segment beside its length, the profile's signature and its two numbers.</summary>
    private const int MaxProfilePart = 65_533 - 14;

    private readonly SortedDictionary<byte, byte[]> profile = [];
    private byte profileParts;
    private byte[]? density;
    private int orientation;
    private byte? adobeTransform;

    /// <summary>It is shown turned by a quarter, so that its width is its height.</summary>
    public bool LiesOnItsSide => Exif.LiesOnItsSide(orientation);

    /// <summary>Takes in an application segment or a comment.</summary>
    public void Take(byte marker, ReadOnlySpan<byte> content)
    {
        if (marker == 0xE0 && content.Length >= 14 && content.StartsWith("JFIF\0"u8))
        {
            // Version, unit and density; the size of the thumbnail becomes 0 by 0.
            density ??= content[5..12].ToArray();
        }
        else if (marker == 0xE1 && orientation == 0 && content.StartsWith("Exif\0\0"u8))
        {
            orientation = Exif.Orientation(content[6..]);
        }
        else if (marker == 0xE2 && content.Length > 14 && content.StartsWith("ICC_PROFILE\0"u8))
        {
            if (!profile.ContainsKey(content[12]))
            {
                profile.Add(content[12], content[14..].ToArray());
            }

            profileParts = content[13];
        }
        else if (marker == 0xEE && content.Length >= 12 && content.StartsWith("Adobe"u8) && content[11] <= 2)
        {
            adobeTransform ??= content[11];
        }
    }

    /// <summary>The segments that stand before the picture.</summary>
    public byte[] Write()
    {
        using var front = new MemoryStream();
        if (density is not null)
        {
            Segment(front, 0xE0, [.. "JFIF\0"u8, .. density, 0, 0]);
        }

        if (Exif.Turns(orientation))
        {
            Segment(front, 0xE1, [.. "Exif\0\0"u8, .. Exif.Minimal(orientation)]);
        }

        WriteProfile(front);
        if (adobeTransform is { } transform)
        {
            Segment(front, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
        }

        return front.ToArray();
    }

    // A profile that is not whole, or is not a profile, is left out: the colours change a little and nothing breaks.
    private void WriteProfile(MemoryStream front)
    {
        var whole = profile.Count == profileParts && profile.Values.Sum(part => part.Length) <= IccProfile.MaxBytes
            && profile.Keys.Select((part, index) => part == index + 1).All(fits => fits);
        if (!whole || IccProfile.Clean(Together(profile.Values)) is not { } cleaned)
        {
            return;
        }

        var parts = cleaned.Chunk(MaxProfilePart).ToList();
        foreach (var (index, part) in parts.Index())
        {
            Segment(front, 0xE2, [.. "ICC_PROFILE\0"u8, (byte)(index + 1), (byte)parts.Count, .. part]);
        }
    }

    private static byte[] Together(IEnumerable<byte[]> parts)
    {
        using var together = new MemoryStream();
        foreach (var part in parts)
        {
            together.Write(part);
        }

        return together.ToArray();
    }

    /// <summary>Writes a segment: its marker, its length and what is in it.</summary>
    public static void Segment(Stream front, byte marker, ReadOnlySpan<byte> content)
    {
        Span<byte> start = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(start[2..], (ushort)(content.Length + 2));
        front.Write(start);
        front.Write(content);
    }
}
