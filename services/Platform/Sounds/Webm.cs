using System.Text;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Sounds;

/// <summary>
/// WebM (RFC 8794, RFC 9559): elements in elements, of which only the packets of one Opus track are taken. Tags, titles,
/// attachments, cues and the name of the program that wrote it are left behind. Sizes may be unknown, as browsers write.
/// </summary>
public static class Webm
{
    private const uint HeaderId = 0x1A45DFA3;
    private const uint SegmentId = 0x18538067;
    private const uint TracksId = 0x1654AE6B;
    private const uint ClusterId = 0x1F43B675;

    // What may stand in a segment: the beginning of any of these ends a cluster of unknown size.
    private static readonly HashSet<uint> InSegment =
        [0x114D9B74, 0x1549A966, TracksId, ClusterId, 0x1C53BB6B, 0x1254C367, 0x1043A770, 0x1941A469];

    /// <summary>The file begins like a WebM.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith<byte>([0x1A, 0x45, 0xDF, 0xA3]);

    /// <summary>The sound in <paramref name="file"/>.</summary>
    public static OpusSound Read(ReadOnlyMemory<byte> bytes, Budget budget)
    {
        var file = new Source(bytes, budget);
        var header = Next(file, 0, bytes.Length);
        Sound.Require(header.Id == HeaderId && header.End <= bytes.Length && !header.Unknown);
        var segment = Next(file, header.End, bytes.Length);
        Sound.Require(segment.Id == SegmentId);

        Track? track = null;
        List<ReadOnlyMemory<byte>> packets = [];
        for (var at = segment.Start; at < segment.End;)
        {
            var element = Next(file, at, segment.End);
            Sound.Require(!element.Unknown || element.Id == ClusterId);
            if (element.Id == TracksId)
            {
                Sound.Require(track is null);
                track = Tracks(file, element);
            }

            at = element.Id == ClusterId
                ? Cluster(file, element, track ?? throw Sound.Broken(), packets)
                : element.End;
        }

        Sound.Require(track is not null && packets.Count > 0);
        var (channels, preSkip) = OpusSound.Head(track!.Private.Span);
        return new OpusSound(channels, preSkip, packets);
    }

    private static Track Tracks(Source file, Element tracks)
    {
        List<Track> found = [];
        foreach (var entry in Children(file, tracks).Where(child => child.Id == 0xAE))
        {
            var parts = Children(file, entry).ToLookup(child => child.Id, child => file.Bytes[child.Start..child.End]);
            found.Add(new Track(Number(parts[0xD7]), Number(parts[0x83]), Encoding.Latin1.GetString(parts[0x86].FirstOrDefault().Span),
                parts[0x63A2].FirstOrDefault()));
        }

        if (found.Exists(track => track.Kind == 1))
        {
            throw Sound.IsFilm();
        }

        Sound.Require(found.Count == 1 && found[0].Number is > 0 and < 127);
        return found[0] is { Kind: 2, Codec: "A_OPUS" } sound ? sound : throw Sound.CodedOtherwise();
    }

    /// <returns>Where the cluster ends.</returns>
    private static int Cluster(Source file, Element cluster, Track track, List<ReadOnlyMemory<byte>> packets)
    {
        var at = cluster.Start;
        while (at < cluster.End)
        {
            var element = Next(file, at, cluster.End);
            if (cluster.Unknown && InSegment.Contains(element.Id))
            {
                break;
            }

            Sound.Require(!element.Unknown);
            switch (element.Id)
            {
                case 0xA3:
                    packets.Add(Block(file.Bytes[element.Start..element.End], track));
                    break;
                case 0xA0:
                    packets.AddRange(Children(file, element).Where(child => child.Id == 0xA1)
                        .Select(child => Block(file.Bytes[child.Start..child.End], track)));
                    break;
            }

            at = element.End;
        }

        return at;
    }

    /// <summary>Track, time and flags, then one packet; several in one block is for music and nothing that browsers record.</summary>
    private static ReadOnlyMemory<byte> Block(ReadOnlyMemory<byte> block, Track track)
    {
        var head = block.Span;
        Sound.Require(head.Length > 4 && head[0] == (0x80 | track.Number) && (head[3] & 0x06) == 0);
        return block[4..];
    }

    private static IEnumerable<Element> Children(Source file, Element parent)
    {
        for (var at = parent.Start; at < parent.End;)
        {
            var child = Next(file, at, parent.End);
            Sound.Require(!child.Unknown);
            yield return child;
            at = child.End;
        }
    }

    private static Element Next(Source file, int at, int end)
    {
        file.Budget.Part();
        var bytes = file.Bytes.Span[at..end];
        var idLength = Length(bytes, most: 4);
        uint id = 0;
        foreach (var value in bytes[..idLength])
        {
            id = (id << 8) | value;
        }

        bytes = bytes[idLength..];
        var sizeLength = Length(bytes, most: 8);
        ulong size = bytes[0] & (0xFFUL >> sizeLength);
        var unknown = size == 0xFFUL >> sizeLength;
        foreach (var value in bytes[1..sizeLength])
        {
            size = (size << 8) | value;
            unknown &= value == 0xFF;
        }

        var start = at + idLength + sizeLength;
        Sound.Require(unknown || size <= (ulong)(end - start));
        return new Element(id, start, unknown ? end : start + (int)size, unknown);
    }

    /// <summary>How many bytes a number has: as many as zeros before its first one, and one.</summary>
    private static int Length(ReadOnlySpan<byte> bytes, int most)
    {
        Sound.Require(bytes.Length > 0 && bytes[0] != 0);
        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[0]) - 24 + 1;
        Sound.Require(length <= most && length <= bytes.Length);
        return length;
    }

    private static int Number(IEnumerable<ReadOnlyMemory<byte>> contents)
    {
        var number = 0;
        foreach (var value in contents.FirstOrDefault().Span)
        {
            Sound.Require(number < 1 << 16);
            number = (number << 8) | value;
        }

        return number;
    }

    private readonly record struct Source(ReadOnlyMemory<byte> Bytes, Budget Budget);

    private readonly record struct Element(uint Id, int Start, int End, bool Unknown);

    private sealed record Track(int Number, int Kind, string Codec, ReadOnlyMemory<byte> Private);
}
