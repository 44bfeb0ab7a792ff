using System.Buffers.Binary;

namespace Participatory.Platform.Sounds;

/// <summary>
/// How the sound of an MP4 is coded: the header of Opus in its box, or the AudioSpecificConfig (ISO 14496-3, 1.6.2.1) in the descriptors
/// (ISO 14496-1, 7.2.6) of its sample description.
/// </summary>
internal static class Mp4Config
{
    private const int EntryHeader = 36;

    /// <summary>What makes a sound of the frames of the track.</summary>
    /// <param name="description">The content of stsd.</param>
    public static Func<IReadOnlyList<ReadOnlyMemory<byte>>, Sound> Read(ReadOnlySpan<byte> description)
    {
        Sound.Require(description.Length >= 8 + EntryHeader + 8 && BinaryPrimitives.ReadUInt32BigEndian(description[4..]) == 1);
        var entry = description[8..];
        if (entry[4..8].SequenceEqual("Opus"u8))
        {
            var (streams, preSkip) = OpusHead(entry);
            return packets => OpusFile.From(new OpusSound(streams, preSkip, packets));
        }

        if (!entry[4..8].SequenceEqual("mp4a"u8))
        {
            throw Sound.CodedOtherwise();
        }

        // What follows the fields of the entry are boxes again; QuickTime's newer forms put more fields between.
        var at = entry.IndexOf("esds"u8);
        Sound.Require(at >= EntryHeader && entry.Length >= at + 8);
        var (profile, rate, channels) = Parse(Config(entry[(at + 8)..]));
        return frames => Adts.From(new AacSound(profile, rate, channels, frames));
    }

    /// <summary>
    /// Channels and pre-skip of dOps (Encapsulation of Opus in ISO Base Media File Format, 4.3.2): one stream of one or two channels.
    /// </summary>
    private static (int Channels, int PreSkip) OpusHead(ReadOnlySpan<byte> entry)
    {
        var at = entry.IndexOf("dOps"u8);
        Sound.Require(at >= EntryHeader && entry.Length >= at + 4 + 11 && entry[at + 4] == 0);
        var head = entry[(at + 4)..];
        return head[1] is 1 or 2 && head[10] == 0 ? (head[1], BinaryPrimitives.ReadUInt16BigEndian(head[2..]))
            : throw Sound.CodedOtherwise();
    }

    /// <summary>Descriptor 5 in 4 in 3.</summary>
    private static ReadOnlySpan<byte> Config(ReadOnlySpan<byte> descriptors)
    {
        var elementary = Descriptor(descriptors, 3);
        Sound.Require(elementary.Length > 3);
        var flags = elementary[2];
        var skip = 3 + ((flags & 0x80) != 0 ? 2 : 0) + ((flags & 0x20) != 0 ? 2 : 0);
        Sound.Require((flags & 0x40) == 0 && elementary.Length > skip);
        var decoder = Descriptor(elementary[skip..], 4);
        Sound.Require(decoder.Length > 13);
        return decoder[0] == 0x40 ? Descriptor(decoder[13..], 5) : throw Sound.CodedOtherwise();
    }

    private static ReadOnlySpan<byte> Descriptor(ReadOnlySpan<byte> bytes, byte tag)
    {
        Sound.Require(bytes.Length > 1 && bytes[0] == tag);
        var (length, at) = (0, 1);
        do
        {
            Sound.Require(at < bytes.Length && at < 5);
            length = (length << 7) | (bytes[at] & 0x7F);
        }
        while ((bytes[at++] & 0x80) != 0);
        Sound.Require(length <= bytes.Length - at);
        return bytes.Slice(at, length);
    }

    private static (int Profile, int RateIndex, int Channels) Parse(ReadOnlySpan<byte> config)
    {
        Sound.Require(config.Length >= 2);
        var bits = (config[0] << 24) | (config[1] << 16) | ((config.Length > 2 ? config[2] : 0) << 8) | (config.Length > 3 ? config[3] : 0);
        var (kind, rate, channels) = ((bits >> 27) & 31, (bits >> 23) & 15, (bits >> 19) & 15);
        if (kind is 5 or 29)
        {
            // High efficiency: the kind beneath it follows, and players find the rest in the frames.
            kind = (bits >> 10) & 31;
        }

        return kind is >= 1 and <= 4 && rate < Adts.Rates.Count && channels is 1 or 2 ? (kind, rate, channels)
            : throw Sound.CodedOtherwise();
    }
}
