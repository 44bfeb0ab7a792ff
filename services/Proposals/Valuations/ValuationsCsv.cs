using System.Globalization;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Tables;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Proposals.Valuations;

/// <summary>
/// Reads what officers found out of ideas: CSV with the columns number, area, title, state, cost, reason, note, valuations and version in
/// any order, as the desk gives it out and spreadsheets write it (see <see cref="Csv"/>). Where cost, reason and note are empty nothing
/// changes. All of it can be used, or each line that cannot is named with its reason.
/// </summary>
internal sealed class ValuationsCsv
{
    /// <summary>The most lines below the headings.</summary>
    public const int MaxLines = 10_000;

    /// <summary>The longest line in characters.</summary>
    public const int MaxLineLength = 6_000;

    /// <summary>How many faults are named one by one.</summary>
    public const int MostFaults = 100;

    private const int LongestNamed = 40;

    private static readonly string[] Columns = ["number", "area", "title", "state", "cost", "reason", "note", "valuations", "version"];

    // Amounts are written as the file was given out, or as people here type them.
    private static readonly CultureInfo Typed = CultureInfo.GetCultureInfo("en-GB");

    private readonly RoundRow round;
    private readonly IReadOnlyDictionary<string, ProposalRow> ideas;
    private readonly IReadOnlyDictionary<string, Valuation> latest;
    private readonly List<Fault> faults = [];
    private readonly Dictionary<string, long> lines = new(StringComparer.Ordinal);
    private readonly List<(ProposalRow Idea, Valuation Found)> found = [];
    private int[] places = [];
    private int count;
    private int unchanged;

    private ValuationsCsv(
        RoundRow round, IReadOnlyDictionary<string, ProposalRow> ideas, IReadOnlyDictionary<string, Valuation> latest) =>
        (this.round, this.ideas, this.latest) = (round, ideas, latest);

    /// <summary>Each idea of which the file says something new, and how many lines say nothing new.</summary>
    /// <param name="ideas">Every idea of the round.</param>
    /// <param name="latest">What was found out about them so far.</param>
    /// <exception cref="Refusal">Ideas of other areas are among them, the round is in another phase, or some lines are at fault: the first
    /// of them by name.</exception>
    public static async Task<(IReadOnlyList<(ProposalRow Idea, Valuation Found)> Found, int Unchanged)> Read(
        ReadOnlyMemory<byte> file, RoundRow round, IReadOnlyDictionary<string, ProposalRow> ideas,
        IReadOnlyDictionary<string, Valuation> latest, Caller caller, CancellationToken cancellation)
    {
        var reading = new ValuationsCsv(round, ideas, latest);
        await using var csv = new MemoryStream(file.ToArray(), writable: false);
        var first = true;
        await foreach (var row in Csv.Read(csv, MaxLineLength, severalLines: true, cancellation))
        {
            if (!(first ? reading.Headings(row) : reading.Line(row)))
            {
                break;
            }

            first = false;
        }

        // Of other areas nothing is said, not even that a line is wrong.
        caller.MustActIn(reading.lines.Keys.Select(id => ideas[id].AreaCode).Distinct(StringComparer.Ordinal));
        Phases.CheckAllowsValuing(round.PhaseNow);
        if (reading.count == 0 && reading.faults.Count == 0)
        {
            reading.Add(ProposalsReasons.ValuationsEmpty);
        }

        reading.Check();
        return (reading.found, reading.unchanged);
    }

    private bool Headings(TableRow row)
    {
        var headings = row.Cells.Select(cell => cell.ToLowerInvariant()).ToList();
        places = [.. Columns.Select(name => headings.IndexOf(name))];
        if (headings.Count == Columns.Length && Array.TrueForAll(places, place => place >= 0))
        {
            return true;
        }

        if (row.Cells.Count == 0)
        {
            Add(ProposalsReasons.ValuationsUnreadable);
        }
        else
        {
            Add(ProposalsReasons.ValuationsHeadings, ("found", row.Cells.Take(Columns.Length + 1).Select(Short)));
        }

        return false;
    }

