using System.Buffers.Binary;

namespace Participatory.Platform.Sounds;

/// <summary>
/// What frames of an MP3 hold beside sound (ISO 11172-3, 2.4.1.7 and 2.4.3.1): the sound of a frame lies somewhere in the frames so far and
/// says how long it is; whatever no frame counts as its own is not played, and becomes zeros.
/// </summary>
internal sealed class Mp3Frames
{
    private const int HeaderBytes = 4;
    private const int ChecksumBytes = 2;

    private readonly List<Frame> frames = [];
    private long length;

    /// <summary>Takes in that a frame was written.</summary>
    /// <param name="frame">All of it.</param>
    /// <param name="at">Where it stands in the file that is kept.</param>
    public void Add(ReadOnlySpan<byte> frame, int at)
    {
        var isFirst = ((frame[1] >> 3) & 3) == 3;
        var channels = frame[3] >> 6 == 3 ? 1 : 2;
        var start = HeaderBytes + ((frame[1] & 1) == 0 ? ChecksumBytes : 0);
        var side = isFirst ? (channels == 1 ? 17 : 32) : (channels == 1 ? 9 : 17);
        Sound.Require(frame.Length >= start + side);
        var facts = frame.Slice(start, side);
        var slot = frame.Length - start - side;
        // How many bytes before its own place the sound begins, and how many bits it has.
        var before = isFirst ? Bits(facts, 0, 9) : Bits(facts, 0, 8);
        var bits = 0;
        foreach (var place in Places(isFirst, channels))
        {
            bits += Bits(facts, place, 12);
        }

        var from = Math.Max(0, length - before);
        frames.Add(new Frame(at + start + side, slot, length, from, Math.Min(length + slot, from + ((bits + 7) / 8))));
        length += slot;
    }

    /// <summary>Makes zeros of what no frame plays.</summary>
    public void ClearRest(Span<byte> file)
    {
        var (played, slot) = (0L, 0);
        foreach (var frame in frames)
        {
            Clear(file, ref slot, played, frame.From);
            played = Math.Max(played, frame.To);
        }

        Clear(file, ref slot, played, length);
    }

    /// <param name="slot">The frame in whose place <paramref name="from"/> lies, or one before it; it only goes on.</param>
    private void Clear(Span<byte> file, ref int slot, long from, long to)
    {
        while (from < to)
        {
            while (frames[slot].Start + frames[slot].Length <= from)
            {
                slot++;
            }

            var here = frames[slot];
            var inside = (int)(from - here.Start);
            var bytes = (int)Math.Min(to - from, here.Length - inside);
            file.Slice(here.At + inside, bytes).Clear();
            from += bytes;
        }
    }

    /// <summary>Where the lengths of a frame's parts stand, in bits.</summary>
    private static int[] Places(bool isFirst, int channels) => (isFirst, channels) switch
    {
        (true, 1) => [18, 77],
        (true, _) => [20, 79, 138, 197],
        (false, 1) => [9],
        _ => [10, 73],
    };

    private static int Bits(ReadOnlySpan<byte> bytes, int at, int count)
    {
        Span<byte> four = stackalloc byte[4];
        var from = bytes[(at / 8)..];
        from[..Math.Min(4, from.Length)].CopyTo(four);
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(four) << (at % 8) >> (32 - count));
    }

    /// <param name="At">Where its place for sound is in the file.</param>
    /// <param name="Length">How long that is.</param>
    /// <param name="Start">Where it is among all such places, put one behind the other.</param>
    /// <param name="From">Where its own sound begins, counted so.</param>
    /// <param name="To">Where that ends.</param>
    private readonly record struct Frame(int At, int Length, long Start, long From, long To);
}
