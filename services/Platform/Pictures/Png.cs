using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Pictures;

/// <summary>
/// PNG (ISO/IEC 15948): a signature and a row of chunks, each with its length and checksum. The chunks that draw the
/// picture are kept, and of Exif which way is up; texts, times, further frames and everything after the end are left behind.
/// </summary>
internal static class Png
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Length, name and checksum.</summary>
    private const int ChunkFrame = 12;

    /// <summary>The file begins like a PNG.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>The picture in <paramref name="file"/>.</summary>
    public static Picture Clean(ReadOnlyMemory<byte> file, Budget budget)
    {
        var chunks = new PngChunks();
        var rest = file[Signature.Length..];
        while (!chunks.Ended)
        {
            budget.Part();
            rest = rest[TakeChunk(chunks, rest)..];
        }

        chunks.CheckWhole();
        var (width, height) = (chunks.Header.Width, chunks.Header.Height);
        return chunks.LiesOnItsSide ? new Picture("image/png", height, width, Assemble(chunks))
            : new Picture("image/png", width, height, Assemble(chunks));
    }

    /// <summary>Takes in the first chunk of <paramref name="rest"/> and returns its length in the file.</summary>
    private static int TakeChunk(PngChunks chunks, ReadOnlyMemory<byte> rest)
    {
        var span = rest.Span;
        if (span.Length < ChunkFrame)
        {
            throw Picture.Broken();
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(span);
        if (length > span.Length - ChunkFrame)
        {
            throw Picture.Broken();
        }

        var end = 8 + (int)length;
        if (BinaryPrimitives.ReadUInt32BigEndian(span[end..]) != Crc32.Of(span[4..end]))
        {
            throw Picture.Broken();
        }

        chunks.Take(Encoding.Latin1.GetString(span[4..8]), rest[8..end]);
        return end + 4;
    }

    private static byte[] Assemble(PngChunks chunks)
    {
        var kept = chunks.Kept();
        var bytes = new byte[Signature.Length + kept.Sum(chunk => ChunkFrame + chunk.Content.Length)];
        Signature.CopyTo(bytes, 0);
        var rest = bytes.AsSpan(Signature.Length);
        foreach (var (name, content) in kept)
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, content.Length);
            Encoding.Latin1.GetBytes(name, rest[4..]);
            content.Span.CopyTo(rest[8..]);
            var end = 8 + content.Length;
            BinaryPrimitives.WriteUInt32BigEndian(rest[end..], Crc32.Of(rest[4..end]));
            rest = rest[(end + 4)..];
        }

        return bytes;
    }

    /// <summary>The profile of an iCCP chunk, cleaned and packed again, or null where it cannot be read.</summary>
    public static byte[]? CleanProfile(ReadOnlyMemory<byte> content)
    {
        var name = content.Span.IndexOf((byte)0);
        if (name is < 1 or > 79 || content.Length < name + 3 || content.Span[name + 1] != 0)
        {
            return null;
        }

        var profile = new byte[IccProfile.MaxBytes + 1];
        var length = Zlib.Unpack(content[(name + 2)..], profile);
        if (length is null || IccProfile.Clean(profile.AsSpan(0, length.Value)) is not { } cleaned)
        {
            return null;
        }

        using var packed = new MemoryStream();
        packed.Write("icc\0\0"u8);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(cleaned);
        }

        return packed.ToArray();
    }
}
