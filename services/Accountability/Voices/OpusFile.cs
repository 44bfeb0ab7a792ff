using System.Buffers.Binary;

namespace Participatory.Accountability.Voices;

/// <summary>Writes Opus packets as a WebM of our own: one track, no names, no times but its own.</summary>
internal static class OpusFile
{
    private const int SamplesOfMillisecond = 48;

    /// <summary>A block tells its time from its cluster's in 16 bits.</summary>
    private const int ClusterMilliseconds = 10_000;

    public static Sound From(OpusSound sound)
    {
        using var clusters = new MemoryStream();
        using var cluster = new MemoryStream();
        long samples = 0;
        long clusterAt = 0;
        foreach (var packet in sound.Packets)
        {
            var at = samples / SamplesOfMillisecond;
            if (at - clusterAt >= ClusterMilliseconds)
            {
                Flush(clusters, cluster, clusterAt);
                clusterAt = at;
            }

            Block(cluster, (short)(at - clusterAt), packet.Span);
            samples += OpusSound.Samples(packet.Span);
        }

        Flush(clusters, cluster, clusterAt);
        var milliseconds = samples / (double)SamplesOfMillisecond;
        byte[] bytes = [.. Header(), .. Element(0x18538067, [.. Info(milliseconds), .. Tracks(sound), .. clusters.ToArray()])];
        return new Sound("audio/webm", TimeSpan.FromMilliseconds(milliseconds), bytes);
    }

    private static byte[] Header() => Element(
        0x1A45DFA3,
        [
            .. Number(0x4286, 1), .. Number(0x42F7, 1), .. Number(0x42F2, 4), .. Number(0x42F3, 8),
            .. Element(0x4282, "webm"u8), .. Number(0x4287, 4), .. Number(0x4285, 2),
        ]);

    private static byte[] Info(double milliseconds) => Element(
        0x1549A966, [.. Number(0x2AD7B1, 1_000_000), .. Float(0x4489, milliseconds), .. Element(0x4D80, "participatory"u8),
            .. Element(0x5741, "participatory"u8)]);

    private static byte[] Tracks(OpusSound sound) => Element(0x1654AE6B, Element(
        0xAE,
        [
            .. Number(0xD7, 1), .. Number(0x73C5, 1), .. Number(0x83, 2), .. Element(0x86, "A_OPUS"u8),
            .. Number(0x56AA, (ulong)sound.PreSkip * 1_000_000 / SamplesOfMillisecond), .. Number(0x56BB, 80_000_000),
            .. Element(0x63A2, sound.Head()), .. Element(0xE1, [.. Float(0xB5, 48_000), .. Number(0x9F, (ulong)sound.Channels)]),
        ]));

    private static void Flush(MemoryStream clusters, MemoryStream cluster, long at)
    {
        if (cluster.Length > 0)
        {
            clusters.Write(Element(0x1F43B675, [.. Number(0xE7, (ulong)at), .. cluster.ToArray()]));
            cluster.SetLength(0);
        }
    }

    private static void Block(MemoryStream cluster, short at, ReadOnlySpan<byte> packet)
    {
        Span<byte> head = [0x81, 0, 0, 0x80];
        BinaryPrimitives.WriteInt16BigEndian(head[1..], at);
        cluster.Write([0xA3]);
        cluster.Write(Size(head.Length + packet.Length));
        cluster.Write(head);
        cluster.Write(packet);
    }

    private static byte[] Element(uint id, ReadOnlySpan<byte> content)
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, id);
        return [.. name.TrimStart((byte)0), .. Size(content.Length), .. content];
    }

    private static byte[] Number(uint id, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        var shortest = bytes.TrimStart((byte)0);
        return Element(id, shortest.IsEmpty ? bytes[7..] : shortest);
    }

    private static byte[] Float(uint id, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return Element(id, bytes);
    }

    /// <summary>Always in four bytes, which reach to 256 MB.</summary>
    private static byte[] Size(int length)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(size, (uint)length | 0x10000000);
        return size;
    }
}
