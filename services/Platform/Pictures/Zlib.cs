using System.IO.Compression;

namespace Participatory.Platform.Pictures;

/// <summary>
/// What is packed in a PNG (RFC 1950): unpacked only as far as we want, and only where nothing follows it. Whatever is wrong with it is
/// an answer and no exception.
/// </summary>
internal static class Zlib
{
    private const int PresetDictionary = 0x20;

    /// <summary>
    /// Unpacks as much as <paramref name="into"/> holds and returns how much it was; null where it is not packed as it should be.
    /// </summary>
    public static int? Unpack(ReadOnlyMemory<byte> packed, byte[] into) => Read(packed, (zlib, _) =>
    {
        // A profile that fills all of it is too long, whatever follows.
        var length = 0;
        for (int read; length < into.Length && (read = zlib.Read(into, length, into.Length - length)) > 0;)
        {
            length += read;
        }

        return (int?)length;
    });

    /// <summary>
    /// It makes exactly so many bytes and ends with the last of its own. They are not kept, so that a small file that swells without end
    /// costs no memory, and nothing is unpacked beyond what is expected.
    /// </summary>
    public static bool Makes(ReadOnlyMemory<byte> packed, long expected) => Read(packed, (zlib, source) =>
    {
        var buffer = new byte[64 * 1024];
        long length = 0;
        for (int read; (read = zlib.Read(buffer)) > 0;)
        {
            length += read;
            if (length > expected)
            {
                return false;
            }
        }

        return length == expected && source.EndedAtItsLastByte;
    });

    private static T? Read<T>(ReadOnlyMemory<byte> packed, Func<ZLibStream, OneByteLast, T?> read)
    {
        // A dictionary that only the sender has would be needed; no picture uses one.
        if (packed.Length <= 6 || (packed.Span[1] & PresetDictionary) != 0)
        {
            return default;
        }

        using var source = new OneByteLast(packed);
        using var zlib = new ZLibStream(source, CompressionMode.Decompress);
        try
        {
            return read(zlib, source);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return default;
        }
    }

    /// <summary>
    /// Gives its last byte alone: who has its end before asks for it never, and who has not asks for one more.
    /// </summary>
    private sealed class OneByteLast(ReadOnlyMemory<byte> bytes) : Stream
    {
        private int at;
        private bool wantedMore;

        public bool EndedAtItsLastByte => at == bytes.Length && !wantedMore;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var left = bytes.Length - at;
            wantedMore |= left == 0;
            var read = Math.Min(buffer.Length, left > 1 ? left - 1 : left);
            bytes.Span.Slice(at, read).CopyTo(buffer);
            at += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
