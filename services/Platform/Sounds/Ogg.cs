using System.Buffers.Binary;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Sounds;

/// <summary>
/// Ogg (RFC 3533) with Opus (RFC 7845): pages with a checksum each, of one stream. Its comments are left behind, and so
/// is whatever stands behind the last page.
/// </summary>
public static class Ogg
{
    private const int PageHeader = 27;

    private static readonly uint[] CrcTable = Enumerable.Range(0, 256).Select(CrcEntry).ToArray();

    /// <summary>The file begins like an Ogg.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith("OggS"u8);

    /// <summary>The sound in <paramref name="file"/>.</summary>
    public static OpusSound Read(ReadOnlyMemory<byte> file, Budget budget)
    {
        var packets = Packets(file, budget);
        if (packets.Count > 0 && !packets[0].Span.StartsWith("OpusHead"u8))
        {
            throw Sound.CodedOtherwise();
        }

        Sound.Require(packets.Count > 2 && packets[1].Span.StartsWith("OpusTags"u8));
        var (channels, preSkip) = OpusSound.Head(packets[0].Span);
        return new OpusSound(channels, preSkip, packets.Skip(2).ToList());
    }

    private static List<ReadOnlyMemory<byte>> Packets(ReadOnlyMemory<byte> file, Budget budget)
    {
        List<ReadOnlyMemory<byte>> packets = [];
        using var packet = new MemoryStream();
        uint? stream = null;
        for (var (at, last) = (0, false); at < file.Length && !last;)
        {
            budget.Part();
            var page = file.Span[at..];
            Sound.Require(page.Length >= PageHeader && page.StartsWith("OggS"u8) && page[4] == 0 && page.Length >= PageHeader + page[26]);
            var lengths = page.Slice(PageHeader, page[26]);
            var (start, size) = (PageHeader + lengths.Length, Sum(lengths));
            Sound.Require(
                page.Length >= start + size && BinaryPrimitives.ReadUInt32LittleEndian(page[22..]) == Crc(page[..(start + size)]));
            var serial = BinaryPrimitives.ReadUInt32LittleEndian(page[14..]);
            Sound.Require((stream ??= serial) == serial && (page[5] & 1) == (packet.Length > 0 ? 1 : 0));

            foreach (var length in lengths)
            {
                Append(packet, page.Slice(start, length), isComment: packets.Count == 1);
                start += length;
                // A piece shorter than 255 is the last one of its packet.
                if (length < 255)
                {
                    budget.Part();
                    packets.Add(packet.ToArray());
                    packet.SetLength(0);
                }
            }

            last = (page[5] & 4) != 0;
            at += start;
        }

        Sound.Require(packet.Length == 0);
        return packets.Where((one, index) => index < 2 || one.Length > 0).ToList();
    }

    /// <summary>Of the comments, which may hold a cover, only the beginning is of use.</summary>
    private static void Append(MemoryStream packet, ReadOnlySpan<byte> piece, bool isComment)
    {
        Sound.Require(isComment || packet.Length + piece.Length <= OpusSound.MaxPacket);
        if (!isComment || packet.Length < 255)
        {
            packet.Write(piece);
        }
    }

    private static int Sum(ReadOnlySpan<byte> lengths)
    {
        var sum = 0;
        foreach (var length in lengths)
        {
            sum += length;
        }

        return sum;
    }

    /// <summary>The checksum of a page, in which its own four bytes count as zeros.</summary>
    public static uint Crc(ReadOnlySpan<byte> page)
    {
        uint crc = 0;
        for (var i = 0; i < page.Length; i++)
        {
            crc = (crc << 8) ^ CrcTable[(byte)((crc >> 24) ^ (i is >= 22 and < 26 ? 0 : page[i]))];
        }

        return crc;
    }

    private static uint CrcEntry(int value)
    {
        var entry = (uint)value << 24;
        for (var bit = 0; bit < 8; bit++)
        {
            entry = (entry & 0x80000000) != 0 ? (entry << 1) ^ 0x04C11DB7 : entry << 1;
        }

        return entry;
    }
}
