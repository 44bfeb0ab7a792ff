using System.Buffers.Binary;

namespace Participatory.Platform.Pictures;

/// <summary>
/// The data of one tag of a colour profile (ICC.1, 10): copied as far as its own numbers say that it computes something. What stands
/// behind its curves and tables becomes zeros, so that it keeps its length and says nothing.
/// </summary>
internal readonly ref struct IccTag
{
    private const long TooLong = int.MaxValue;

    private readonly ReadOnlySpan<byte> tag;
    private readonly Span<byte> cleaned;

    private IccTag(ReadOnlySpan<byte> tag, Span<byte> cleaned)
    {
        this.tag = tag;
        this.cleaned = cleaned;
    }

    /// <summary>It is of a type that computes colours.</summary>
    public static bool IsColour(ReadOnlySpan<byte> tag) => tag.Length >= 4
        && (tag.StartsWith("XYZ "u8) || tag.StartsWith("curv"u8) || tag.StartsWith("para"u8) || tag.StartsWith("sf32"u8)
            || tag.StartsWith("mft1"u8) || tag.StartsWith("mft2"u8) || tag.StartsWith("mAB "u8) || tag.StartsWith("mBA "u8)
            || tag.StartsWith("cicp"u8));

    /// <summary>Copies it into as many zeros; false where it says that it holds more than it does.</summary>
    public static bool Copy(ReadOnlySpan<byte> tag, Span<byte> cleaned) => new IccTag(tag, cleaned).Copy();

    private bool Copy()
    {
        tag[..4].CopyTo(cleaned);
        return tag[..4] switch
        {
            [(byte)'X', ..] => Keep(8, 12),
            [(byte)'s', ..] => Keep(8, 36),
            [(byte)'c', (byte)'i', ..] => Keep(8, 4),
            [(byte)'c', ..] or [(byte)'p', ..] => Curve(0) > 0,
            [_, (byte)'f', ..] => Table(wide: tag[3] == '2'),
            _ => Curves(toConnection: tag[1] == 'A'),
        };
    }

    /// <summary>A curve of points or of a formula; how long it is, or 0 where it is none.</summary>
    private int Curve(int at)
    {
        if (tag.Length - at < 12)
        {
            return 0;
        }

        if (tag[at..].StartsWith("curv"u8))
        {
            var length = 4 + (2L * BinaryPrimitives.ReadUInt32BigEndian(tag[(at + 8)..]));
            return Keep(at, 4) && Keep(at + 8, length) ? 8 + (int)length : 0;
        }

        int kind = BinaryPrimitives.ReadUInt16BigEndian(tag[(at + 8)..]);
        if (!tag[at..].StartsWith("para"u8) || kind > 4)
        {
            return 0;
        }

        ReadOnlySpan<int> numbers = [1, 3, 4, 5, 7];
        return Keep(at, 4) && Keep(at + 8, 2) && Keep(at + 12, numbers[kind] * 4) ? 12 + (numbers[kind] * 4) : 0;
    }

    /// <summary>A matrix, a table for each channel that goes in, one of all, and one for each that comes out.</summary>
    private bool Table(bool wide)
    {
        if (tag.Length < 52)
        {
            return false;
        }

        var (entering, leaving, all) = ((long)tag[8], (long)tag[9], Points(tag[8], tag[10], tag[9]));
        if (!wide)
        {
            return Keep(8, 3) && Keep(12, 36 + (256 * entering) + all + (256 * leaving));
        }

        var (before, after) = (BinaryPrimitives.ReadUInt16BigEndian(tag[48..]), BinaryPrimitives.ReadUInt16BigEndian(tag[50..]));
        return Keep(8, 3) && Keep(12, 40 + (2 * ((before * entering) + all + (after * leaving))));
    }

    /// <summary>Up to three rows of curves, a matrix and a table, each where the head says.</summary>
    /// <param name="toConnection">From the device's colours (mAB); else to them (mBA).</param>
    private bool Curves(bool toConnection)
    {
        if (tag.Length < 32)
        {
            return false;
        }

        var (entering, leaving) = ((int)tag[8], (int)tag[9]);
        var (near, far) = toConnection ? (leaving, entering) : (entering, leaving);
        return Keep(8, 2) && Keep(12, 20)
            && RowOfCurves(Place(12), near)
            && (Place(16) == 0 || Keep(Place(16), 48))
            && RowOfCurves(Place(20), near)
            && Grid(Place(24), entering, leaving)
            && RowOfCurves(Place(28), far);
    }

    private bool RowOfCurves(long at, int count)
    {
        for (var i = 0; at > 0 && i < count; i++)
        {
            if (at > tag.Length || Curve((int)at) is not (> 0 and var length))
            {
                return false;
            }

            at = (at + length + 3) & ~3L;
        }

        return true;
    }

    private bool Grid(long at, int entering, int leaving)
    {
        if (at == 0)
        {
            return true;
        }

        if (at > tag.Length - 20 || entering > 16)
        {
            return false;
        }

        long all = leaving;
        foreach (var points in tag.Slice((int)at, entering))
        {
            all = Math.Min(TooLong, all * points);
        }

        return tag[(int)at + 16] is 1 or 2 && Keep(at, entering) && Keep(at + 16, 1) && Keep(at + 20, all * tag[(int)at + 16]);
    }

    private long Place(int at) => BinaryPrimitives.ReadUInt32BigEndian(tag[at..]);

    private static long Points(int channels, int ofEach, int leaving)
    {
        long all = leaving;
        for (var i = 0; i < channels; i++)
        {
            all = Math.Min(TooLong, all * ofEach);
        }

        return all;
    }

    private bool Keep(long at, long length)
    {
        if (at + length > tag.Length)
        {
            return false;
        }

        tag.Slice((int)at, (int)length).CopyTo(cleaned[(int)at..]);
        return true;
    }
}