    /// <returns>False where nothing after it is read.</returns>
    private bool Line(TableRow row)
    {
        if (++count > MaxLines)
        {
            Add(ProposalsReasons.ValuationsTooManyLines, ("line", row.Line), ("max", MaxLines));
            return false;
        }

        if (row.Fault != RowFault.None || row.Cells.Count > Columns.Length)
        {
            Add(
                row.Fault switch
                {
                    RowFault.TooLong => ProposalsReasons.ValuationsLineLong,
                    RowFault.NotUtf8 => ProposalsReasons.ValuationsLineNotUtf8,
                    RowFault.Quotes => ProposalsReasons.ValuationsLineQuotes,
                    _ => ProposalsReasons.ValuationsLineColumns,
                },
                ("line", row.Line), ("max", MaxLineLength), ("columns", row.Cells.Count));
            return true;
        }

        string[] cells = [.. places.Select(place => place < row.Cells.Count ? Csv.AsWritten(row.Cells[place]).Trim() : "")];
        if (ideas.GetValueOrDefault(cells[0]) is not { } idea)
        {
            Add(ProposalsReasons.ValuationsLineNumber, ("line", row.Line), ("found", Short(cells[0])));
        }
        else if (!lines.TryAdd(idea.ProposalId, row.Line))
        {
            Add(ProposalsReasons.ValuationsLineTwice, ("line", row.Line), ("first", lines[idea.ProposalId]));
        }
        else if (FaultOf(cells, idea, out var valuation) is { } reason)
        {
            Add(reason, ("line", row.Line), ("found", Short(cells[4])));
        }
        else if (valuation is null)
        {
            unchanged++;
        }
        else
        {
            found.Add((idea, valuation));
        }

        return true;
    }

    // What is wrong with a line; and what it says of its idea, null where that is nothing new.
    private Reason? FaultOf(string[] cells, ProposalRow idea, out Valuation? valuation)
    {
        valuation = null;
        if (cells[1] != idea.AreaCode)
        {
            return ProposalsReasons.ValuationsLineArea;
        }

        if (cells[2] != Csv.AsWritten(idea.Title.Trim()).Trim())
        {
            return ProposalsReasons.ValuationsLineTitle;
        }

        var (cost, why, note) = (cells[4], Lines(cells[5]), Lines(cells[6]));
        var before = latest.GetValueOrDefault(idea.ProposalId);
        if (cost.Length == 0 && why.Length == 0)
        {
            return note.Length == 0 ? null : ProposalsReasons.ValuationsLineNoteAlone;
        }

        if (cost.Length > 0 && why.Length > 0)
        {
            return ProposalsReasons.ValuationsLineBoth;
        }

        var read = new Valuation { Note = note.Length > 0 ? note : Lines(before?.Note ?? "") };
        if (cost.Length > 0)
        {
            if (Amounts.Read(cost, round.Currency, Typed).Minor is not { } minor)
            {
                return ProposalsReasons.ValuationsLineCost;
            }

            read.Cost = new Money { AmountMinor = minor, Currency = round.Currency };
        }
        else
        {
            read.InfeasibleReason = why;
        }

        if (IsSame(read, before))
        {
            return null;
        }

        valuation = read;
        return idea.StateNow == ProposalState.Withdrawn ? ProposalsReasons.ValuationsLineTakenBack
            : cells[7] != idea.Valuations.ToString(CultureInfo.InvariantCulture) ? ProposalsReasons.ValuationsLineOvertaken
            : cells[8] != idea.Version.ToString(CultureInfo.InvariantCulture) ? ProposalsReasons.ValuationsLineEdited
            : ValueProposal.Look(new Fields(), "valuation", read).AreWhole ? null
            : cost.Length > 0 ? ProposalsReasons.ValuationsLineCost : ProposalsReasons.ValuationsLineWords;
    }

    private static bool IsSame(Valuation read, Valuation? before) => before is not null && read.FindingCase == before.FindingCase
        && Lines(before.Note) == read.Note && Lines(before.InfeasibleReason) == read.InfeasibleReason && Equals(before.Cost, read.Cost);

    private void Add(Reason reason, params IReadOnlyList<Value> values) => faults.Add(new Fault("content", reason, values));

    // The first by name, the others as a number, so that the answer stays readable.
    private void Check()
    {
        if (faults.Count == 0)
        {
            return;
        }

        var told = faults.Take(MostFaults).ToList();
        if (faults.Count > told.Count)
        {
            told.Add(new Fault("content", ProposalsReasons.ValuationsFaultsMore, [("count", faults.Count - told.Count)]));
        }

        throw new Refusal(ProposalsReasons.ValuationsAtFault, [("count", faults.Count)], told);
    }

    private static string Lines(string cell) => TypedText.Lines(cell).Trim();

    private static string Short(string cell) => cell.Length > LongestNamed ? cell[..LongestNamed] + "…" : cell;
}
