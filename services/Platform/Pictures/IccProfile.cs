using System.Buffers.Binary;
using System.Text;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Pictures;

/// <summary>
/// A colour profile (ICC.1): kept for the colours, put together anew from the tags that compute them. Names, makers,
/// texts and times that a profile may also hold are left out.
/// </summary>
internal static class IccProfile
{
    /// <summary>The largest profile that we keep; those of cameras and screens have a few kilobytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int HeaderBytes = 128;
    private const int MaxTags = 100;

    private static readonly HashSet<string> ColourTags = new(StringComparer.Ordinal)
    {
        "wtpt", "bkpt", "chad", "cicp", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC",
        "A2B0", "A2B1", "A2B2", "B2A0", "B2A1", "B2A2", "gamt",
    };

    private static readonly HashSet<string> Classes = new(StringComparer.Ordinal) { "mntr", "scnr", "prtr", "spac" };

    private static readonly HashSet<string> Spaces = new(StringComparer.Ordinal) { "RGB ", "GRAY", "CMYK" };

    private static readonly HashSet<string> Connections = new(StringComparer.Ordinal) { "XYZ ", "Lab " };

    /// <summary>The profile without what is not colour, or null where it is not one that can be read.</summary>
    public static byte[]? Clean(ReadOnlySpan<byte> profile)
    {
        if (profile.Length is < HeaderBytes + 4 or > MaxBytes
            || BinaryPrimitives.ReadUInt32BigEndian(profile) != profile.Length
            || !profile[36..40].SequenceEqual("acsp"u8)
            || !Classes.Contains(Name(profile[12..])) || !Spaces.Contains(Name(profile[16..]))
            || !Connections.Contains(Name(profile[20..])))
        {
            return null;
        }

        return Tags(profile) is { Count: > 0 } tags && AreApart(tags) ? Assemble(profile, tags) : null;
    }

    private static List<Tag>? Tags(ReadOnlySpan<byte> profile)
    {
        var count = BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderBytes..]);
        if (count > MaxTags || HeaderBytes + 4 + (count * 12) > profile.Length)
        {
            return null;
        }

        List<Tag> tags = [];
        for (var i = 0; i < count; i++)
        {
            var entry = profile.Slice(HeaderBytes + 4 + (i * 12), 12);
            var offset = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            var length = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            if (offset < HeaderBytes + 4 + (count * 12) || length < 8 || offset + (ulong)length > (ulong)profile.Length)
            {
                return null;
            }

            var name = Name(entry);
            if (ColourTags.Contains(name) && IccTag.IsColour(profile[(int)offset..]))
            {
                if (tags.Exists(tag => tag.Name == name))
                {
                    return null;
                }

                tags.Add(new Tag(name, (int)offset, (int)length));
            }
        }

        return tags;
    }

    /// <summary>Tags share their data or have nothing in common, so that a profile does not become longer than it was.</summary>
    private static bool AreApart(List<Tag> tags) =>
        !Budget.Overlap([.. tags.Select(tag => ((long)tag.Offset, (long)tag.Length)).Distinct()]);

    private static byte[]? Assemble(ReadOnlySpan<byte> profile, List<Tag> tags)
    {
        // Tags may share their data; they still do afterwards.
        var offsets = new Dictionary<(int Offset, int Length), int>();
        var end = HeaderBytes + 4 + (tags.Count * 12);
        foreach (var tag in tags)
        {
            if (offsets.TryAdd((tag.Offset, tag.Length), end))
            {
                end += (tag.Length + 3) & ~3;
            }
        }

        var cleaned = new byte[end];
        Header(profile, cleaned);
        BinaryPrimitives.WriteInt32BigEndian(cleaned, end);
        BinaryPrimitives.WriteInt32BigEndian(cleaned.AsSpan(HeaderBytes), tags.Count);
        foreach (var (index, tag) in tags.Index())
        {
            var offset = offsets[(tag.Offset, tag.Length)];
            var entry = cleaned.AsSpan(HeaderBytes + 4 + (index * 12), 12);
            Encoding.Latin1.GetBytes(tag.Name, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tag.Length);
            if (!IccTag.Copy(profile.Slice(tag.Offset, tag.Length), cleaned.AsSpan(offset, tag.Length)))
            {
                return null;
            }
        }

        return cleaned;
    }

    /// <summary>
    /// Version, class, colour space, connection space, signature and intent stay; a fixed day stands for the time, and the light is the
    /// one that the standard asks for (D50).
    /// </summary>
    private static void Header(ReadOnlySpan<byte> profile, Span<byte> cleaned)
    {
        profile[8..10].CopyTo(cleaned[8..]);
        profile[12..24].CopyTo(cleaned[12..]);
        ReadOnlySpan<byte> firstOfJanuary2000 = [0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];
        firstOfJanuary2000.CopyTo(cleaned[24..]);
        profile[36..40].CopyTo(cleaned[36..]);
        cleaned[67] = (byte)(profile[67] & 3);
        ReadOnlySpan<byte> d50 = [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D];
        d50.CopyTo(cleaned[68..]);
    }

    private static string Name(ReadOnlySpan<byte> at) => Encoding.Latin1.GetString(at[..4]);

    private readonly record struct Tag(string Name, int Offset, int Length);
}
