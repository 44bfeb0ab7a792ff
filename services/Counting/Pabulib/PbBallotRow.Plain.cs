using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Pabulib;

/// <content>
/// The short way for rows like a million others: every field there, no quotation mark, no points, and nothing but ids that are known, each
/// once, between commas. Whatever is not like
/// that goes the long way, which knows what to forgive and what to say.
/// </content>
internal sealed partial class PbBallotRow
{
    // Only whole elections are read this way, and only without points: whoever reads vote by vote need not wait for it.
    private PbPlainIds? plain;

    /// <summary>
    /// Takes rows from the beginning of the bytes, as many as are plain and for as many as there is room. The last few bytes are always
    /// left.
    /// </summary>
    /// <param name="bytes">What is at hand, from the beginning of a row.</param>
    /// <param name="into">Where the ballots go.</param>
    /// <param name="rows">How many rows were taken.</param>
    /// <returns>How many bytes they have.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int TakePlain(ReadOnlySpan<byte> bytes, PbBallots into, out int rows)
    {
        rows = 0;
        if (pointsColumn >= 0)
        {
            return 0;
        }

        var ids = plain ??= new PbPlainIds(header);
        var last = header.VoteColumns.Length - 1;
        var (row, field, column, beyondAscii) = (0, 0, 0, -1);
        var (chosen, first) = into.MakeRoom(choices.Length);
        var to = first;
        seen++;
        // The marks that matter are found for many bytes at once; ids are looked at sixteen bytes at a time.
        for (var block = 0; block + Vector256<byte>.Count + PbPlainIds.Longest <= bytes.Length; block += Vector256<byte>.Count)
        {
            var letters = Vector256.Create(bytes.Slice(block, Vector256<byte>.Count));
            beyondAscii = letters.ExtractMostSignificantBits() == 0 ? beyondAscii : block + Vector256<byte>.Count - 1;
            for (var marks = Marks(letters); marks != 0; marks &= marks - 1)
            {
                var at = block + BitOperations.TrailingZeroCount(marks);
                var mark = bytes[at];
                if (column == voteColumn)
                {
                    var length = at - field - (mark == '\n' && at > field && bytes[at - 1] == '\r' ? 1 : 0);
                    if (length > 0)
                    {
                        var project = ids.Find(bytes[field..], length);
                        if (project < 0 || seenAt[project] == seen)
                        {
                            return row;
                        }

                        seenAt[project] = seen;
                        chosen[to++] = (ushort)project;
                    }
                    else if (mark == ',' || to > first)
                    {
                        return row;
                    }

                    field = at + 1;
                }

                if (mark == ',')
                {
                    continue;
                }

                if (mark == ';' && column < last)
                {
                    (column, field) = (column + 1, at + 1);
                    continue;
                }

                if (mark != '\n' || column < last || !IsPlain(bytes[row..at], beyondAscii >= row)
                    || (header.VoteType == VoteType.ChooseOne && to > first + 1))
                {
                    return row;
                }

                into.End(to);
                ballots++;
                rows++;
                (row, field, column) = (at + 1, at + 1, 0);
                if (into.IsFull)
                {
                    return row;
                }

                (chosen, first) = into.MakeRoom(choices.Length);
                to = first;
                seen++;
            }
        }

        return row;
    }

    // What separates fields, ids and rows, and the mark that changes what these mean.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Marks(Vector256<byte> letters) =>
        (Vector256.Equals(letters, Vector256.Create((byte)',')) | Vector256.Equals(letters, Vector256.Create((byte)';'))
            | Vector256.Equals(letters, Vector256.Create((byte)'\n')) | Vector256.Equals(letters, Vector256.Create((byte)'"')))
                .ExtractMostSignificantBits();

    // An empty row is no ballot, too long a row is refused, and so is one that is not UTF-8.
    private static bool IsPlain(ReadOnlySpan<byte> row, bool maybeBeyondAscii) =>
        row.Length is > 0 and < PbLimits.RowBytes && row is not [(byte)'\r'] && (!maybeBeyondAscii || Utf8.IsValid(row));
}
