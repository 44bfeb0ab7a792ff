using System.Buffers.Binary;

namespace Participatory.Platform.Sounds;

/// <summary>What can be heard in a file with Opus (RFC 6716): its packets, in their order.</summary>
/// <param name="Channels">1 or 2.</param>
/// <param name="PreSkip">How many samples at 48 kHz come before what is meant to be heard.</param>
/// <param name="Packets">At least one, none of them empty.</param>
public sealed record OpusSound(int Channels, int PreSkip, IReadOnlyList<ReadOnlyMemory<byte>> Packets)
{
    /// <summary>The largest packet that the codec makes: 48 frames of 1,275 bytes and what tells their lengths.</summary>
    public const int MaxPacket = 61_440;

    private static readonly int[] SpeechSamples = [480, 960, 1920, 2880];
    private static readonly int[] MixedSamples = [480, 960];
    private static readonly int[] MusicSamples = [120, 240, 480, 960];

    /// <summary>Reads the header of the codec (RFC 7845, 5.1): one stream of one or two channels.</summary>
    public static (int Channels, int PreSkip) Head(ReadOnlySpan<byte> head)
    {
        Sound.Require(head.Length >= 19 && head.StartsWith("OpusHead"u8) && head[8] is > 0 and < 16);
        return head[9] is 1 or 2 && head[18] == 0
            ? (head[9], BinaryPrimitives.ReadUInt16LittleEndian(head[10..]))
            : throw Sound.CodedOtherwise();
    }

    /// <summary>The header anew: nothing in it but channels and pre-skip.</summary>
    public byte[] Head()
    {
        var head = new byte[19];
        "OpusHead"u8.CopyTo(head);
        (head[8], head[9]) = (1, (byte)Channels);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(10), (ushort)PreSkip);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), 48_000);
        return head;
    }

    /// <summary>How many samples at 48 kHz a packet makes (RFC 6716, 3.1 and 3.2).</summary>
    public static int Samples(ReadOnlySpan<byte> packet)
    {
        Sound.Require(packet.Length is > 0 and <= MaxPacket);
        var config = packet[0] >> 3;
        var each = config < 12 ? SpeechSamples[config & 3] : config < 16 ? MixedSamples[config & 1] : MusicSamples[config & 3];
        var frames = (packet[0] & 3) switch { 0 => 1, 3 => packet.Length > 1 ? packet[1] & 63 : 0, _ => 2 };
        Sound.Require(frames > 0 && each * frames <= 5760);
        return each * frames;
    }

    /// <summary>
    /// Where the padding of a packet lies, which holds no sound (RFC 6716, 3.2.5): only the form with a count of frames has it.
    /// </summary>
    public static Range Padding(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 3 || (packet[0] & 3) != 3 || (packet[1] & 0x40) == 0)
        {
            return packet.Length..packet.Length;
        }

        var (at, padding) = (2, 0);
        int more;
        do
        {
            Sound.Require(at < packet.Length);
            more = packet[at++];
            // 255 stands for 254 and one more number.
            padding += more == 255 ? 254 : more;
        }
        while (more == 255);
        Sound.Require(padding <= packet.Length - at);
        return (packet.Length - padding)..packet.Length;
    }
}
