using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Participatory.Platform.Calls;
using Participatory.Platform.Tables;
using Participatory.Words;

namespace Participatory.Voting.Roll;

/// <summary>A line of the roll, or what is wrong with it.</summary>
/// <param name="Number">Counted from 1, the header included.</param>
/// <param name="Fault">Null where the line can be used.</param>
internal readonly record struct RollLine(long Number, string VoterId, string AreaCode, Reason? Fault = null)
{
    /// <summary>A line that cannot be used.</summary>
    public static RollLine Bad(long number, Reason fault, params Value[] values) => new(number, "", "", fault) { Values = values };

    /// <summary>What the fault names.</summary>
    public Value[] Values { get => field ?? []; private init; }
}

/// <summary>
/// Reads a roll: CSV in UTF-8 with the header <c>voter_id,area_code</c> ("Voter ID", "Area code"), one voter a line, as spreadsheets
/// write it: see <see cref="Csv"/>. A field never goes over several lines here, so that one that is not closed leaves the others readable.
/// </summary>
internal static partial class RollCsv
{
    /// <summary>The longest line in characters.</summary>
    public const int MaxLineLength = 1_000;

    // Of a header that is not ours, enough to know the file by.
    private const int MostNamed = 5;
    private const int LongestNamed = 40;

    /// <summary>Reads every line but the header. Where the header is wrong, that is the only line.</summary>
    public static async IAsyncEnumerable<RollLine> Read(Stream csv, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var first = true;
        await foreach (var row in Csv.Read(csv, MaxLineLength, severalLines: false, cancellation))
        {
            if (!first)
            {
                yield return Parse(row);
            }
            else if (row.Cells is not [var voter, var area] || !Is(voter, "voterid") || !Is(area, "areacode"))
            {
                yield return row.Cells.Count == 0 ? RollLine.Bad(1, VotingReasons.RollHeaderUnreadable)
                    : RollLine.Bad(1, VotingReasons.RollHeaderWrong, ("found", row.Cells.Take(MostNamed).Select(Short)));
                yield break;
            }

            first = false;
        }

        if (first)
        {
            yield return RollLine.Bad(1, VotingReasons.RollIsEmptyFile);
        }

        // "Voter ID" is what a person makes of voter_id.
        static bool Is(string field, string name) =>
            string.Equals(string.Concat(field.Where(sign => sign is not (' ' or '_' or '-'))), name, StringComparison.OrdinalIgnoreCase);

        static string Short(string cell) => cell.Length > LongestNamed ? cell[..LongestNamed] + "…" : cell;
    }

    private static RollLine Parse(TableRow row) => row switch
    {
        { Fault: RowFault.TooLong } => RollLine.Bad(row.Line, VotingReasons.LineTooLong, ("max", MaxLineLength)),
        { Fault: RowFault.NotUtf8 } => RollLine.Bad(row.Line, VotingReasons.LineNotUtf8),
        { Fault: RowFault.Quotes } => RollLine.Bad(row.Line, VotingReasons.LineQuoteOpen),
        { Cells: ["", _] } => RollLine.Bad(row.Line, VotingReasons.LineVoterMissing),
        { Cells: [_] } => RollLine.Bad(row.Line, VotingReasons.LineAreaMissing),
        { Cells: not [_, _] } => RollLine.Bad(row.Line, VotingReasons.LineColumnsWrong, ("columns", row.Cells.Count)),
        { Cells: [{ Length: > 60 }, _] } => RollLine.Bad(row.Line, VotingReasons.LineVoterTooLong),
        { Cells: [var voter, _] } when !VoterIdShape().IsMatch(voter) =>
            RollLine.Bad(row.Line, VotingReasons.LineVoterWrong),
        { Cells: [var voter, var area] } => new RollLine(row.Line, voter, area),
    };

    [GeneratedRegex("^[A-Za-z0-9._/-]+\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VoterIdShape();
}
