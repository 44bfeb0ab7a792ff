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
        count = 0;
        while (at < end)
        {
            var length = plain.LengthAt(buffered[at..], end - at);
            var project = plain.Find(buffered[at..], length);
            if (project < 0 || seenAt[project] == seen || (at + length == end - 1 && buffered[end - 1] == ','))
            {
                return false;
            }

            seenAt[project] = seen;
            choices[count++] = (ushort)project;
            at += length + 1;
        }

        if (count > 1 && header.VoteType == VoteType.ChooseOne)
        {
            return false;
        }

        foreach (var project in choices.AsSpan(0, count))
        {
            votes[project]++;
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

/// <summary>Finds short ids, eight bytes at a time.</summary>
internal sealed class PbPlainIds
{
    /// <summary>The most bytes that such an id has; longer ones are not found here.</summary>
    public const int Longest = 16;

    private const ulong Ones = 0x0101_0101_0101_0101;
    private readonly (ulong First, ulong Second, int Project)[] slots;
    private readonly int shift;

    public PbPlainIds(PbHeader header)
    {
        slots = new (ulong First, ulong Second, int Project)[BitOperations.RoundUpToPowerOf2((uint)header.Projects.Length + 1) * 4];
        shift = 64 - BitOperations.Log2((uint)slots.Length);
        slots.AsSpan().Fill((0, 0, -1));
        var id = new byte[Longest];
        for (var project = 0; project < header.Projects.Length; project++)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(header.Projects[project].Project.Id);
            if (bytes.Length is 0 or > Longest)
            {
                continue;
            }

            id.AsSpan().Clear();
            bytes.CopyTo(id, 0);
            var (first, second) = (BitConverter.ToUInt64(id), BitConverter.ToUInt64(id, 8));
            var slot = Slot(first, second);
            while (slots[slot].Project >= 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = (first, second, project);
        }
    }

    /// <summary>How many bytes there are before the next comma, and not more than <paramref name="most"/>; <see cref="Longest"/> + 1 when there are more than an id may have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LengthAt(ReadOnlySpan<byte> bytes, int most)
    {
        var first = CommaIn(BitConverter.ToUInt64(bytes));
        var length = first < 8 ? first : 8 + CommaIn(BitConverter.ToUInt64(bytes[8..]));
        return Math.Min(length == Longest ? Longest + 1 : length, most);
    }

    /// <summary>The project with the id of that many bytes, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<byte> bytes, int length)
    {
        if (length is 0 or > Longest)
        {
            return -1;
        }

        var first = BitConverter.ToUInt64(bytes) & Mask(Math.Min(length, 8));
        var second = length > 8 ? BitConverter.ToUInt64(bytes[8..]) & Mask(length - 8) : 0;
        for (var slot = Slot(first, second); slots[slot].Project >= 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot].First == first && slots[slot].Second == second)
            {
                return slots[slot].Project;
            }
        }

        return -1;
    }

    // The lowest bytes hold what comes first, on all machines that .NET 10 runs on.
    private static ulong Mask(int bytes) => bytes == 8 ? ulong.MaxValue : (1UL << (bytes * 8)) - 1;

    // The well-known way to find a zero byte in a word; 8 when there is none.
    private static int CommaIn(ulong word)
    {
        var without = word ^ (Ones * ',');
        return BitOperations.TrailingZeroCount((without - Ones) & ~without & (Ones << 7)) / 8;
    }

    private int Slot(ulong first, ulong second) => (int)(((first * 0x9E37_79B9_7F4A_7C15) ^ (second * 0xC2B2_AE3D_27D4_EB4F)) * 0x9E37_79B9_7F4A_7C15 >> shift);
}
