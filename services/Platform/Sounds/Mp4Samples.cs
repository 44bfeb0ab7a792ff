using System.Buffers.Binary;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Sounds;

/// <summary>Where the frames of a sound track lie in an MP4.</summary>
internal static class Mp4Samples
{
    /// <summary>Frames that the tables of a whole file name: how large each is, how many a chunk has, and where chunks begin.</summary>
    public static List<ReadOnlyMemory<byte>> InTable(
        ReadOnlyMemory<byte> file, Budget budget, Func<string, ReadOnlyMemory<byte>> table)
    {
        var sizes = Sizes(table("stsz").Span);
        var chunks = Offsets(table("stco").Span, table("co64").Span);
        var perChunk = table("stsc").Span;
        List<ReadOnlyMemory<byte>> frames = [];
        if (sizes.Length == 0)
        {
            return frames;
        }

        var runs = Count(perChunk, at: 4, entry: 12);
        Sound.Require(runs > 0);
        for (int chunk = 0, run = 0; chunk < chunks.Length && frames.Count < sizes.Length; chunk++)
        {
            while (run + 1 < runs && U32(perChunk, 8 + ((run + 1) * 12)) <= chunk + 1)
            {
                run++;
            }

            var at = chunks[chunk];
            var of = U32(perChunk, 8 + (run * 12) + 4);
            for (var i = 0; i < of && frames.Count < sizes.Length; i++)
            {
                var size = sizes[frames.Count];
                frames.Add(Piece(file, budget, at, size));
                at += size;
            }
        }

        Sound.Require(frames.Count == sizes.Length);
        return frames;
    }

    /// <summary>Frames of one run of a fragment (ISO 14496-12, 8.8.7 and 8.8.8).</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="budget">How many there may be.</param>
    /// <param name="fragmentAt">Where the fragment begins, from where runs count.</param>
    /// <param name="boxes">The contents of the run's boxes of a name.</param>
    public static List<ReadOnlyMemory<byte>> InFragment(
        ReadOnlyMemory<byte> file, Budget budget, int fragmentAt, Func<string, IReadOnlyList<ReadOnlyMemory<byte>>> boxes)
    {
        var headers = boxes("tfhd");
        Sound.Require(headers.Count == 1 && headers[0].Length >= 8);
        var header = headers[0].Span;
        var flags = U32(header, 0) & 0xFFFFFF;
        // The place it counts from, a description and a duration may stand before the size that frames have.
        var at = 8;
        long from = fragmentAt;
        if ((flags & 0x01) != 0)
        {
            Sound.Require(header.Length >= 16);
            from = BinaryPrimitives.ReadInt64BigEndian(header[8..]);
            at += 8;
        }

        at += ((flags & 0x02) != 0 ? 4 : 0) + ((flags & 0x08) != 0 ? 4 : 0);
        var normal = (flags & 0x10) != 0 ? U32(header, at) : 0;

        List<ReadOnlyMemory<byte>> frames = [];
        foreach (var run in boxes("trun"))
        {
            from = Run(file, budget, run.Span, fragmentAt, from, normal, frames);
        }

        return frames;
    }

    /// <returns>Where the next run begins, if it does not say so itself.</returns>
    private static long Run(
        ReadOnlyMemory<byte> file, Budget budget, ReadOnlySpan<byte> run, int fragmentAt, long from, long normal,
        List<ReadOnlyMemory<byte>> frames)
    {
        var flags = U32(run, 0) & 0xFFFFFF;
        var count = U32(run, 4);
        var at = 8;
        if ((flags & 0x01) != 0)
        {
            from = fragmentAt + (int)U32(run, at);
            at += 4;
        }

        at += (flags & 0x04) != 0 ? 4 : 0;
        for (var i = 0; i < count; i++)
        {
            at += (flags & 0x100) != 0 ? 4 : 0;
            var size = normal;
            if ((flags & 0x200) != 0)
            {
                size = U32(run, at);
                at += 4;
            }

            at += ((flags & 0x400) != 0 ? 4 : 0) + ((flags & 0x800) != 0 ? 4 : 0);
            frames.Add(Piece(file, budget, from, size));
            from += size;
        }

        return from;
    }

    private static ReadOnlyMemory<byte> Piece(ReadOnlyMemory<byte> file, Budget budget, long at, long size)
    {
        Sound.Require(size > 0 && at >= 8 && at <= file.Length && size <= file.Length - at);
        budget.Part(at, size);
        return file.Slice((int)at, (int)size);
    }

    private static long[] Sizes(ReadOnlySpan<byte> table)
    {
        if (table.IsEmpty)
        {
            return [];
        }

        var same = U32(table, 4);
        var count = U32(table, 8);
        Sound.Require(count <= Budget.MaxParts && (same > 0 || table.Length >= 12 + (count * 4)));
        var sizes = new long[count];
        for (var i = 0; i < count; i++)
        {
            sizes[i] = same > 0 ? same : U32(table, 12 + (i * 4));
        }

        return sizes;
    }

    private static long[] Offsets(ReadOnlySpan<byte> narrow, ReadOnlySpan<byte> wide)
    {
        var table = narrow.IsEmpty ? wide : narrow;
        var entry = narrow.IsEmpty ? 8 : 4;
        if (table.IsEmpty)
        {
            return [];
        }

        var offsets = new long[Count(table, at: 4, entry)];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = entry == 4 ? U32(table, 8 + (i * 4)) : BinaryPrimitives.ReadInt64BigEndian(table[(8 + (i * 8))..]);
        }

        return offsets;
    }

    private static int Count(ReadOnlySpan<byte> table, int at, int entry)
    {
        var count = U32(table, at);
        Sound.Require(count <= Budget.MaxParts && table.Length >= at + 4 + (count * entry));
        return (int)count;
    }

    private static long U32(ReadOnlySpan<byte> bytes, int at)
    {
        Sound.Require(bytes.Length >= at + 4);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
    }
}
