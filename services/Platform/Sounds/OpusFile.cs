using System.Buffers.Binary;

namespace Participatory.Platform.Sounds;

/// <summary>Writes Opus packets as a WebM of our own: one track, no names, no times but its own.</summary>
internal static class OpusFile
{
    private const int SamplesOfMillisecond = 48;

    /// <summary>A block tells its time from its cluster's in 16 bits.</summary>
    private const int ClusterMilliseconds = 10_000;

    /// <summary>What stands before each packet, and before all of them; a little more or less is only a copy more.</summary>
    private const int BlockBytes = 8;

    private const int FrontBytes = 4_096;

    public static Sound From(OpusSound sound)
    {
        // Written straight into one buffer: a file of ten megabytes is copied often enough on its way.
        using var file = new MemoryStream(FrontBytes + sound.Packets.Sum(packet => packet.Length + BlockBytes));
        file.Write(Header());
        var segment = Open(file, 0x18538067);
        var milliseconds = sound.Packets.Sum(packet => (long)OpusSound.Samples(packet.Span)) / (double)SamplesOfMillisecond;
        file.Write(Info(milliseconds));
        file.Write(Tracks(sound));
        WriteClusters(file, sound.Packets);
        Close(file, segment);
        return new Sound("audio/webm", TimeSpan.FromMilliseconds(milliseconds), file.ToArray());
    }

    private static void WriteClusters(MemoryStream file, IReadOnlyList<ReadOnlyMemory<byte>> packets)
    {
        var (samples, clusterAt, cluster) = (0L, 0L, -1L);
        foreach (var packet in packets)
        {
            var at = samples / SamplesOfMillisecond;
            if (cluster < 0 || at - clusterAt >= ClusterMilliseconds)
            {
                Close(file, cluster);
                (clusterAt, cluster) = (at, Open(file, 0x1F43B675));
                file.Write(Number(0xE7, (ulong)at));
            }

            Block(file, (short)(at - clusterAt), packet.Span);
            samples += OpusSound.Samples(packet.Span);
        }

        Close(file, cluster);
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

    /// <summary>Begins an element whose size is not known yet, and returns where that has to stand.</summary>
    private static long Open(MemoryStream file, uint id)
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, id);
        file.Write(name);
        file.Write([0, 0, 0, 0]);
        return file.Position - 4;
    }

    /// <summary>Says how long an element is that ends here, where one was begun.</summary>
    private static void Close(MemoryStream file, long sizeAt)
    {
        if (sizeAt >= 0)
        {
            Size((int)(file.Length - sizeAt - 4)).CopyTo(file.GetBuffer(), sizeAt);
        }
    }

    private static void Block(MemoryStream cluster, short at, ReadOnlySpan<byte> packet)
    {
        Span<byte> head = [0x81, 0, 0, 0x80];
        BinaryPrimitives.WriteInt16BigEndian(head[1..], at);
        cluster.Write([0xA3]);
        var length = head.Length + packet.Length;
        // Short where it can be, so that a file of small packets does not grow.
        cluster.Write(length < 0x3FFF ? [(byte)(0x40 | (length >> 8)), (byte)length] : Size(length));
        cluster.Write(head);
        cluster.Write(packet);
        // What pads a packet is not heard and could say anything.
        var padding = packet[OpusSound.Padding(packet)].Length;
        cluster.GetBuffer().AsSpan((int)cluster.Position - padding, padding).Clear();
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
