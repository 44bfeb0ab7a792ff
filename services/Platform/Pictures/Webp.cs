using System.Buffers.Binary;
using System.Text;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Pictures;

/// <summary>
/// WebP (RFC 9649): a RIFF file whose chunks hold a lossy (VP8) or lossless (VP8L) picture, and in the extended form
/// (VP8X) a colour profile and transparency beside it, and of Exif which way is up. The rest of Exif, XMP, chunks of unknown use and
/// what follows the file are left behind; the header says so.
/// </summary>
internal static class Webp
{
    private const int FileHeader = 12;
    private const int ChunkHeader = 8;

    private const byte ProfileFlag = 0x20;
    private const byte AlphaFlag = 0x10;
    private const byte ExifFlag = 0x08;
    private const byte AnimationFlag = 0x02;

    /// <summary>The file begins like a WebP.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) =>
        file.Length >= FileHeader && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8);

    /// <summary>The picture in <paramref name="file"/>.</summary>
    public static Picture Clean(ReadOnlySpan<byte> file, Budget budget)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L;
        Require(length <= file.Length && length >= FileHeader);
        var chunks = Chunks(file[..(int)length], budget);

        var (lossy, lossless) = (chunks.GetValueOrDefault("VP8 "), chunks.GetValueOrDefault("VP8L"));
        Require(lossy is null != lossless is null);
        var (width, height) = lossy is not null ? LossySize(lossy) : LosslessSize(lossless!);
        Picture.CheckDimensions(width, height);
        var drawing = lossy is not null ? ("VP8 ", lossy) : ("VP8L", lossless!);
        if (!chunks.TryGetValue("VP8X", out var extended))
        {
            return new Picture("image/webp", width, height, Assemble([drawing]));
        }

        var orientation = Orientation(chunks.GetValueOrDefault("EXIF"));
        var cleaned = Assemble(Extended(chunks, extended, (width, height), drawing, orientation));
        return Exif.LiesOnItsSide(orientation) ? new Picture("image/webp", height, width, cleaned)
            : new Picture("image/webp", width, height, cleaned);
    }

    /// <summary>The chunks that draw, by name. Each may stand once; the first decides which form the file has.</summary>
    private static Dictionary<string, byte[]> Chunks(ReadOnlySpan<byte> file, Budget budget)
    {
        var chunks = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var rest = file[FileHeader..];
        while (rest.Length > 0)
        {
            budget.Part();
            Require(rest.Length >= ChunkHeader);
            var name = Encoding.Latin1.GetString(rest[..4]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            Require(length <= rest.Length - ChunkHeader && (chunks.Count > 0 || name is "VP8 " or "VP8L" or "VP8X"));
            if (name is "ANIM" or "ANMF")
            {
                throw Picture.Moves();
            }

            if (name is "VP8 " or "VP8L" or "VP8X" or "ICCP" or "ALPH" || (name == "EXIF" && !chunks.ContainsKey(name)))
            {
                Require(!chunks.ContainsKey(name));
                chunks.Add(name, rest.Slice(ChunkHeader, (int)length).ToArray());
            }

            // A chunk of odd length is followed by one byte more; at the very end some writers forget it.
            var next = ChunkHeader + (long)length + (length & 1);
            rest = rest[(int)Math.Min(next, rest.Length)..];
        }

        return chunks;
    }

    private static List<(string Name, byte[] Content)> Extended(
        Dictionary<string, byte[]> chunks, byte[] extended, (int Width, int Height) size, (string Name, byte[] Content) drawing,
            int orientation)
    {
        Require(extended.Length == 10);
        if ((extended[0] & AnimationFlag) != 0)
        {
            throw Picture.Moves();
        }

        Require(U24(extended.AsSpan(4)) + 1 == size.Width && U24(extended.AsSpan(7)) + 1 == size.Height);
        var profile = chunks.TryGetValue("ICCP", out var icc) ? IccProfile.Clean(icc) : null;
        var alpha = drawing.Name == "VP8 " ? chunks.GetValueOrDefault("ALPH") : null;
        var hasAlpha = alpha is not null || (drawing.Name == "VP8L" && (extended[0] & AlphaFlag) != 0);

        var header = new byte[10];
        header[0] = (byte)((profile is not null ? ProfileFlag : 0) | (hasAlpha ? AlphaFlag : 0)
            | (Exif.Turns(orientation) ? ExifFlag : 0));
        extended.AsSpan(4).CopyTo(header.AsSpan(4));
        List<(string, byte[])> kept = [("VP8X", header)];
        if (profile is not null)
        {
            kept.Add(("ICCP", profile));
        }

        if (alpha is not null)
        {
            kept.Add(("ALPH", Alpha(alpha, size.Width, size.Height)));
        }

        kept.Add(drawing);
        if (Exif.Turns(orientation))
        {
            kept.Add(("EXIF", Exif.Minimal(orientation)));
        }

        return kept;
    }

    /// <summary>As the chunk says it, which some writers begin as in a JPEG.</summary>
    private static int Orientation(ReadOnlySpan<byte> exif) =>
        Exif.Orientation(exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif);

    /// <summary>
    /// Transparency (RFC 9649, 2.7.1.2), without the bits that mean nothing. What is not packed has a byte for each point and no more.
    /// </summary>
    private static byte[] Alpha(byte[] alpha, int width, int height)
    {
        Require(alpha.Length > 1 && (alpha[0] & 3) <= 1);
        alpha[0] &= 0x3F;
        var packed = (alpha[0] & 3) == 1;
        Require(packed || alpha.Length - 1 >= (long)width * height);
        return packed ? alpha : alpha[..(1 + (width * height))];
    }

    /// <summary>The key frame's header (RFC 6386, 9.1).</summary>
    private static (int Width, int Height) LossySize(ReadOnlySpan<byte> content)
    {
        Require(content.Length > 10);
        var tag = U24(content);
        Require((tag & 1) == 0 && tag >> 5 <= content.Length - 10 && content[3..6].SequenceEqual<byte>([0x9D, 0x01, 0x2A]));
        return (BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF,
            BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF);
    }

    /// <summary>The lossless header: a signature, two times 14 bits, and version 0.</summary>
    private static (int Width, int Height) LosslessSize(ReadOnlySpan<byte> content)
    {
        Require(content.Length > 5 && content[0] == 0x2F);
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
        Require(bits >> 29 == 0);
        return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    private static byte[] Assemble(List<(string Name, byte[] Content)> chunks)
    {
        var bytes = new byte[FileHeader + chunks.Sum(chunk => ChunkHeader + chunk.Content.Length + (chunk.Content.Length & 1))];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WEBP"u8.CopyTo(bytes.AsSpan(8));
        var rest = bytes.AsSpan(FileHeader);
        foreach (var (name, content) in chunks)
        {
            Encoding.Latin1.GetBytes(name, rest);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], content.Length);
            content.CopyTo(rest[ChunkHeader..]);
            rest = rest[(ChunkHeader + content.Length + (content.Length & 1))..];
        }

        return bytes;
    }

    private static int U24(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw Picture.Broken();
        }
    }
}
