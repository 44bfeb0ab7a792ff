using System.Numerics;
using System.Runtime.CompilerServices;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Pabulib;

/// <content>
/// The short way for rows like a million others: every field there, no quotation mark, no points, and nothing but ids that are known, each once, between commas. Whatever is not like
/// that goes the long way, which knows what to forgive and what to say.
/// </content>
internal sealed partial class PbBallotRow
{
    private readonly PbPlainIds plain;

    /// <summary>Takes a row, or leaves everything as it is.</summary>
    /// <param name="row">The row without its line end.</param>
    /// <param name="buffered">The row and what follows it: several bytes are looked at together.</param>
    /// <returns>False when the row has to go the long way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryTakePlain(ReadOnlySpan<byte> row, ReadOnlySpan<byte> buffered)
    {
        row = row[^1] == '\r' ? row[..^1] : row;
        if (pointsColumn >= 0 || !TryFind(row, out var at, out var end) || end + PbPlainIds.Longest > buffered.Length)
        {
            return false;
        }

        seen++;
        var found = 0;
        while (at < end)
        {
            var project = plain.Next(buffered[at..], end - at, out var length);
            if (project < 0 || seenAt[project] == seen || (at + length == end - 1 && buffered[end - 1] == ','))
            {
                return false;
            }

            seenAt[project] = seen;
            choices[found++] = (ushort)project;
            at += length + 1;
        }

        count = found;
        if (count > 1 && header.VoteType == VoteType.ChooseOne)
        {
            return false;
        }

        ballots++;
        return true;
    }

    /// <summary>Where the ids stand; false when there are not as many fields as there should be.</summary>
    private bool TryFind(ReadOnlySpan<byte> row, out int start, out int end)
    {
        (start, end) = (0, row.Length);
        var at = 0;
        for (var column = 0; column < header.VoteColumns.Length - 1; column++)
        {
            var length = row[at..].IndexOf((byte)';');
            if (length < 0)
            {
                return false;
            }

            (start, end) = column == voteColumn ? (at, at + length) : (start, end);
            at += length + 1;
        }

        start = voteColumn == header.VoteColumns.Length - 1 ? at : start;
        return row[at..].IndexOf((byte)';') < 0;
    }
}

/// <summary>Finds short ids, eight bytes at a time. The lowest byte of a word is what comes first, on all machines that .NET 10 runs on.</summary>
internal sealed class PbPlainIds
{
    /// <summary>So many bytes are looked at; an id has to be shorter to be found here.</summary>
    public const int Longest = 16;

    private const ulong Ones = 0x0101_0101_0101_0101;
    private readonly ulong[] firsts;
    private readonly ulong[] seconds;
    private readonly int[] numbers;
    private readonly int shift;

    public PbPlainIds(PbHeader header)
    {
        var size = BitOperations.RoundUpToPowerOf2((uint)header.Projects.Length + 1) * 4;
        (firsts, seconds, numbers) = (new ulong[size], new ulong[size], new int[size]);
        shift = 64 - BitOperations.Log2(size);
        var id = new byte[Longest];
        for (var project = 0; project < header.Projects.Length; project++)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(header.Projects[project].Project.Id);
            if (bytes.Length is 0 or >= Longest)
            {
                continue;
            }

            id.AsSpan().Clear();
            bytes.CopyTo(id, 0);
            var (first, second) = (BitConverter.ToUInt64(id), BitConverter.ToUInt64(id, 8));
            var slot = Slot(first, second);
            while (firsts[slot] != 0)
            {
                slot = (slot + 1) & (firsts.Length - 1);
            }

            (firsts[slot], seconds[slot], numbers[slot]) = (first, second, project);
        }
    }

    /// <summary>The project whose id stands before the next comma or the end of the row, or -1.</summary>
    /// <param name="bytes">At least <see cref="Longest"/> of them.</param>
    /// <param name="most">How many bytes there are before the end of the field.</param>
    /// <param name="length">How many bytes the id has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(ReadOnlySpan<byte> bytes, int most, out int length)
    {
        var first = BitConverter.ToUInt64(bytes);
        length = Math.Min(CommaIn(first), most);
        return length is > 0 and < 8 ? Find(first & ((1UL << (length * 8)) - 1), 0) : NextLong(bytes, most, out length);
    }

    private int NextLong(ReadOnlySpan<byte> bytes, int most, out int length)
    {
        length = Math.Min(8 + CommaIn(BitConverter.ToUInt64(bytes[8..])), most);
        if (most == 0 || bytes[0] == ',' || length == Longest)
        {
            return -1;
        }

        var second = length == 8 ? 0 : BitConverter.ToUInt64(bytes[8..]) & ((1UL << ((length - 8) * 8)) - 1);
        return length < 8 ? -1 : Find(BitConverter.ToUInt64(bytes), second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ulong first, ulong second)
    {
        // No id begins with a zero byte, so a zero is an empty place.
        for (var slot = Slot(first, second); firsts[slot] != 0; slot = (slot + 1) & (firsts.Length - 1))
        {
            if (firsts[slot] == first && seconds[slot] == second)
            {
                return numbers[slot];
            }
        }

        return -1;
    }

    // The well-known way to find a zero byte in a word; 8 when there is none.
    private static int CommaIn(ulong word)
    {
        var without = word ^ (Ones * ',');
        return BitOperations.TrailingZeroCount((without - Ones) & ~without & (Ones << 7)) / 8;
    }

    private int Slot(ulong first, ulong second) => (int)(((first * 0x9E37_79B9_7F4A_7C15) ^ (second * 0xC2B2_AE3D_27D4_EB4F)) * 0x9E37_79B9_7F4A_7C15 >> shift);
}
