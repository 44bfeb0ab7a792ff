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

        if (voteColumn == header.VoteColumns.Length - 1)
        {
            // One separator more would be part of an id, and no plain id has one.
            start = at;
            return true;
        }

        return row[at..].IndexOf((byte)';') < 0;
    }
}
