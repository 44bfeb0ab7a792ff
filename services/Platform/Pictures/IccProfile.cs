using System.Buffers.Binary;
using System.Text;

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

    private static readonly HashSet<string> ColourTypes = new(StringComparer.Ordinal)
    {
        "XYZ ", "curv", "para", "sf32", "mft1", "mft2", "mAB ", "mBA ", "cicp",
    };

    /// <summary>The profile without what is not colour, or null where it is not one that can be read.</summary>
    public static byte[]? Clean(ReadOnlySpan<byte> profile)
    {
        if (profile.Length is < HeaderBytes + 4 or > MaxBytes
            || BinaryPrimitives.ReadUInt32BigEndian(profile) != profile.Length
            || !profile[36..40].SequenceEqual("acsp"u8)
            || !(profile[16..20].SequenceEqual("RGB "u8) || profile[16..20].SequenceEqual("GRAY"u8)
                || profile[16..20].SequenceEqual("CMYK"u8)))
        {
            return null;
        }

        return Tags(profile) is { Count: > 0 } tags ? Assemble(profile, tags) : null;
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
            if (offset < HeaderBytes || length < 8 || offset + (ulong)length > (ulong)profile.Length)
            {
                return null;
            }

            var name = Encoding.Latin1.GetString(entry[..4]);
            if (ColourTags.Contains(name) && ColourTypes.Contains(Encoding.Latin1.GetString(profile.Slice((int)offset, 4))))
            {
                tags.Add(new Tag(name, (int)offset, (int)length));
            }
        }

        return tags;
    }

    private static byte[] Assemble(ReadOnlySpan<byte> profile, List<Tag> tags)
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
            profile.Slice(tag.Offset, tag.Length).CopyTo(cleaned.AsSpan(offset));
        }

        return cleaned;
    }

    /// <summary>
    /// Version, class, colour space, connection space, signature, intent and illuminant stay; a fixed day stands for the time.
    /// </summary>
    private static void Header(ReadOnlySpan<byte> profile, Span<byte> cleaned)
    {
        profile[8..24].CopyTo(cleaned[8..]);
        ReadOnlySpan<byte> firstOfJanuary2000 = [0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];
        firstOfJanuary2000.CopyTo(cleaned[24..]);
        profile[36..40].CopyTo(cleaned[36..]);
        profile[64..80].CopyTo(cleaned[64..]);
    }

    private readonly record struct Tag(string Name, int Offset, int Length);
}
